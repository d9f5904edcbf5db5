import { z } from "zod";
import { survivalCurve } from "#lib/statistics/kaplan-meier.ts";
import { followed, type Minutes } from "./durations.ts";
import { GroupName } from "./groups.ts";
import { type DurationFigures, Figure, figure } from "./shapes.ts";

/** How long incidents last until they are mitigated, those still open included. */

export const Survival = z
  .object({
    ...GroupName.shape,
    n: z.int().describe("Incidents followed: those mitigated, and those still open."),
    mitigated: z
      .int()
      .describe(
        "Those with a recorded mitigation, not before their start. Of those known to the day, the month, the quarter or the year alone that took less than that, the curve says only that they were mitigated within it: they leave it at its beginning.",
      ),
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

/** The curve beside its figures. */
export function survivalOf(
  minutes: Minutes,
  { medianMinutes, medianLowMinutes, medianHighMinutes }: DurationFigures,
  { value, label }: GroupName,
): Survival {
  const { n, events, points } = survivalCurve(followed(minutes));
  return {
    value,
    label,
    n,
    mitigated: events,
    open: n - events,
    medianMinutes: { estimate: medianMinutes, low: medianLowMinutes, high: medianHighMinutes },
    points: points.map(({ time, estimate, low, high, atRisk }) => ({
      minutes: time,
      survival: estimate,
      low: figure(low),
      high: figure(high),
      atRisk,
    })),
  };
}
