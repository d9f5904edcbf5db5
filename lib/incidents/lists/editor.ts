import { type Allocated, create, type Edit } from "#db/edit.ts";
import { incidentChanges, incidentFactors, incidentRegions, incidentSystems } from "#db/schema/incidents.ts";
import { type ChangeReference, changeKey } from "#lib/changes/read.ts";
import type { FieldError } from "#lib/errors.ts";
import { noSystem, type systemFinder } from "#lib/systems/finder.ts";
import { byLink, bySystem } from "../rules.ts";
import type { Incident, IncidentBody } from "../schema.ts";

/** What an incident lists: the systems and regions it reached, what contributed to it, and the changes around it. */

type Systems = Awaited<ReturnType<typeof systemFinder>>;
type Listed = Pick<Incident, "systems" | "regions" | "factors" | "changes"> & { number: number | Allocated };

type Given<List extends "systems" | "changes"> = NonNullable<IncidentBody[List]>;

export function reachedSystems(
  systems: Given<"systems">,
  { known, errors }: { known: Systems; errors: FieldError[] },
): Incident["systems"] {
  const reached = new Map<string, Incident["systems"][number]>();
  for (const [i, { slug, part }] of systems.entries()) {
    const system = known.find(slug);
    if (system === null) errors.push({ path: `systems.${i}.slug`, message: noSystem(slug) });
    else if (reached.get(slug)?.part !== "origin")
      reached.set(slug, { slug, part, name: system.name, tier: system.tier });
  }
  return [...reached.values()].sort(bySystem);
}

export function linkedChanges(
  changes: Given<"changes">,
  of: { knownChanges: ReadonlyMap<string, ChangeReference> | null; errors: FieldError[] },
): Incident["changes"] {
  const linked = new Map<number, Incident["changes"][number]>();
  for (const [i, change] of changes.entries()) {
    const found = of.knownChanges?.get(changeKey(change));
    if (found === undefined) of.errors.push({ path: `changes.${i}`, message: "there is no such change" });
    else linked.set(found.number, { ...found, link: change.link });
  }
  return [...linked.values()].sort(byLink);
}

export const listTables = {
  systems: incidentSystems,
  regions: incidentRegions,
  factors: incidentFactors,
  changes: incidentChanges,
};
type List = keyof typeof listTables;
export const lists = Object.keys(listTables) as List[];

export function rowsOfList(list: List, incident: Listed, known: Systems): Edit[] {
  const { number: incidentNumber, systems, regions, factors, changes } = incident;
  switch (list) {
    case "systems":
      return systems.map(({ slug, part }) =>
        create(incidentSystems, { incidentNumber, systemNumber: known.find(slug)!.number, part }),
      );
    case "regions":
      return regions.map((region) => create(incidentRegions, { incidentNumber, region }));
    case "factors":
      return factors.map(({ factor, note }) => create(incidentFactors, { incidentNumber, factor, note }));
    case "changes":
      return changes.map(({ number, link }) =>
        create(incidentChanges, { incidentNumber, changeNumber: number, link }),
      );
  }
}
