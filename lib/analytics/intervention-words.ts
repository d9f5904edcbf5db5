import { formatPlural } from "#lib/format.ts";
import type { Effect } from "./interventions.ts";

/** What can be said of an intervention. Never that it worked, nor that it did not. */
export function effectWords({ verdict, timeToTell, overlaps }: Omit<Effect, "text">): string {
  const others =
    overlaps.length === 0 ? "" : ` ${listed(overlaps)} overlapped with it, so neither can be credited alone.`;
  // What could not have been told has not failed.
  const until = verdict.claims === null && timeToTell !== null ? ` ${timeToTell.text}` : "";
  return `${verdict.text}${others}${until}`;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  if (quoted.length < 2) return quoted[0] ?? "";
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

export function wordsOn(items: readonly Effect[]): string {
  if (items.length === 0) return "No intervention is recorded for this period.";
  const latest = items.findLast(({ verdict }) => verdict.declined === null);
  if (latest === undefined) {
    return `${formatPlural(items.length, "intervention")}, none of which can be judged yet. ${items.at(-1)!.text}`;
  }
  return `“${latest.name}”: ${latest.text} A difference says that something changed then, not what did it.`;
}
