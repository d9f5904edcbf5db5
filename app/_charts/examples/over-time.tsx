import { BehaviourChart } from "../pictures/behaviour-chart.tsx";
import { MeasureLines } from "../pictures/measure-lines.tsx";
import { ShareChart } from "../pictures/share-chart.tsx";
import { bands, type Example, share, time, week, weeks } from "./made.ts";

const limits = (values: readonly (number | null)[], signals: number[]) => ({
  buckets: weeks(values, (value) => ({ value })),
  behaviour: {
    centre: 20,
    low: 8,
    high: 32,
    signals: signals.map((index) => ({ start: week(index), rule: "beyond-limits" })),
  },
});

export const overTime: Example[] = [
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
