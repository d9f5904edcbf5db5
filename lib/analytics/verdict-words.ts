import { formatCount, formatP, formatPlural, formatQuantity, upperFirst } from "#lib/format.ts";
import type { PlaceboDecline } from "#lib/statistics/placebo-rule.ts";
import type { Verdict } from "./verdict.ts";

/** What may be said of a verdict: both counts always, what is claimed, and among how much of its own it stands. */

/** Why there is none. */
export type Decline =
  | PlaceboDecline
  | "few-before"
  | "too-early"
  | "not-begun"
  | "not-over"
  | "not-neighbours"
  | "parts-of-days"
  | "picked-among";

/** Of a filter that holds incidents of a period against one another. */
export const noHistoryOfPicked =
  "the filter picks incidents among those of a period, and other days have none to rank among";

const reasons: Record<Decline, string> = {
  "window-incomplete": "not all of those days are recorded",
  "not-recorded": "not all of those days are recorded by day",
  "little-history": "there is too little history before it to know how far such figures wander by themselves",
  "few-before": "there were fewer than 5 before, in scope or out of it",
  "too-early": "it is looked at from the fourteenth day on",
  "not-begun": "it has not run for a day yet",
  "not-over": "it is not over yet",
  "not-neighbours": "only a stretch of time and the one just before it are ranked among a history",
  "parts-of-days": "it begins within a day, and history is ranked by whole days",
  "picked-among": noHistoryOfPicked,
};

export function scopeDeclined(why: Decline): string {
  return sentence(reasons[why]);
}

type Told = Omit<Verdict, "declined" | "text"> & {
  why: Decline | null;
  rankedAmong: number;
};

/** The sentence of a verdict, and the one that says why there is none. */
export function verdictWords(told: Told): Pick<Verdict, "declined" | "text"> {
  if (told.why !== null) return declinedWords(told, told.why);
  return { declined: null, text: scopeWords(told) ?? lookWords(told) ?? ruleWords(told) };
}

function declinedWords(told: Told, why: Decline): Pick<Verdict, "declined" | "text"> {
  const { before, after } = told;
  const counted =
    before !== null && after !== null
      ? `${countWords({ before, after, windowDays: told.windowDays })}; no`
      : "No";
  return { declined: sentence(reasons[why]), text: `${counted} verdict: ${reasons[why]}.` };
}

interface Counted {
  before: number;
  after: number;
  windowDays: number;
}

/** 51 before, 29 after in 60 days. */
function countWords({ before, after, windowDays }: Counted): string {
  return `${formatCount(before)} before, ${formatCount(after)} after in ${formatPlural(windowDays, "day")}`;
}

const counted = ({ before, after, windowDays }: Told): Counted => ({
  before: before!,
  after: after!,
  windowDays,
});

/** What is in scope against what is not; nothing where the two are not held against each other. */
function scopeWords(told: Told): string | null {
  const { outOfScope, claims, look, q } = told;
  if (outOfScope === null || outOfScope.declined !== null) return null;
  const inScope = `In scope ${countWords(counted(told))}`;
  const out = `out of scope ${formatCount(outOfScope.before!)} and ${formatCount(outOfScope.after!)}`;
  if (look !== null)
    return `${inScope}; ${out}. Whether it changed by more in scope than out of it can be said once it is over.`;
  const rank = rankWords(outOfScope.p!, outOfScope.earlierSplits);
  if (claims !== null)
    return `${inScope}; ${out}: ${claims} in scope, against the rest, than this history's own ups and downs explain (the difference ranks ${rank}).`;
  if (isBelow(outOfScope.p!))
    return `${inScope}; ${out}: the difference ranks ${rank}, as one of so many verdicts does by chance${qWords(q)}.`;
  return `${inScope}; ${out}: scope and rest came apart by no more than they do by themselves (the difference ranks ${rank}).`;
}

/** What may be said at any look, every week, while it is under way. */
function lookWords(told: Told): string | null {
  const { look, claims } = told;
  if (look === null) return null;
  const so = `${scopedWords(told, counted(told))} so far`;
  const rest = restWords(told);
  if (claims !== null) {
    const { loudest } = look;
    const of = loudest.windowDays === told.windowDays ? so : scopedWords(told, loudest);
    return `${upperFirst(claims)} than this history's own ups and downs explain, looked at every week (${of}; it ranks ${rankWords(look.p, look.earlierSplits)}).${rest}`;
  }
  if (isBelow(look.p)) return `${upperFirst(so)}: ${aloneWords(told, look.p)}.${rest}`;
  return `${upperFirst(so)}: within what this history does by itself, looked at every week.${rest}`;
}

function ruleWords(told: Told): string {
  const { p, wander, ratio, claims } = told;
  const counts = scopedWords(told, counted(told));
  const rest = restWords(told);
  if (claims !== null)
    return `${upperFirst(claims)} than this history's own ups and downs explain (${counts}; it ranks ${rankWords(p!, told.rankedAmong)}).${rest}`;
  if (isBelow(p!)) return `${upperFirst(counts)}: ${aloneWords(told, p!)}.${rest}`;
  const { low, high } = wander!;
  const range = `95 of 100 earlier comparisons lay between × ${formatQuantity(low)} and × ${formatQuantity(high)}`;
  if (ratio!.estimate >= low && ratio!.estimate <= high)
    return `${upperFirst(counts)}: within what this history does by itself (${range}).${rest}`;
  if (!isBelow(told.placeboP!)) {
    const asFar = Math.round(told.placeboP! * (1 + told.earlierSplits)) - 1;
    return `${upperFirst(counts)}: ${formatCount(asFar)} of ${formatPlural(told.earlierSplits, "earlier comparison")} were at least as far apart, one way or the other.${rest}`;
  }
  return `${upperFirst(counts)}: further apart than most (${range}), but no further than this history swings back by itself after such a stretch.${rest}`;
}

/** Where there is a scope, whose counts these are. */
function scopedWords({ outOfScope }: Told, counts: Counted): string {
  return `${outOfScope === null ? "" : "in scope "}${countWords(counts)}`;
}

/** Why what is in scope stands by itself. */
function restWords({ outOfScope }: Told): string {
  const why = outOfScope?.declined ?? null;
  return why === null
    ? ""
    : ` Not held against what is out of scope: ${why[0]!.toLowerCase()}${why.slice(1)}`;
}

const isBelow = (p: number) => p < 0.05;

function aloneWords({ q }: Pick<Told, "q">, p: number): string {
  return `alone it would stand out (${formatP(p)}), but one of so many verdicts does by chance${qWords(q)}`;
}

const qWords = (q: number | null) => (q === null ? "" : ` (${formatP(q, "q")})`);

/** The p of a rank says which it is: 1st of 66, itself among them. */
function rankWords(p: number, earlier: number): string {
  const place = Math.round(p * (1 + earlier));
  return `${ordinal(place)} of ${formatCount(1 + earlier)} such comparisons`;
}

const endings = new Intl.PluralRules("en", { type: "ordinal" });
const suffixes: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

function ordinal(place: number): string {
  return `${formatCount(place)}${suffixes[endings.select(place)] ?? "th"}`;
}

const sentence = (words: string) => `${upperFirst(words)}.`;
