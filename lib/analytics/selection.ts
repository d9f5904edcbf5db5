import { clockOf, type Period } from "#lib/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { culpritLacks } from "./culprits.ts";
import type { Dictionary } from "./facts/columns.ts";
import {
  aiCodes,
  causeCodes,
  evidenceCodes,
  factorCodes,
  type IncidentFacts,
  kindCodes,
  statusCodes,
  triggerCodes,
} from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { figurePredicates, narrowed } from "./figure-words.ts";
import type { Which } from "./filter.ts";

/**
 * Which incidents count: those begun in the period, not deleted, of kind `incident` unless the filter names
 * other kinds, and meant by every word of the filter.
 */
export function selectIncidents(of: {
  facts: Facts;
  which: Which;
  period: Period;
  /** The incident numbers that a text search found; null where the filter has no `q`. */
  words: ReadonlySet<number> | null;
  settings: Pick<Settings, "highBlast" | "workingHours">;
}): Selection {
  const { facts, which, period, words } = of;
  let rows = inPeriod(facts.incidents, period, which.kind ?? ["incident"]);
  for (const keep of predicates(facts, which)) rows = rows.filter(keep);
  if (which.weekday !== undefined || which.hour !== undefined)
    rows = rows.filter(atTimes(facts.incidents, which, period));
  for (const keep of figurePredicates(of)) rows = rows.filter(keep);
  if (words !== null) {
    // Marks, since a million questions to a set take longer than the search.
    const found = new Uint8Array(facts.incidents.count);
    for (const number of words) {
      const row = facts.incidents.rowOf(number);
      if (row !== undefined) found[row] = 1;
    }
    rows = rows.filter((row) => found[row] === 1);
  }
  return narrowed(of, rows);
}

function inPeriod(facts: IncidentFacts, period: Period, kinds: NonNullable<Which["kind"]>): Selection {
  const rows = new Int32Array(facts.count);
  const wanted = mask(
    kindCodes.values.length + 1,
    kinds.map((kind) => kindCodes.code(kind)),
  );
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

function atTimes({ startedAt }: IncidentFacts, { weekday, hour }: Which, period: Period): Predicate {
  const clock = clockOf(period);
  return (row) => {
    const at = clock(startedAt.values[row]!);
    return (weekday?.includes(at.weekday) ?? true) && (hour?.includes(at.hour) ?? true);
  };
}

type Predicate = (row: number) => boolean;

/** The predicates that let the fewest through come first. */
function predicates(facts: Facts, which: Which): Predicate[] {
  const { incidents, systems } = facts;
  const keep: Predicate[] = [];
  if (which.number !== undefined) {
    const asked = new Set(which.number);
    keep.push((row) => asked.has(incidents.number.values[row]!));
  }
  if (which.system !== undefined) {
    const numbers = which.system.map((slug) =>
      slug === null ? null : (systems.bySlug.get(slug)?.number ?? undefined),
    );
    keep.push(bySystems(facts, numbers));
  }
  if (which.org !== undefined || which.tier !== undefined) keep.push(...byOwner(facts, which));
  if (which.region !== undefined) keep.push(inRegions(incidents, which.region));
  if (which.factor !== undefined) keep.push(withFactors(incidents, which.factor));
  const coded = <V>(
    asked: readonly V[] | undefined,
    values: Coded,
    code: (value: V) => number | undefined,
  ) => {
    if (asked !== undefined) keep.push(byCode(values, asked.map(code)));
  };
  const named = (asked: Which["tool"], values: Coded, list: Dictionary) => {
    if (asked === undefined) return;
    const codes = asked.map((word) => (word === null ? 0 : list.find(word)));
    keep.push(byCode(values, codes, list.words.length));
  };
  named(which.tool, incidents.aiTool.values, incidents.aiTool.dictionary);
  named(which.source, incidents.source.values, incidents.source.dictionary);
  coded(which.severity, incidents.severity.values, (severity) => severity ?? 0);
  coded(which.cause, incidents.rootCause.values, (cause) => causeCodes.code(cause));
  coded(which.trigger, incidents.trigger.values, (trigger) => triggerCodes.code(trigger));
  coded(which.ai, incidents.aiInvolvement.values, (ai) => aiCodes.code(ai));
  coded(which.evidence, incidents.aiEvidence.values, (evidence) => evidenceCodes.code(evidence));
  if (which.lacking !== undefined) keep.push(culpritLacks(facts, which.lacking));
  coded(which.status, incidents.status.values, (status) => statusCodes.code(status));
  return keep;
}

type Coded = Uint8Array | Int32Array;

/** Rows whose code is one of these; a byte can say no more than 255. */
export function byCode(values: Coded, codes: readonly (number | undefined)[], size = 256): Predicate {
  const wanted = mask(size, codes);
  return (row) => wanted[values[row]!] === 1;
}

function inRegions({ regions, regionNames }: IncidentFacts, asked: NonNullable<Which["region"]>): Predicate {
  const meant = (name: string | null) => asked.some((region) => sameRegion(region, name));
  const wanted = mask(
    regionNames.words.length,
    regionNames.words.map((name, code) => (code > 0 && meant(name) ? code : undefined)),
  );
  const none = asked.includes(null);
  return (row) => (regions.count[row] === 0 ? none : regions.has(row, wanted));
}

function withFactors({ factors }: IncidentFacts, asked: NonNullable<Which["factor"]>): Predicate {
  const wanted = mask(
    factorCodes.values.length + 1,
    asked.map((factor) => (factor === null ? undefined : factorCodes.code(factor))),
  );
  const none = asked.includes(null);
  return (row) => (factors.count[row] === 0 ? none : factors.has(row, wanted));
}

function mask(size: number, codes: readonly (number | undefined)[]): Uint8Array {
  const wanted = new Uint8Array(size);
  for (const code of codes) if (code !== undefined) wanted[code] = 1;
  return wanted;
}

function sameRegion(wanted: string | null, name: string | null): boolean {
  if (wanted === null || name === null) return false;
  return wanted.normalize("NFKC").toLowerCase() === name.normalize("NFKC").toLowerCase();
}

/** An incident belongs to a system, an organisation or a tier when any system it reached does. */
function bySystems(facts: Facts, numbers: readonly (number | null | undefined)[]): Predicate {
  const { systems } = facts.incidents;
  const wanted = mask(
    facts.systems.byNumber.length + 1,
    numbers.map((number) => number ?? undefined),
  );
  const none = numbers.includes(null);
  return (row) => (systems.count[row] === 0 ? none : systems.has(row, wanted));
}

function byOwner({ incidents, systems }: Facts, { org, tier }: Which): Predicate[] {
  const matching = (matches: (system: { org: number; tier: number }) => boolean): Predicate => {
    const wanted = mask(
      systems.byNumber.length + 1,
      systems.byNumber.map((system) => (system !== undefined && matches(system) ? system.number : undefined)),
    );
    const none = matches({ org: 0, tier: 0 });
    return (row) => (incidents.systems.count[row] === 0 ? none : incidents.systems.has(row, wanted));
  };
  const predicates: Predicate[] = [];
  if (org !== undefined) {
    const codes = new Set(org.map((name) => (name === null ? 0 : systems.orgs.find(name))));
    predicates.push(matching((system) => codes.has(system.org)));
  }
  if (tier !== undefined) {
    const codes = new Set(tier.map((level) => level ?? 0));
    predicates.push(matching((system) => codes.has(system.tier)));
  }
  return predicates;
}
