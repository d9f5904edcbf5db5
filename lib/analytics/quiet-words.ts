import { formatCount, formatInstant, formatPlural, formatQuantity } from "#lib/format.ts";
import { FEW_A_BUCKET } from "./behaviour.ts";
import { formatMean, type Named } from "./levels-words.ts";
import type { View } from "./question.ts";
import type { AnyGap, QuietTimes } from "./quiet.ts";

/** How quiet it was between incidents that are rare, in words. */

/** Words that say when, how, or how grave: all others say which, and have no short name. */
const unspoken = new Set(["period", "from", "to", "zone", "bucket", "compare", "by", "severity"]);

/** What the filter means one of: "a Sev-1", "an incident", or "such an incident" where it says more than a severity. */
export function nounOf({ filter, facts }: Pick<View, "filter" | "facts">): string {
  const words = Object.entries(filter).filter(([, value]) => value !== undefined);
  const severities: readonly (number | null)[] = filter.severity ?? [];
  if (words.some(([word]) => !unspoken.has(word)) || severities.includes(null)) return "such an incident";
  if (severities.length === 0) return "an incident";
  // One without a severity may have been of any.
  const recorded = hasUnknownSeverity(facts) ? "recorded " : "";
  return `a ${recorded}${severities.map((one) => `Sev-${one}`).join(" or ")}`;
}

function hasUnknownSeverity({ incidents }: View["facts"]): boolean {
  for (let row = 0; row < incidents.count; row += 1)
    if (incidents.severity.values[row] === 0 && incidents.live.values[row] === 1) return true;
  return false;
}

/** Why gaps are judged and not counts. */
export function whyGaps(mean: number, { size }: Pick<Named, "size">): string {
  // Never written as the five that it is fewer than.
  const rate = formatMean(mean < 1 ? mean : Math.floor(mean * 10) / 10);
  return `With fewer than ${FEW_A_BUCKET} a ${size} (${rate}) a single ${size} says little, so the time between is judged.`;
}

/** What of the gaps is longer than chance makes, and how long it has been quiet. */
export function quietWords(quiet: QuietTimes, of: { noun: string; zone: string; now: Date }): string {
  return [markedWords(quiet, of), openWords(quiet.open, of)].filter((words) => words !== "").join(" ");
}

/** "112 days without a Sev-1; such a silence comes in 1 of 200 gaps." Nothing within a day of the last one. */
export function openWords(open: AnyGap, of: { noun: string; zone: string; now: Date }): string {
  if (open.days < 1) return "";
  const until =
    of.now.getTime() - open.to.getTime() < dayMs ? "" : ` up to ${day(lastMoment(open.to), of.zone)}`;
  return `${daysWords(open.days)} without ${of.noun}${until}; ${chanceWords(open.p)}.`;
}

function markedWords({ gaps, n }: QuietTimes, { noun, zone }: { noun: string; zone: string }): string {
  const marked = gaps.filter((gap) => gap.marked);
  if (marked.length === 0) return `None of the ${formatCount(n)} gaps is longer than chance explains.`;
  const [longest] = marked.toSorted((a, b) => b.days - a.days);
  const head =
    marked.length === 1
      ? "Longer than chance explains"
      : `${formatCount(marked.length)} of ${formatCount(n)} gaps are longer than chance explains, the longest`;
  const { from, to, days, p } = longest!;
  return `${head}: ${daysWords(days)} without ${noun} from ${day(from, zone)} to ${day(to, zone)}; ${chanceWords(p)}.`;
}

/** "such a silence comes in 1 of 200 gaps" */
export function chanceWords(p: number, of: "silence" | "run" = "silence"): string {
  const many = of === "silence" ? "gaps" : "runs";
  if (p >= 0.5) return `half of the ${many} or more last as long`;
  const comes = `such a ${of} comes in`;
  if (p >= 0.095) return `${comes} ${formatCount(p * 100)} of 100 ${many}`;
  return p < 1e-4 ? `${comes} fewer than 1 of 10,000 ${many}` : `${comes} 1 of ${formatCount(1 / p)} ${many}`;
}

const dayMs = 86_400_000;

/** Never more than there were. */
function daysWords(days: number): string {
  const whole = days >= 10 ? Math.floor(days) : Math.floor(days * 10) / 10;
  return whole >= 10
    ? formatPlural(whole, "day")
    : `${formatQuantity(whole)} ${whole === 1 ? "day" : "days"}`;
}

const lastMoment = (end: Date) => new Date(end.getTime() - 1);

const day = (at: Date, zone: string) => formatInstant(at, zone, "date");
