import { scatterData } from "../log-bins.ts";
import { LorenzCurve } from "../pictures/lorenz-curve.tsx";
import { LossCurve } from "../pictures/loss-curve.tsx";
import { ScatterPlot } from "../pictures/scatter-plot.tsx";
import { SurvivalCurve } from "../pictures/survival-curve.tsx";
import type { Example } from "./made.ts";

const point = (key: string, x: number | null, y: number | null, severity: number | null) => ({
  key,
  label: `INC-${key} Orders could not be placed`,
  x,
  y,
  severity,
  ai: (["yes", "no", "unknown"] as const)[key.length % 3]!,
  href: `/incidents/${key}`,
});

const axes = {
  x: { label: "Time to mitigate", measure: "minutes" },
  y: { label: "Lost orders", measure: "count" },
} as const;

const cloud = Array.from({ length: 60 }, (_, index) =>
  point(String(index), 10 + ((index * 37) % 400), 10 ** (1 + ((index * 7) % 50) / 10), (index % 5) + 1),
);

export const planes: Example[] = [
  {
    name: "Points: shapes by AI, colours by severity, the largest named",
    card: (
      <ScatterPlot
        {...axes}
        title="Lost orders against duration"
        unit="one mark per incident"
        means="Both axes logarithmic."
        data={scatterData([
          point("1", 30, 6_300_000, 1),
          point("22", 45, 120_000, 2),
          point("333", 600, 40, null),
          point("4444", 5, 900, 4),
          point("5", null, 3, 3),
        ])}
      />
    ),
  },
  {
    name: "Points: so many that they are counted in cells",
    card: (
      <ScatterPlot
        {...axes}
        title="Many incidents"
        unit="incidents in each cell"
        means="Stronger where there are more."
        data={scatterData(cloud, { most: 20, largest: 2 })}
      />
    ),
  },
  {
    name: "Points: none has both values",
    card: (
      <ScatterPlot
        {...axes}
        title="No incident"
        unit="none"
        means="None."
        data={scatterData([point("1", null, 4, 1)])}
      />
    ),
  },
  {
    name: "Concentration",
    card: (
      <LorenzCurve
        title="How few make up most of it"
        unit="share of lost orders"
        means="The further below the diagonal, the fewer."
        measure="lost orders"
        gini={0.71}
        worst={[{ fraction: 0.1, share: 0.64, href: "/incidents?worst=10" }]}
        points={[
          { population: 0, share: 0 },
          { population: 0.5, share: 0.06 },
          { population: 0.9, share: 0.36 },
          { population: 1, share: 1 },
        ]}
      />
    ),
  },
  {
    name: "What a quarter may cost: the worst one lost more than nearly all that were drawn",
    card: (
      <LossCurve
        title="What a quarter may cost"
        unit="the chance to lose more than so many orders in 91 days"
        means="Drawn of recorded weeks."
        worst={9000}
        declined={null}
        quarters={[{ lostOrders: 200 }, { lostOrders: 9000 }]}
        points={[0.01, 0.5, 0.9, 0.99].map((share, i) => ({ share, lostOrders: [0, 900, 6200, 14_000][i]! }))}
      />
    ),
  },
  {
    name: "What a quarter may cost: too few quarters for a curve",
    card: (
      <LossCurve
        title="What a quarter may cost"
        unit="the chance to lose more than so many orders in 91 days"
        means="Drawn of recorded weeks."
        worst={null}
        declined="There is no curve: fewer than 4 whole quarters."
        quarters={[]}
        points={[]}
      />
    ),
  },
  {
    name: "Time until mitigated: two groups, one of them short",
    card: (
      <SurvivalCurve
        title="How long until mitigated"
        unit="share not yet mitigated"
        means="Open ones count as long as they were watched."
        series={[
          {
            key: "ai",
            label: "AI involved",
            colour: "var(--ai)",
            medianMinutes: 60,
            steps: [
              { minutes: 20, survival: 0.8, low: 0.6, high: 0.9 },
              { minutes: 60, survival: 0.4, low: 0.2, high: 0.6 },
              { minutes: 700, survival: 0, low: null, high: null },
            ],
          },
          {
            key: "other",
            label: "Not AI",
            colour: "var(--other)",
            medianMinutes: null,
            steps: [{ minutes: 90, survival: 0.7, low: 0.3, high: 0.9 }],
          },
        ]}
      />
    ),
  },
];
