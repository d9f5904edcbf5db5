import { formatAbout, formatCount, formatPlural, formatQuantity, formatShort } from "#lib/format.ts";
import type { BucketSize } from "#lib/period.ts";
import { SHORTEST_LEVEL } from "#lib/statistics/levels.ts";
import type { Behaviour, Judged } from "./behaviour.ts";
import { bucketNames } from "./bucket-names.ts";

/** Whether and since when counts changed, in words. */

/** The size of buckets, and the zone they are named in. */
export interface Named {
  size: BucketSize;
  zone: string;
}

type Change = Judged["changes"][number];

/** So many changes are told; more would be no sentence. */
const MOST_TOLD = 2;

/** "No change of level to be seen in 52 weeks: around 20 a week." */
export function levelsWords(behaviour: Behaviour, named: Named): string {
  if ("declined" in behaviour) return behaviour.declined;
  const { changed, n, levels } = behaviour;
  const { size } = named;
  if (changed === "none")
    return `No change of level to be seen in ${lasting(n, size)}: around ${formatMean(levels[0]!.mean)} a ${size}.`;
  if (changed === "wanders") {
    const means = levels.map(({ mean }) => mean);
    const [least, most] = apart(Math.min(...means), Math.max(...means));
    return `It wanders; no single date: around ${least} to ${most} a ${size} over ${lasting(n, size)}.`;
  }
  if (changed === "undated") {
    const means = levels.map(({ mean }) => formatMean(mean));
    return `Incidents changed level, from ${means.join(" to ")} a ${size}; by week it can be said when.`;
  }
  return `Incidents ${datedWords(behaviour, named)}.`;
}

function datedWords({ levels, changes }: Judged, named: Named): string {
  const spell = levels.at(-2);
  if (levels.length > 2 && isShortest(spell)) return spellWords(changes.slice(-2), named);
  const told = changes
    .slice(-MOST_TOLD)
    .map((change) => changeWords(change, named, unsureOf(levels, change)))
    .join(" and ");
  if (changes.length <= MOST_TOLD) return told;
  return `changed level ${formatCount(changes.length)} times; of late they ${told}`;
}

type Level = Judged["levels"][number];

/** No level is looked for that is shorter, so that this one may have been. */
const isShortest = (level: Level | undefined) => level?.buckets === SHORTEST_LEVEL;

/** A change that lies as near to an end of the series as one can may lie nearer. */
function unsureOf(levels: readonly Level[], { start }: Change): Unsure | undefined {
  const place = levels.findIndex((level) => level.start.getTime() === start.getTime());
  if (place === levels.length - 1 && isShortest(levels[place])) return "or later";
  return place === 1 && isShortest(levels[0]) ? "or earlier" : undefined;
}

type Unsure = "or later" | "or earlier";

/** "fell about the week of 9 March 2026 (from 41 to 20 a week, held for 37 weeks)" */
export function changeWords(
  { start, from, to, buckets }: Change,
  { size, zone }: Named,
  unsure?: Unsure,
): string {
  const [before, after] = apart(from, to);
  const at = `${formatAbout(start, size, zone)}${unsure === undefined ? "" : ` ${unsure}`}`;
  const held = `held for ${lasting(buckets, size)}${unsure === "or later" ? " or less" : ""}`;
  return `${to > from ? "rose" : "fell"} about ${at} (from ${before} to ${after} a ${size}, ${held})`;
}

/** Up and down again, or on, within the least that a level is long: neither change has a date of its own. */
function spellWords([first, last]: readonly Change[], { size, zone }: Named): string {
  const [, during] = apart(first!.from, first!.to);
  const means = `from ${formatMean(first!.from)} to ${during} and then ${formatMean(last!.to)} a ${size}`;
  const [from, to] = [first!, last!].map(({ start }) => formatAbout(start, size, zone));
  return `${first!.to > first!.from ? "rose" : "fell"} for ${lasting(SHORTEST_LEVEL, size)} or less between ${from} and ${to} (${means}), too short a time to date by the ${size}`;
}

/** Which of the buckets that are judged stand out; nothing where none is judged. */
export function standOutWords(behaviour: Judged, counts: ReadonlyMap<number, number>, named: Named): string {
  const { signals, limits, n } = behaviour;
  const { size } = named;
  if (limits.length === 0) return "";
  const judged = limits.length === n ? "" : ` of the ${formatCount(limits.length)} that can be judged`;
  if (signals.length === 0) return `No single ${size}${judged} stands out.`;
  if (signals.length > MOST_TOLD)
    return `${formatCount(signals.length)} of ${lasting(limits.length, size)} stand out from their level.`;
  const one = ({ start, side }: Judged["signals"][number]) => {
    const at = start.getTime();
    const { low, high } = limits.find((limit) => limit.start.getTime() === at)!;
    const usual = side === "above" ? `up to ${formatCount(high)}` : `at least ${formatCount(low)}`;
    return `${formatAbout(start, size, named.zone)} with ${formatCount(counts.get(at) ?? 0)}, where ${usual} would be usual`;
  };
  return `What stands out: ${signals.map(one).join("; ")}.`;
}

/** "52 weeks", "1 week" */
function lasting(count: number, size: BucketSize): string {
  return formatPlural(count, size, bucketNames[size]);
}

/** 0.4, 2.3, 27, 1,234 */
export function formatMean(mean: number): string {
  return mean >= 9.95 ? formatShort(mean) : formatQuantity(mean);
}

/** Two means that differ, so that one sees that they do. */
function apart(a: number, b: number): [string, string] {
  const short: [string, string] = [formatMean(a), formatMean(b)];
  if (short[0] !== short[1]) return short;
  for (let digits = 1; digits < 8; digits += 1)
    if (a.toFixed(digits) !== b.toFixed(digits)) return [a.toFixed(digits), b.toFixed(digits)];
  return short;
}
