import { parseArgs } from "node:util";
import {
  type Calibration,
  type Calls,
  calibrateHistory,
  calibrateSeries,
} from "#lib/statistics/calibration.ts";
import { calibrateChart, calibrateGaps, calibrateLosses } from "#lib/statistics/chart-calibration.ts";
import type { TwoByTwo } from "#lib/statistics/estimate.ts";
import { calibrateLabels } from "#lib/statistics/label-calibration.ts";
import { SERIES } from "#lib/statistics/simulated-days.ts";
import { daysOf } from "./history.ts";

/**
 * `npm run calibrate [-- --runs 400] [--file incidents.jsonl --field started_at]`: how often verdicts claim something
 * where nothing happened, and how often they find what did, over simulated histories and over one that was recorded.
 */

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "400" },
    file: { type: "string" },
    field: { type: "string", default: "started_at" },
  },
});

const runs = Number(values.runs);
const percent = ({ called, of }: Calls) => (of === 0 ? "–" : `${Math.round((100 * called) / of)}%`);

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const row of [head, head.map(() => "---"), ...rows]) console.log(`| ${row.join(" | ")} |`);
  console.log();
}

const verdictHead = [
  "any day",
  "after the worst window",
  "any weekly look",
  "halved",
  "to 0.7",
  "exact test, any day",
];
const verdictRow = ({ anyDay, afterWorst, looks, halved, lowered, exact }: Calibration) =>
  [anyDay, afterWorst, looks, halved, lowered, exact].map(percent);

function verdicts(): void {
  console.log(`Verdicts over simulated histories of 730 days, ${runs} each\n`);
  const rows: string[][] = [];
  for (const series of SERIES)
    for (const perWeek of [2, 10, 26])
      for (const window of [28, 90]) {
        const row = verdictRow(calibrateSeries(series, { perWeek, window, runs }));
        rows.push([series, `${perWeek}`, `${window}`, ...row]);
      }
  table(["series", "a week", "days", ...verdictHead], rows);
}

function charts(): void {
  console.log(`Charts of simulated weeks, ${runs} each\n`);
  const rows: string[][] = [];
  for (const series of SERIES)
    for (const [perWeek, weeks] of [
      [2, 78],
      [5, 78],
      [10, 26],
      [10, 78],
      [10, 156],
      [26, 78],
    ] as const) {
      const { changed, wandering, marked, found, dated, foundWandering } = calibrateChart(series, {
        perWeek,
        weeks,
        runs,
      });
      const calls = [changed, wandering, marked, found, dated, foundWandering].map(percent);
      rows.push([series, `${perWeek}`, `${weeks}`, ...calls]);
    }
  const head = [
    "a change",
    "wanders",
    "a week stands out",
    "halving found",
    "within two weeks",
    "told to wander",
  ];
  table(["series", "a week", "weeks", ...head], rows);
}

function gaps(): void {
  console.log(`Gaps between rare events over 546 days, ${runs} each: a gap is marked\n`);
  const rows = (["level", "clustered"] as const).flatMap((series) =>
    [0.3, 0.6, 1, 2].map((perWeek) => {
      const of = { perWeek, days: 546, runs };
      return [
        series,
        `${perWeek}`,
        percent(calibrateGaps(series, of)),
        percent(calibrateGaps(series, { ...of, wholeDays: true })),
      ];
    }),
  );
  table(["series", "a week", "exact times", "whole days"], rows);
}

function losses(): void {
  const few = Math.ceil(runs / 2);
  console.log(
    `Losses of the quarter that follows, ${few} each: worse than the worst, and below quantiles of the curve\n`,
  );
  const rows = (["level", "clustered", "drifting", "random walk", "trending", "falling"] as const).flatMap(
    (series) =>
      [1, 2, 3].flatMap((deviation) =>
        [4, 8, 12].map((quarters) => {
          const { worse, quantiles, declined } = calibrateLosses(series, {
            perWeek: 10,
            quarters,
            runs: few,
            deviation,
          });
          return [
            series,
            `${deviation}`,
            `${quarters}`,
            percent(declined),
            percent({ called: 1, of: quarters + 1 }),
            percent(worse),
            ...quantiles.map(({ below }) => percent(below)),
          ];
        }),
      ),
  );
  table(
    ["series", "tail", "quarters", "declined", "told", "worse than the worst", "50%", "80%", "90%", "95%"],
    rows,
  );
}

/** AI's part grows and failures get rarer, month by month, so that only within months like is compared with like. */
function labels(): void {
  console.log(`AI and other changes that fail alike, ${runs} shuffles of labels within strata\n`);
  const strata = Array.from({ length: 24 }, (_, month): TwoByTwo => {
    const [members, ai, rate] = [400, 20 + 8 * month, 0.06 - 0.002 * month];
    const failed = (of: number) => Math.round(of * rate);
    return [
      [failed(ai), ai - failed(ai)],
      [failed(members - ai), members - ai - failed(members - ai)],
    ];
  });
  const { adjusted, crude } = calibrateLabels(strata, { runs });
  table(["within months", "all together"], [[percent(adjusted), percent(crude)]]);
}

async function recorded(file: string): Promise<void> {
  const days = await daysOf(file, values.field);
  const count = days.reduce((sum, day) => sum + day, 0);
  console.log(`Verdicts over ${file}: ${count} incidents in ${days.length} days\n`);
  const rows = [28, 60, 90].map((window) => {
    const calls = calibrateHistory(days, { window });
    return [`${window}`, ...verdictRow(calls), `${calls.anyDay.of}, ${calls.afterWorst.of}`];
  });
  table(["days", ...verdictHead, "asked"], rows);
}

if (values.file !== undefined) await recorded(values.file);
else {
  verdicts();
  charts();
  gaps();
  losses();
  labels();
}
