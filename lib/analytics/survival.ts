import { z } from "zod";
import { dayStart, shiftDays } from "#lib/calendar.ts";
import { kaplanMeier } from "#lib/statistics/kaplan-meier.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { GroupName } from "./groups.ts";
import type { View } from "./question.ts";
import { Figure, figure } from "./shapes.ts";
import { minutesTo } from "./tally.ts";

/** How long incidents last until they are mitigated, those still open included. */

const open = statusCodes.code("open");

export const Survival = z
  .object({
    ...GroupName.shape,
    n: z.int().describe("Incidents followed: those mitigated, and those still open."),
    mitigated: z.int().describe("Those with a recorded mitigation, not before their start."),
    open: z.int().describe("Those still open and not mitigated: followed for as long as they have lasted."),
    medianMinutes: z
      .object({
        estimate: Figure.describe("The median; null where one half is not reached."),
        low: Figure.describe("Lower end of its 95% interval; null where it cannot be said."),
        high: Figure.describe("Upper end of its 95% interval; null where it has none."),
      })
      .meta({
        description: "When half of them were mitigated.",
        unit: "minutes",
        uncertainty: "95% interval, from where the curve's own bounds cross one half",
        declines: "null where one half is not reached",
        source: "R's `survfit`",
      }),
    points: z
      .array(
        z.object({
          minutes: z
            .number()
            .meta({ description: "From so long after the start of impact on.", unit: "minutes" }),
          survival: z
            .number()
            .meta({ description: "Share of them not yet mitigated.", unit: "a fraction from 0 to 1" }),
          low: Figure.describe("Lower end of its 95% interval; null where it cannot be said."),
          high: Figure.describe("Upper end of its 95% interval; null where it cannot be said."),
          atRisk: z.int().describe("How many of them were followed so long."),
        }),
      )
      .meta({
        description: "The curve, in steps: how many are not yet mitigated after how long.",
        uncertainty: "Greenwood's 95% interval on the log-log scale, as R's `survfit`",
        source: "Kaplan and Meier (1958)",
      }),
  })
  .meta({ title: "Survival curve" });

export type Survival = z.infer<typeof Survival>;

export function survivalOf(view: View<Filter>, rows: Selection, { value, label }: GroupName): Survival {
  const { incidents } = view.facts;
  const { n, events, median, points } = kaplanMeier({
    ended: minutesTo(incidents, "mitigatedAt", rows).minutes,
    censored: minutesOpen(incidents, rows, knownUntil(view)),
  });
  return {
    value,
    label,
    n,
    mitigated: events,
    open: n - events,
    medianMinutes: { estimate: figure(median.estimate), low: figure(median.low), high: figure(median.high) },
    points: points.map(({ time, estimate, low, high, atRisk }) => ({
      minutes: time,
      survival: estimate,
      low: figure(low),
      high: figure(high),
      atRisk,
    })),
  };
}

/** The end of the last day on which a source spoke, or now. */
function knownUntil({ coverage, period, now }: View<Filter>): number {
  if (coverage === null) return now.getTime();
  return Math.min(now.getTime(), dayStart(shiftDays(coverage.to, 1), period.zone).getTime());
}

/** For how long the incidents are known to have lasted that nobody mitigated yet: as far as records reach. */
function minutesOpen(
  { startedAt, createdAt, mitigatedAt, status }: IncidentFacts,
  rows: Selection,
  known: number,
): number[] {
  const minutes: number[] = [];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (status.values[row] !== open || !Number.isNaN(mitigatedAt.values[row])) continue;
    const lasted = (Math.max(known, createdAt.values[row]!) - startedAt.values[row]!) / 60_000;
    if (lasted >= 0) minutes.push(lasted);
  }
  return minutes;
}
