import { GapBars } from "../pictures/gap-bars.tsx";
import { LevelsChart } from "../pictures/levels-chart.tsx";
import { MeasureLines } from "../pictures/measure-lines.tsx";
import { ShareChart } from "../pictures/share-chart.tsx";
import { bands, type Example, share, time, week, weeks } from "./made.ts";

const gap = (length: number, index: number) => ({
  key: String(index),
  label: `${index + 2} Mar`,
  name: `${index + 1} to ${index + 2} Mar 2026`,
  length,
  p: length > 60 ? 0.0003 : 0.4,
  limit: 62,
  marked: length > 62,
});

export const overTime: Example[] = [
  {
    name: "Levels: two with a date, one too short for limits, points that stand out, a week missing",
    card: (
      <LevelsChart
        {...time}
        title="Incidents and their levels"
        unit="incidents per week"
        means="As few levels as explain the counts."
        bands={bands}
        buckets={weeks([18, 41, 22, null, 5, 19, 7], (value) => ({ value }))}
        levels={{
          changed: "dated",
          levels: [
            { start: week(0), end: week(4), mean: 20.2 },
            { start: week(4), end: week(6), mean: 11 },
          ],
          limits: [
            ...[0, 1, 2].map((index) => ({ start: week(index), low: 8, high: index === 1 ? 30 : 34 })),
          ],
          signals: [
            { start: week(1), side: "above" },
            { start: week(4), side: "below" },
          ],
        }}
      />
    ),
  },
  {
    name: "Levels: a rate that wanders",
    card: (
      <LevelsChart
        {...time}
        title="Incidents and their levels"
        unit="incidents per week"
        means="As few levels as explain the counts."
        buckets={weeks([18, 19, 41, 40, 5, 4, 30, 31], (value) => ({ value }))}
        levels={{
          changed: "wanders",
          levels: [18.5, 40.5, 4.5].map((mean, index) => ({
            start: week(2 * index),
            end: week(2 * index + 2),
            mean,
          })),
          limits: [],
          signals: [],
        }}
      />
    ),
  },
  {
    name: "Levels: too few weeks for any",
    card: (
      <LevelsChart
        {...time}
        title="Two weeks"
        unit="incidents per week"
        means="Too few for levels."
        buckets={weeks([3, 4], (value) => ({ value }))}
        levels={null}
      />
    ),
  },
  {
    name: "Gaps: one too long for chance, one of a day, the last not over",
    card: (
      <GapBars
        title="Time between incidents"
        unit="days between one and the next"
        means="Of episodes of incidents."
        lengthLabel="Days"
        measure="days"
        gaps={[12, 1, 30, 112, 4.5, 9, 22, 8].map(gap)}
        open={gap(41, 8)}
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
