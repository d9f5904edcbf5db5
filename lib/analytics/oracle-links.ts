import fc from "fast-check";
import { aiAssistances, changeKinds, changeLinks, type RootCause } from "#db/values.ts";
import { recordChanges } from "#lib/changes/write.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import type { ComparedFactor, Outcome } from "./factor-names.ts";
import { anIncident, testSystems } from "./oracle.ts";

/**
 * For tests: companies whose incidents name changes, and factors and outcomes read off the records as a person
 * would. It shares no code with the facts.
 */

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });
const flag = maybe(fc.boolean());

const aChange = fc.record({
  kind: maybe(fc.constantFrom(...changeKinds)),
  aiAssistance: fc.constantFrom(...aiAssistances),
  approvals: maybe(fc.integer({ min: 0, max: 4 })),
  documented: flag,
  checksPassed: flag,
  rollbackPlan: flag,
  deployedDay: fc.nat(150),
});
type AChange = typeof aChange extends fc.Arbitrary<infer T> ? T : never;

export const mostChanges = 40;

const aLinkedIncident = fc.record({
  incident: anIncident,
  links: fc.uniqueArray(
    fc.record({ change: fc.nat(mostChanges - 1), link: fc.constantFrom(...changeLinks) }),
    { selector: ({ change }) => change, maxLength: 3 },
  ),
});

export const aLinkedCompany = (least: number, most: number) =>
  fc.record({
    changes: fc.array(aChange, { minLength: mostChanges, maxLength: mostChanges }),
    incidents: fc.array(aLinkedIncident, { minLength: least, maxLength: most, size: "max" }),
  });
export type LinkedCompany = ReturnType<typeof aLinkedCompany> extends fc.Arbitrary<infer T> ? T : never;

export async function storeLinkedCompany(scope: Scope, { changes, incidents }: LinkedCompany): Promise<void> {
  await registerSystems(scope, { items: testSystems });
  const refusals = [
    await recordChanges(scope, {
      items: changes.map(({ deployedDay, ...change }, i) => ({
        ...change,
        title: `Change ${i}`,
        deployedAt: new Date(Date.parse("2026-01-01T10:00:00Z") + deployedDay * 86_400_000).toISOString(),
        source: "ci",
        externalId: `${i}`,
      })),
    }),
    await declareIncidents(scope, {
      items: incidents.map(({ incident, links }, i) => ({
        ...incident,
        ...("source" in incident ? { externalId: `${i}` } : {}),
        changes: links.map(({ change, link }) => ({ source: "ci", externalId: `${change}`, link })),
      })),
    }),
  ];
  for (const { refused } of refusals) if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
}

const tierOf = (slug: string): number | null => {
  const system = testSystems.find((one) => one.slug === slug)!;
  return "tier" in system ? system.tier : null;
};

export function culpritsOf(incident: Incident, changes: readonly AChange[]): AChange[] {
  return incident.changes
    .filter(({ link }) => link === "culprit")
    .map(({ externalId }) => changes[Number(externalId)]!);
}

function any(values: (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.length === 0 || values.includes(null) ? null : false;
}

function wallClock(at: Date, zone: string): { weekday: string; hour: number } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  return { weekday: part("weekday"), hour: Number(part("hour")) };
}

/** Null is not known. */
export function factorOf(
  factor: ComparedFactor,
  of: { incident: Incident; changes: readonly AChange[]; zone: string },
): boolean | null {
  const { incident, changes, zone } = of;
  const culprits = culpritsOf(incident, changes);
  const origins = incident.systems.filter(({ part }) => part === "origin");
  const trigger = incident.trigger === "unknown" ? null : incident.trigger === "change";
  const { weekday, hour } = wallClock(incident.startedAt, zone);
  const weekend = weekday === "Sat" || weekday === "Sun";
  const not = (value: boolean | null) => (value === null ? null : !value);
  switch (factor) {
    case "ai-involved":
      return incident.aiInvolvement === "unknown" ? null : incident.aiInvolvement !== "none";
    case "triggered-by-change":
      return trigger;
    case "agent-acted":
      if (culprits.length === 0) return incident.aiInvolvement === "none" || trigger === false ? false : null;
      return any(
        culprits.map(({ aiAssistance }) => (aiAssistance === "unknown" ? null : aiAssistance === "agent")),
      );
    case "configuration-change":
      if (culprits.length === 0) return trigger === false ? false : null;
      return any(culprits.map(({ kind }) => (kind === null ? null : kind === "configuration")));
    case "lacked-two-approvals":
      return any(culprits.map(({ approvals }) => (approvals === null ? null : approvals < 2)));
    case "lacked-documentation":
      return any(culprits.map(({ documented }) => not(documented)));
    case "lacked-checks":
      return any(culprits.map(({ checksPassed }) => not(checksPassed)));
    case "lacked-rollback-plan":
      return any(culprits.map(({ rollbackPlan }) => not(rollbackPlan)));
    case "tier-1-origin":
      return any(
        origins.map(({ slug }) => {
          const tier = tierOf(slug);
          return tier === null ? null : tier === 1;
        }),
      );
    case "outside-working-hours":
      return weekend || hour < 9 || hour >= 18;
    case "weekend":
      return weekend;
    case "detected-late":
      return incident.durations.detectMinutes === null ? null : incident.durations.detectMinutes > 15;
    case "many-systems":
      return incident.systems.length === 0 ? null : incident.systems.length >= 5;
  }
}

export function outcomeOf(
  outcome: Outcome,
  incident: Incident,
  population: readonly Incident[],
): boolean | null {
  const above = (read: (one: Incident) => number | null) => {
    const value = read(incident);
    if (value === null) return null;
    const sorted = population
      .map(read)
      .filter((one) => one !== null)
      .sort((a, b) => a - b);
    const median =
      (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
    return value > median;
  };
  switch (outcome) {
    case "sev1":
      return incident.severity === null ? null : incident.severity === 1;
    case "high-blast":
      return incident.highBlast;
    case "lost-orders":
      return above((one) => one.lostOrders);
    case "mitigate":
      return above((one) => one.durations.mitigateMinutes);
  }
}

/** Whether an incident repeats another, by comparing it with every one. Equal starts go by number. */
export function repeatsOf(incident: Incident, all: readonly Incident[]): boolean | null {
  const origins = (one: Incident) =>
    one.systems.filter(({ part }) => part === "origin").map(({ slug }) => slug);
  const known = (one: Incident) =>
    one.rootCause !== ("unknown" satisfies RootCause) && origins(one).length > 0;
  if (!known(incident)) return null;
  return all.some((other) => {
    if (other.number === incident.number || other.kind !== "incident" || other.deletedAt !== null)
      return false;
    const gap = incident.startedAt.getTime() - other.startedAt.getTime();
    return (
      gap > 0 &&
      gap <= 90 * 86_400_000 &&
      other.rootCause === incident.rootCause &&
      origins(other).some((slug) => origins(incident).includes(slug))
    );
  });
}
