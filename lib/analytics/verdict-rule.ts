import { windowWithHistory } from "#lib/statistics/earlier-splits.ts";
import { type PlaceboAnswer, placebo } from "#lib/statistics/placebo.ts";
import { type LookVerdict, placeboLook } from "#lib/statistics/placebo-looks.ts";
import { placeboDifference, type ScopeVerdict } from "#lib/statistics/placebo-scope.ts";
import type { DayHistory } from "./day-history.ts";
import { figure } from "./shapes.ts";
import type { Verdict } from "./verdict.ts";
import { type Decline, scopeDeclined } from "./verdict-words.ts";

/** What the rule of verdicts says of days of a history, before it is known beside how many others that is told. */

/** What is compared: `window` days from `from` on with as many before it. */
export interface Compared {
  history: DayHistory | null;
  /** The first day after. */
  from: string;
  window: number;
  /** What is counted, day by day over the history; asked only where nothing declines before. */
  counts: () => Float64Array;
  /** The same out of scope; left out where there is no scope. */
  outOfScope?: () => Float64Array;
  /** First days of other interventions of the same reach. */
  others?: readonly string[];
  /** How long it has run, where it is still under way. */
  elapsed?: number;
  /** A window that is shorter than asked is another comparison: not made where this is false. */
  mayShrink?: boolean;
  /** Declined for a reason of its own. */
  declined?: Decline | null;
}

/** A verdict before those beside it are known. */
export interface Judged {
  windowDays: number;
  placebo: PlaceboAnswer | null;
  outOfScope: Verdict["outOfScope"];
  look: Verdict["look"];
  declined: Decline | null;
}

/** Up to 90 days on either side, or what is asked for: the rule, not yet the claim. */
export function judge(of: Compared): Judged {
  const { history, from, others = [], declined = null } = of;
  const none = (why: Decline, windowDays = of.window): Judged => ({
    windowDays,
    placebo: null,
    outOfScope: null,
    look: null,
    declined: why,
  });
  if (declined !== null) return none(declined);
  if (history === null) return none("not-recorded");
  const at = history.at(from);
  if (at <= 0 || at >= history.length || of.window <= 0) return none("not-recorded");
  const days = of.counts();
  const splitters = others.map((day) => history.at(day));
  const longest =
    of.mayShrink === false ? of.window : (windowWithHistory({ at, window: of.window }) ?? of.window);
  const ran = Math.min(of.elapsed ?? longest, history.length - at);
  const isUnderWay = of.elapsed !== undefined && ran < longest;
  if (isUnderWay && ran < FIRST_LOOK) return none("too-early", ran);
  const window = isUnderWay ? ran : longest;
  const ruled = placebo(days, { at, window, others: splitters });
  const look = isUnderWay ? lookAt(days, { at, elapsed: ran, others: splitters, longest: of.window }) : null;
  return {
    windowDays: window,
    placebo: ruled,
    outOfScope:
      of.outOfScope === undefined
        ? null
        : heldAgainst(of.outOfScope(), { at, window, days, others: splitters }),
    look,
    declined: isUnderWay && look === null ? (ruled.declined ?? "little-history") : ruled.declined,
  };
}

/** Before, hardly anything can be told. */
const FIRST_LOOK = 14;

function heldAgainst(
  rest: Float64Array,
  of: { at: number; window: number; days: Float64Array; others: readonly number[] },
): Verdict["outOfScope"] {
  const { at, window, days, others } = of;
  const held: ScopeVerdict | { declined: Decline } = placeboDifference(
    { inScope: days, outOfScope: rest },
    { at, window, others },
  );
  const counts = { before: sumOf(rest, at - window, at), after: sumOf(rest, at, at + window) };
  if (held.declined !== null)
    return { p: null, earlierSplits: 0, difference: null, ...counts, declined: scopeDeclined(held.declined) };
  const { p, earlierSplits, difference } = held;
  return { p, earlierSplits, difference, ...counts, declined: null };
}

function lookAt(
  days: Float64Array,
  of: { at: number; elapsed: number; others: readonly number[]; longest: number },
): Verdict["look"] {
  const looked = placeboLook(days, of);
  if (looked.declined !== null) return null;
  const { p, earlierSplits, windowDays, loudestDays }: LookVerdict = looked;
  const { at } = of;
  const loudest = {
    windowDays: loudestDays,
    before: sumOf(days, at - loudestDays, at)!,
    after: sumOf(days, at, at + loudestDays)!,
  };
  return { p, earlierSplits, windowDays, loudest };
}

function sumOf(days: Float64Array, from: number, to: number): number | null {
  if (from < 0 || to > days.length) return null;
  let sum = 0;
  for (let day = from; day < to; day += 1) sum += days[day]!;
  return figure(sum);
}
