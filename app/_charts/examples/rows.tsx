import { DurationRows } from "../pictures/duration-rows.tsx";
import { ForestPlot } from "../pictures/forest-plot.tsx";
import { IntervalDots } from "../pictures/interval-dots.tsx";
import { PartBars } from "../pictures/part-bars.tsx";
import { RowBars } from "../pictures/row-bars.tsx";
import { type Example, longName } from "./made.ts";

export const rows: Example[] = [
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
        itemNoun="Changes"
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
