import { fisher } from "./fisher.ts";
import { kaplanMeier } from "./kaplan-meier.ts";
import { lorenz } from "./lorenz.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { quantiles } from "./quantile.ts";
import { createRandom } from "./random.ts";
import { rateRatio } from "./rate-ratio.ts";
import { spearman } from "./spearman.ts";

const time = (name: string, f: () => unknown) => {
  const all: number[] = [];
  for (let i = 0; i < 5; i++) {
    const t = performance.now();
    f();
    all.push(performance.now() - t);
  }
  console.log(name, all.map((x) => x.toFixed(1)).join(" "));
};
const r = createRandom(1);
const big = Float64Array.from({ length: 1e6 }, () => r.lognormal(100, 2));
const ints = big.map(Math.round);
time("fisher worst 1M", () =>
  fisher([
    [251000, 249000],
    [249000, 251000],
  ]),
);
time("fisher typ 1M", () =>
  fisher([
    [3000, 97000],
    [26000, 874000],
  ]),
);
time("fisher small", () =>
  fisher([
    [12, 30],
    [8, 70],
  ]),
);
time("rate 1M", () => rateRatio({ events: [500000, 499000], exposure: [1, 1] }));
const x = big.slice(0, 25000),
  y = big.slice(30000, 55000);
time("mw 25k continuous", () => mannWhitney(x, y));
time("mw 25k rounded", () => mannWhitney(x.map(Math.round), y.map(Math.round)));
time("mw 25k half zeros", () =>
  mannWhitney(
    x.map((v, i) => (i % 2 ? 0 : v)),
    y.map((v, i) => (i % 2 ? 0 : v)),
  ),
);
time("mw 300k v 700k", () => mannWhitney(big.slice(0, 300000), big.slice(300000)));
time("quantiles 1M", () => quantiles(big, [0.5, 0.75, 0.9]));
time("quantiles 1M ints", () => quantiles(ints, [0.5, 0.75, 0.9]));
const sorted = big.slice().sort();
time("quantiles 1M sorted", () => quantiles(sorted, [0.5, 0.75, 0.9]));
time("sort 1M", () => big.slice().sort());
time("lorenz 1M", () => lorenz(big));
time("spearman 10k", () => spearman(big.slice(0, 10000), big.slice(10000, 20000)));
time("spearman 100k", () => spearman(big.slice(0, 100000), big.slice(100000, 200000)));
const ob = Array.from({ length: 1e6 }, (_, i) => i % 10 > 0);
time("km 100k", () => kaplanMeier({ durations: big.slice(0, 100000), observed: ob.slice(0, 100000) }));
time("km 1M", () => kaplanMeier({ durations: big, observed: ob }));
