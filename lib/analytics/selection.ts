import { filterWord, inPlace } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import type { Period } from "#lib/period.ts";
import type { Holding } from "#lib/settings/held.ts";
import { clockReader } from "./clock.ts";
import { culpritLacks } from "./culprits.ts";
import { type IncidentFacts, kindCodes } from "./facts/incidents.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { figurePredicates, figureWords, narrowed, narrowingWords, picksAmong } from "./figure-words.ts";
import { fieldPredicates, mask } from "./filter/fields.ts";
import { reachPredicates } from "./filter/reach.ts";
import type { Filter, FilterTerms } from "./filter.ts";
import { reachingInto } from "./impact.ts";

export interface Asked {
  facts: Facts;
  which: FilterTerms;
  period: Period;
  /** The incident numbers that words of the database mean, such as a search; null where there are none. */
  words: ReadonlySet<number> | null;
  settings: Holding;
}

type Predicate = (row: number) => boolean;

interface Stage {
  /** The words of the filter that are answered here, and nowhere else. */
  words: readonly (keyof Filter)[];
  keep(asked: Asked): readonly Predicate[];
}

const fieldsAsked = inPlace(incidentFields, "filter").map((name) => filterWord(name, incidentFields[name]));

/** What a filter passes, in this order: what lets the fewest through comes first, what costs most comes late. */
export const stages = {
  /** The words that make the period, and how it is shown, are answered before: see `window.ts`. */
  period: { words: ["from", "to", "period", "zone", "bucket", "compare"], keep: () => [] },
  numbers: { words: ["number"], keep: ({ facts, which }) => numbered(facts.incidents, which) },
  reach: {
    words: ["system", "origin", "org", "tier", "region", "factor"],
    keep: ({ facts, which }) => reachPredicates(facts, which),
  },
  fields: {
    words: fieldsAsked as (keyof Filter)[],
    keep: ({ facts, which }) =>
      fieldPredicates({ fields: incidentFields, columns: facts.incidents, terms: which }),
  },
  clock: { words: ["weekday", "hour"], keep: atTimes },
  culprits: {
    words: ["lacking"],
    keep: ({ facts, which }) => (which.lacking === undefined ? [] : [culpritLacks(facts, which.lacking)]),
  },
  figures: { words: figureWords, keep: figurePredicates },
  stored: { words: ["q", "import", "postmortem"], keep: amongNumbers },
  /** Asked of an incident among those that are left; see `narrowed`. */
  narrowing: { words: narrowingWords, keep: () => [] },
} as const satisfies Record<string, Stage>;

/**
 * Which incidents count: those begun in the period, not deleted, of kind `incident` unless the filter names
 * other kinds, and meant by every word of the filter.
 */
export function selectIncidents(asked: Asked): Selection {
  return narrowed(
    asked,
    meant(asked, inPeriod(asked.facts.incidents, asked.period, wantedKinds(asked.which))),
  );
}

/**
 * Sev-1 and Sev-2 incidents that every word means, which began before the period and had impact in it. Words that
 * speak of an incident among the others of the period mean none of these.
 */
export function selectEarlier(asked: Asked, now: Date): Selection {
  const { facts, which, period } = asked;
  const { incidents } = facts;
  if (picksAmong(which)) return new Int32Array(0);
  const rows = reachingInto({ facts: incidents, kinds: wantedKinds(which), period, now });
  if (rows.length === 0) return rows;
  const starts = rows.reduce((first, row) => Math.min(first, incidents.startedAt.values[row]!), Infinity);
  return meant({ ...asked, period: { ...period, from: new Date(starts) } }, rows);
}

function meant(asked: Asked, among: Selection): Selection {
  let rows = among;
  for (const stage of Object.values(stages))
    for (const keep of stage.keep(asked)) rows = rowsWhere(rows, keep);
  return rows;
}

function wantedKinds({ kind = ["incident"] }: FilterTerms): Uint8Array {
  return mask(
    kindCodes.values.length + 1,
    kind.map((one) => kindCodes.code(one)),
  );
}

function inPeriod(facts: IncidentFacts, period: Period, wanted: Uint8Array): Selection {
  const rows = new Int32Array(facts.count);
  const [kind, live, startedAt] = [facts.kind.values, facts.live.values, facts.startedAt.values];
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  let found = 0;
  for (let row = 0; row < facts.count; row += 1) {
    const start = startedAt[row]!;
    if (start >= from && start < to && live[row] === 1 && wanted[kind[row]!] === 1) {
      rows[found] = row;
      found += 1;
    }
  }
  return rows.subarray(0, found);
}

function numbered({ number }: IncidentFacts, { number: asked }: FilterTerms): Predicate[] {
  if (asked === undefined) return [];
  const wanted = new Set(asked);
  return [(row) => wanted.has(number.values[row]!)];
}

function atTimes({ facts, which, period }: Asked): Predicate[] {
  const { weekday, hour } = which;
  if (weekday === undefined && hour === undefined) return [];
  const clock = clockReader(facts.incidents, period);
  const isAmong = (wanted: readonly number[] | undefined, at: number | null) =>
    wanted === undefined || (at !== null && wanted.includes(at));
  return [
    (row) => {
      const at = clock(row);
      return isAmong(weekday, at.weekday) && isAmong(hour, at.hour);
    },
  ];
}

function amongNumbers({ facts, words }: Asked): Predicate[] {
  if (words === null) return [];
  // Marks, since a million questions to a set take longer than the search.
  const found = new Uint8Array(facts.incidents.count);
  for (const number of words) {
    const row = facts.incidents.rowOf(number);
    if (row !== undefined) found[row] = 1;
  }
  return [(row) => found[row] === 1];
}
