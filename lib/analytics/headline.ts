import { z } from "zod";
import { changeCausedOf } from "./change-caused.ts";
import { durationFigures, knownUntil } from "./durations.ts";
import type { Filter } from "./filter.ts";
import { impactOf } from "./impact.ts";
import type { Stretch, View } from "./question.ts";
import { BySeverity, DurationFigures, Figure, MeasuredCount, Share } from "./shapes.ts";
import { Sums, sumsOf } from "./sums.ts";
import { aiShareOf, severityCounts } from "./tally.ts";
import { Worth, worthOf } from "./worth.ts";

/** The figures at the top: what a period was like. */

const AddedImpact = z
  .object({
    hours: z.number().meta({ description: "Hours that would not be there without them.", unit: "hours" }),
    incidents: z.int().describe("How many they are."),
  })
  .meta({ title: "Added impact" });

export const Headline = z
  .object({
    incidents: z
      .int()
      .describe(
        "Incidents that began in the period and match the filter. Maintenance, exercises and duplicates do not count.",
      ),
    bySeverity: BySeverity.describe("The same incidents by severity."),
    sev12: z.int().describe("Those of severity 1 or 2."),
    lostOrders: MeasuredCount.meta({
      description:
        "The sum of lost orders over those incidents that recorded them. What was not recorded is left out, not counted as zero. A few incidents usually make most of it, so a change in the sum is not judged.",
      unit: "orders",
    }),
    ...Worth,
    errors: MeasuredCount.meta({
      description: "The sum of errors that users met, over those incidents that recorded them.",
      unit: "errors",
    }),
    sums: Sums.describe("Every number that incidents hold, added up."),
    impactHours: Figure.meta({
      description:
        "Hours of the period during which at least one Sev-1 or Sev-2 incident had impact, whenever that began: from its start to its mitigation (else its resolution, else now while it is open), cut to the period and to now. Hours with several at once count once, so they are never more than the period has, and those of periods side by side add up.",
      unit: "hours",
      declines:
        "null where no end is known; `impactRecorded` of `impactOf` incidents that began in the period had one in order",
    }),
    impactRecorded: z
      .int()
      .describe(
        "Sev-1 and Sev-2 incidents that began in the period and have an end, not before their start: `impactHours` rests on these, and on `impactEarlier`.",
      ),
    impactOf: z.int().describe("Sev-1 and Sev-2 incidents that began in the period, with an end or without."),
    impactEarlier: AddedImpact.describe(
      "What incidents that began before the period add to `impactHours`. They are in no other figure of the period. A filter that ranks incidents or holds them against others (`worst`, `outcomeYes`, `factorYes` and the like) means those of the period alone, so nothing comes from before.",
    ),
    impactOpen: AddedImpact.describe(
      "What incidents that are still open add to `impactHours`, those of `impactEarlier` among them.",
    ),
    timeToDetect: DurationFigures.describe("From the start of impact to detection."),
    timeToMitigate: DurationFigures.describe(
      "From the start of impact to mitigation. The median is the headline: a mean would be ruled by a few long incidents.",
    ),
    timeToResolve: DurationFigures.describe("From the start of impact to resolution."),
    aiShare: Share.describe(
      "Incidents in which AI made or shaped the change (contributing or primary), among those where that is known. Many incidents have no change behind them, so this does not compare with AI's share of changes: `changeCaused` does.",
    ),
    changeCaused: Share.describe(
      "Of the incidents that a change caused (they name a culprit, or have a change as their trigger), those whose change was made with AI, by what culprits say of themselves and else by the incident. This compares with AI's share of changes; how often changes fail is in the answer on AI changes.",
    ),
  })
  .meta({ title: "Headline" });

export type Headline = z.infer<typeof Headline>;

/** The figures of the view's period, or of another stretch of it. */
export function headlineOf(view: View<Filter>, stretch: Stretch = view): Headline {
  const { facts, settings, now } = view;
  const { incidents } = facts;
  const { rows } = stretch;
  const bySeverity = severityCounts(incidents, rows);
  const sums = sumsOf(incidents, rows);
  const { lostOrders, errors } = sums;
  const followed = { facts: incidents, rows, known: knownUntil(view) };
  const impact = impactOf({ facts: incidents, stretch, now });
  return {
    incidents: rows.length,
    bySeverity,
    sev12: bySeverity["1"] + bySeverity["2"],
    lostOrders,
    ...worthOf(facts, rows, settings),
    errors,
    sums,
    impactHours: impact.hours,
    impactRecorded: impact.recorded,
    impactOf: impact.of,
    impactEarlier: impact.earlier,
    impactOpen: impact.open,
    timeToDetect: durationFigures({ ...followed, milestone: "detectedAt" }),
    timeToMitigate: durationFigures({ ...followed, milestone: "mitigatedAt" }),
    timeToResolve: durationFigures({ ...followed, milestone: "resolvedAt" }),
    aiShare: aiShareOf(incidents, rows),
    changeCaused: changeCausedOf(facts, rows),
  };
}
