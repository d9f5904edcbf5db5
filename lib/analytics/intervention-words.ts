import type { z } from "zod";
import { formatP, formatPlural, formatQuantity } from "#lib/format.ts";
import { ratioWords } from "./ai-words.ts";
import { sideOfOne } from "./estimates.ts";
import type { Side } from "./intervention-sides.ts";
import type { Effect } from "./interventions.ts";
import type { Estimate } from "./shapes.ts";

export function effectWords(
  { before, after, rateRatio: ratio, overlaps }: Omit<Effect, "text">,
  recordsFrom: Date | null,
): string {
  if ("declined" in ratio) return ratio.declined;
  const late =
    recordsFrom !== null && recordsFrom > before!.from
      ? " Records begin within the window before it, which may therefore hold too few."
      : "";
  const others =
    overlaps.length === 0 ? "" : ` ${listed(overlaps)} overlapped with it, so neither can be credited alone.`;
  return `${rateWords({ before: before!, after: after!, ratio })}${others}${late}`;
}

function rateWords({ before, after, ratio }: { before: Side; after: Side; ratio: z.infer<typeof Estimate> }) {
  const rates = `${formatQuantity(before.perDay)} incidents a day before, ${formatQuantity(after.perDay)} from its first day on`;
  const side = sideOfOne(ratio);
  if (side === null) return `${rates}: no difference to be seen (rate ratio ${ratioWords(ratio)}).`;
  const direction = side === "below" ? "fewer" : "more";
  return `${rates}: ${direction} than chance explains (rate ratio ${ratioWords(ratio)}, ${formatP(ratio.p)}).`;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  if (quoted.length < 2) return quoted[0] ?? "";
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

export function wordsOn(items: readonly Effect[]): string {
  if (items.length === 0) return "No intervention is recorded for this period.";
  const latest = items.findLast(({ rateRatio: ratio }) => !("declined" in ratio));
  if (latest === undefined) {
    return `${formatPlural(items.length, "intervention")}, none of which can be judged yet. ${items.at(-1)!.text}`;
  }
  return `“${latest.name}”: ${latest.text} A difference says that something changed then, not what did it.`;
}
