import { z } from "zod";
import { formatCount, formatPlural, formatShort } from "#lib/format.ts";
import { MeasuredCount } from "./shapes.ts";

/**
 * What a safeguard could have avoided, of losses that incidents recorded or did not. Their sum is a ceiling only where
 * every one of these incidents recorded its loss and none is left out because its culprit could not be judged. Else
 * more was lost than is known, and the sum is a floor of what was lost: it bounds nothing from above.
 */

export const Avoidable = z
  .object({
    ...MeasuredCount.shape,
    unjudged: z
      .int()
      .describe(
        "Incidents beside these, of whose culprits it is not known whether they lacked it: their losses are in no sum.",
      ),
    bound: z
      .enum(["floor", "ceiling"])
      .nullable()
      .describe(
        "`ceiling`: at most the sum could have been avoided. `floor`: at least the sum was lost, since some of it is not recorded or some culprits could not be judged; how much could have been avoided has no ceiling then.",
      ),
  })
  .meta({
    title: "Avoidable losses",
    description:
      "The recorded losses of incidents whose culprit lacked a safeguard, and from which side they bound what it could have avoided. Nothing says that it would have caught the fault.",
    declines: "`sum` and `bound` are null where none recorded it",
  });
export type Avoidable = z.infer<typeof Avoidable>;

export function avoidable(losses: MeasuredCount, unjudged: number): Avoidable {
  const isWhole = losses.recorded === losses.of && unjudged === 0;
  return { ...losses, unjudged, bound: losses.sum === null ? null : isWhole ? "ceiling" : "floor" };
}

/** "at least 200": a sum of which something is not recorded. Null is not zero. */
export function sumWords(
  { sum, recorded, of }: MeasuredCount,
  format: (sum: number | null) => string = formatShort,
): string {
  if (sum === null || recorded === of) return format(sum);
  return `at least ${format(sum)} (${formatCount(recorded)} of ${formatCount(of)} recorded)`;
}

/** "at least 200 orders, 8 of 10 not recorded"; "at most 1,500 orders". */
export function avoidableWords(losses: Avoidable, noun = "order"): string {
  const { sum, recorded, of, unjudged, bound } = losses;
  const plural = `${noun}s`;
  if (of === 0 && unjudged === 0) return `no ${plural}`;
  const open = of === recorded ? "" : `${formatCount(of - recorded)} of ${formatCount(of)} not recorded`;
  const unknown = unjudged === 0 ? "" : `${formatPlural(unjudged, "more incident")} not judged`;
  const missing = [open, unknown].filter((part) => part !== "").join(", ");
  if (sum === null) return `${plural} not known: ${missing}`;
  const amount = `${formatShort(sum)} ${sum === 1 ? noun : plural}`;
  return bound === "ceiling" ? `at most ${amount}` : `at least ${amount}, ${missing}`;
}
