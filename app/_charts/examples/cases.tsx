/** Every picture with small data made by hand, and with what is awkward: for the page of examples and for tests. */
import type { ReactNode } from "react";
import { scatterData } from "../log-bins.ts";
import { BehaviourChart } from "../pictures/behaviour-chart.tsx";
import { BucketBars } from "../pictures/bucket-bars.tsx";
import { DurationRows } from "../pictures/duration-rows.tsx";
import { ForestPlot } from "../pictures/forest-plot.tsx";
import { HeatMap } from "../pictures/heat-map.tsx";
import { IntervalDots } from "../pictures/interval-dots.tsx";
import { LorenzCurve } from "../pictures/lorenz-curve.tsx";
import { MeasureLines } from "../pictures/measure-lines.tsx";
import { PartBars } from "../pictures/part-bars.tsx";
import { RowBars } from "../pictures/row-bars.tsx";
import { ScatterPlot } from "../pictures/scatter-plot.tsx";
import { SeverityBars } from "../pictures/severity-bars.tsx";
import { ShareChart } from "../pictures/share-chart.tsx";
import { SurvivalCurve } from "../pictures/survival-curve.tsx";

export type Example = { name: string; card: ReactNode };

const week = (index: number) => new Date(Date.UTC(2026, 0, 5 + 7 * index)).toISOString();
const time = { bucket: "week", zone: "UTC" } as const;
const weeks = <T,>(values: readonly T[], of: (value: T, index: number) => object) =>
  values.map((value, index) => ({
    start: week(index),
    complete: index < values.length - 1,
    href: `/incidents?week=${index}`,
    ...of(value, index),
  })) as never;
const bands = [
  { name: "Code freeze", from: week(1), to: week(3) },
  { name: "Review by a second person", from: week(2), to: null },
];
const longName = "Storefront recommendation ranking of similar items for returning customers";
const share = (yes: number, known: number, unknown = 0) => ({
  yes,
  known,
  unknown,
  share: known === 0 ? null : yes / known,
  low: known === 0 ? null : Math.max(0, yes / known - 0.15),
  high: known === 0 ? null : Math.min(1, yes / known + 0.2),
});

const lost = [{ key: "orders", label: "Lost orders", colour: "var(--accent)" }];
const orders = (values: readonly (number | null)[]) =>
  weeks(values, (value) => ({ values: { orders: value } }));

const bars: Example[] = [
  {
    name: "Bars: several parts, interventions, an incomplete week",
    card: (
      <SeverityBars
        {...time}
        title="Incidents by severity"
        unit="incidents per week"
        means="Each in the week in which it began."
        n={27}
        bands={bands}
        buckets={weeks([6, 9, 0, 4], (all) => ({
          bySeverity: { 1: Math.round(all / 4), 3: all - Math.round(all / 4), unknown: all > 8 ? 4 : 0 },
          hrefs: { 1: "/incidents?severity=1" },
        }))}
      />
    ),
  },
  {
    name: "Bars: huge values, one week not recorded, the largest named",
    card: (
      <BucketBars
        {...time}
        title="Lost orders"
        unit="lost orders per week"
        means="The sum of what was recorded."
        heavyTailed
        series={lost}
        buckets={orders([120, null, 6_300_000_000, 45_000, 0])}
      />
    ),
  },
  {
    name: "Bars: one week",
    card: (
      <BucketBars {...time} title="One week" unit="orders" means="One." series={lost} buckets={orders([3])} />
    ),
  },
  {
    name: "Bars: nothing recorded",
    card: (
      <BucketBars
        {...time}
        title="No week"
        unit="orders"
        means="None."
        series={lost}
        buckets={orders([null])}
      />
    ),
  },
];

const limits = (values: readonly (number | null)[], signals: number[]) => ({
  buckets: weeks(values, (value) => ({ value })),
  behaviour: {
    centre: 20,
    low: 8,
    high: 32,
    signals: signals.map((index) => ({ start: week(index), rule: "beyond-limits" })),
  },
});

const overTime: Example[] = [
  {
    name: "Natural limits: a signal above and one below, a week missing",
    card: (
      <BehaviourChart
        {...time}
        title="Incidents and their natural limits"
        unit="incidents per week"
        means="Limits from the moving ranges."
        {...limits([18, 41, 22, null, 5, 19, 7], [1, 4])}
      />
    ),
  },
  {
    name: "Natural limits: too few weeks for any",
    card: (
      <BehaviourChart
        {...time}
        title="Two weeks"
        unit="incidents per week"
        means="Too few for limits."
        buckets={weeks([3, 4], (value) => ({ value }))}
        behaviour={null}
      />
    ),
  },
  {
    name: "Lines: median to p90 with a gap",
    card: (
      <MeasureLines
        {...time}
        title="Time to mitigate"
        unit="median and p90 per week"
        means="Of incidents that recorded it."
        measure="minutes"
        shaded
        logarithmic="off"
        bands={bands}
        series={[
          { key: "median", label: "Median", colour: "var(--accent)" },
          { key: "p90", label: "p90", colour: "var(--accent)", dashed: true },
        ]}
        buckets={weeks([40, 55, null, 30, 95], (median) => ({
          values: { median, p90: median === null ? null : median * 6 },
          n: median === null ? 0 : 12,
        }))}
      />
    ),
  },
  {
    name: "Lines: from one minute to a year, logarithmic, a zero",
    card: (
      <MeasureLines
        {...time}
        title="Longest outage"
        unit="longest per week"
        means="The longest of each week."
        measure="minutes"
        logarithmic="on"
        series={[{ key: "longest", label: "Longest", colour: "var(--sev-2)" }]}
        buckets={weeks([1, 60, 0, 525_600], (longest) => ({ values: { longest } }))}
      />
    ),
  },
  {
    name: "Shares: with their intervals, nothing known in one week",
    card: (
      <ShareChart
        {...time}
        title="AI share over time"
        unit="share per week"
        means="Of those where it is known."
        series={[
          { key: "incidents", label: "Incidents", colour: "var(--ai)" },
          { key: "changes", label: "Changes", colour: "var(--other)", dashed: true },
        ]}
        buckets={weeks([2, 5, 0, 4], (yes) => ({
          shares: { incidents: share(yes, yes === 0 ? 0 : 10, 3), changes: share(30, 100) },
        }))}
      />
    ),
  },
];

const rows: Example[] = [
  {
    name: "Ranked amounts: parts, a running share, what is unknown, a long name",
    card: (
      <RowBars
        title="Incidents by system"
        unit="incidents"
        means="Of systems that were reached."
        noun="System"
        cumulative
        items={[
          { key: "a", label: longName, value: 120, href: "/incidents?system=a" },
          { key: "b", label: "Checkout", value: 40, detail: "two of them Sev-1" },
          { key: "c", label: "Cart", value: 1 },
          { key: "unknown", label: "No system named", value: 60, isUnknown: true },
          { key: "none", label: "Not recorded", value: null },
        ]}
      />
    ),
  },
  {
    name: "Parts of wholes, an empty one among them",
    card: (
      <PartBars
        title="Incidents and changes, with and without AI"
        unit="parts of each"
        means="What is not known is a part like the others."
        itemNoun="Of all"
        parts={[
          { key: "ai", label: "AI", colour: "var(--ai)" },
          { key: "other", label: "Not AI", colour: "var(--other)" },
          { key: "unknown", label: "Not known", colour: "var(--unknown)" },
        ]}
        items={[
          {
            key: "incidents",
            label: "Incidents",
            values: { ai: 3, other: 5, unknown: 12 },
            text: "38% (12–70)",
            hrefs: { ai: "/incidents?ai=primary" },
          },
          { key: "changes", label: "Changes", values: { ai: 900, other: 99_000, unknown: 1 } },
          { key: "none", label: "Nothing", values: { ai: 0, other: 0, unknown: 0 } },
        ]}
      />
    ),
  },
  {
    name: "Shares side by side, one not known",
    card: (
      <IntervalDots
        title="How often changes fail"
        unit="culprits per change"
        means="Whiskers are 95% intervals."
        noun="Changes"
        items={[
          { key: "ai", label: "AI-assisted", share: 0.04, low: 0.01, high: 0.11, colour: "var(--ai)" },
          { key: "other", label: "Not AI", share: 0.02, low: 0.018, high: 0.022, yes: 200, known: 10_000 },
          { key: "unknown", label: "Not known", share: null, low: null, high: null },
        ]}
      />
    ),
  },
  {
    name: "Durations: median, p75 and p90, from minutes to days",
    card: (
      <DurationRows
        title="Time to mitigate by severity"
        unit="median to p90"
        means="On a logarithmic axis."
        noun="Severity"
        items={[
          {
            key: "1",
            label: "Sev-1",
            medianMinutes: 12,
            p75Minutes: 40,
            p90Minutes: 95,
            recorded: 9,
            of: 10,
          },
          {
            key: "3",
            label: longName,
            medianMinutes: 300,
            p75Minutes: 1500,
            p90Minutes: 9000,
            recorded: 80,
            of: 200,
            colour: "var(--sev-3)",
          },
          {
            key: "5",
            label: "Sev-5",
            medianMinutes: null,
            p75Minutes: null,
            p90Minutes: null,
            recorded: 0,
            of: 4,
          },
        ]}
      />
    ),
  },
  {
    name: "Ratios: one above, one that may be none, one that runs away, one declined",
    card: (
      <ForestPlot
        title="What goes with high blast radius"
        unit="odds ratio, 95% interval"
        means="Grey where the interval holds one."
        noun="Factor"
        items={[
          { key: "a", label: "On a Friday", estimate: 2.4, low: 1.3, high: 4.4, p: 0.004, q: 0.02, n: 40 },
          { key: "b", label: "Without a review", estimate: 1.1, low: 0.6, high: 2, p: 0.7, n: 31 },
          { key: "c", label: longName, estimate: "Infinity", low: 3, high: "Infinity", n: 6 },
          {
            key: "d",
            label: "By an agent",
            estimate: null,
            low: null,
            high: null,
            declined: "Fewer than five",
          },
        ]}
      />
    ),
  },
];

const weekdays = ["Monday", "Tuesday", "Wednesday"].map((label) => ({ key: label, label }));
const hours = Array.from({ length: 8 }, (_, index) => ({
  key: `${index}`,
  label: `${String(index * 3).padStart(2, "0")}:00`,
  short: `${index * 3}`,
}));

const grids: Example[] = [
  {
    name: "Table in colours: counts, zeros",
    card: (
      <HeatMap
        title="Rhythm of the week"
        unit="incidents by weekday and hour"
        means="In the zone of the organisation."
        rowNoun="Day"
        columnNoun="Hour"
        valueLabel="Incidents"
        rows={weekdays}
        columns={hours}
        cells={weekdays.flatMap((day, row) =>
          hours.map((hour, column) => ({
            row: day.key,
            column: hour.key,
            value: (row * 5 + column * 3) % 11,
            href: `/incidents?day=${day.key}`,
          })),
        )}
      />
    ),
  },
  {
    name: "Table in colours: two ways, with lines, one declined, half of it blank",
    card: (
      <HeatMap
        title="Measures together"
        unit="rank correlation, from −1 to 1"
        means="Each pair over the incidents that recorded both."
        rowNoun="Measure"
        columnNoun="with"
        valueLabel="rho"
        measure="ratio"
        diverging
        rows={[
          { key: "errors", label: "Errors" },
          { key: "orders", label: longName, short: "Orders" },
        ]}
        columns={[
          { key: "detect", label: "Time to detect", short: "Detect" },
          { key: "errors", label: "Errors" },
        ]}
        cells={[
          { row: "errors", column: "detect", value: -0.42, lines: ["−0.42", "n 310", "q < 0.001"] },
          { row: "orders", column: "detect", value: null, note: "Fewer than ten recorded both" },
          { row: "orders", column: "errors", value: 0.88, lines: ["0.88", "n 120", "q = 0.03"] },
        ]}
      />
    ),
  },
];

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

const planes: Example[] = [
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

export const examples: readonly Example[] = [...bars, ...overTime, ...rows, ...grids, ...planes];
