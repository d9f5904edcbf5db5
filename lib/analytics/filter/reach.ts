import { regionKey } from "#lib/incidents/rules.ts";
import { factorCodes, type IncidentFacts } from "../facts/incidents.ts";
import type { Facts } from "../facts/store.ts";
import type { FilterTerms } from "../filter.ts";
import { mask } from "./fields.ts";

/** The words of the filter that ask for what hangs on an incident as a list: systems, regions, factors. */

type Predicate = (row: number) => boolean;

export function reachPredicates(facts: Facts, terms: FilterTerms): Predicate[] {
  const { incidents, systems } = facts;
  const keep: Predicate[] = [];
  if (terms.system !== undefined) {
    const numbers = terms.system.map((slug) => (slug === null ? null : systems.bySlug.get(slug)?.number));
    keep.push(bySystems(facts, numbers));
  }
  if (terms.origin !== undefined) keep.push(byOrigin(facts, terms.origin));
  keep.push(...byOwner(facts, terms));
  if (terms.region !== undefined) keep.push(inRegions(incidents, terms.region));
  if (terms.factor !== undefined) keep.push(withFactors(incidents, terms.factor));
  return keep;
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

function byOrigin({ incidents, systems }: Facts, slugs: readonly (string | null)[]): Predicate {
  const wanted = new Set(slugs.map((slug) => (slug === null ? 0 : systems.bySlug.get(slug)?.number)));
  const { pool, start } = incidents.systems;
  return (row) => {
    const end = start[row]! + incidents.origins.values[row]!;
    if (end === start[row]) return wanted.has(0);
    for (let i = start[row]!; i < end; i += 1) if (wanted.has(pool[i]!)) return true;
    return false;
  };
}

function byOwner({ incidents, systems }: Facts, { org, tier }: FilterTerms): Predicate[] {
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

function inRegions(
  { regions, regionNames }: IncidentFacts,
  asked: NonNullable<FilterTerms["region"]>,
): Predicate {
  const meant = (name: string | null) => asked.some((region) => sameRegion(region, name));
  const wanted = mask(
    regionNames.words.length,
    regionNames.words.map((name, code) => (code > 0 && meant(name) ? code : undefined)),
  );
  const none = asked.includes(null);
  return (row) => (regions.count[row] === 0 ? none : regions.has(row, wanted));
}

function sameRegion(wanted: string | null, name: string | null): boolean {
  if (wanted === null || name === null) return false;
  return regionKey(wanted) === regionKey(name);
}

function withFactors({ factors }: IncidentFacts, asked: NonNullable<FilterTerms["factor"]>): Predicate {
  const wanted = mask(
    factorCodes.values.length + 1,
    asked.map((factor) => (factor === null ? undefined : factorCodes.code(factor))),
  );
  const none = asked.includes(null);
  return (row) => (factors.count[row] === 0 ? none : factors.has(row, wanted));
}
