import fc from "fast-check";
import {
  aiInvolvements,
  contributingFactors,
  incidentKinds,
  rootCauses,
  statuses,
  triggers,
} from "#db/values.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import type { Filter } from "./filter.ts";

/**
 * For tests: companies made at random, filters made at random, and a plain loop over the records as REST gives them
 * that says which of them a filter means. It shares no code with the facts.
 */

export const testSystems = [
  { slug: "cart", tier: 1, org: "Storefront" },
  { slug: "checkout", tier: 1, org: "Storefront", dependsOn: ["payments"] },
  { slug: "payments", tier: 2, org: "Payments", dependsOn: ["ledger"] },
  { slug: "ledger", tier: 3, org: "Payments" },
  { slug: "search", org: "Discovery" },
  { slug: "wiki" },
] as const;

const start = Date.parse("2026-01-01T00:00:00Z");
const minute = 60_000;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const offset = maybe(fc.integer({ min: 0, max: 3000 }));

export const anIncident = fc
  .record({
    kind: fc.constantFrom("incident", "incident", "incident", ...incidentKinds),
    severity: maybe(fc.constantFrom(1, 2, 3, 4, 5)),
    status: fc.constantFrom(...statuses),
    startMinute: fc.integer({ min: 0, max: 150 * 24 * 60 }),
    detected: offset,
    mitigated: offset,
    resolved: offset,
    lostOrders: maybe(fc.integer({ min: 0, max: 400_000 })),
    errors: maybe(fc.integer({ min: 0, max: 3_000_000 })),
    orderDropPercent: maybe(fc.integer({ min: 0, max: 100 })),
    trigger: fc.constantFrom(...triggers),
    rootCause: fc.constantFrom(...rootCauses),
    aiInvolvement: fc.constantFrom(...aiInvolvements),
    aiTool: maybe(fc.constantFrom("Copilot", "Claude")),
    systems: fc.uniqueArray(
      fc.record({
        slug: fc.constantFrom(...testSystems.map((one) => one.slug)),
        part: fc.constantFrom("origin", "affected"),
      }),
      { selector: (one) => one.slug, maxLength: 6 },
    ),
    regions: fc.uniqueArray(fc.constantFrom("eu-west-1", "us-east-1", "Japan", "Brasil"), { maxLength: 4 }),
    factors: fc.uniqueArray(fc.constantFrom(...contributingFactors), { maxLength: 3 }),
    source: maybe(fc.constantFrom("pager", "jira")),
  })
  .map(({ startMinute, detected, mitigated, resolved, factors, source, ...rest }) => {
    const startedAt = start + startMinute * minute;
    const at = (minutes: number | null) =>
      minutes === null ? null : new Date(startedAt + minutes * minute).toISOString();
    return {
      ...rest,
      title: "Something broke",
      startedAt: new Date(startedAt).toISOString(),
      detectedAt: at(detected),
      mitigatedAt: at(mitigated),
      resolvedAt: at(resolved),
      factors: factors.map((factor) => ({ factor })),
      ...(source === null ? {} : { source }),
    };
  });
export type AnIncident = typeof anIncident extends fc.Arbitrary<infer T> ? T : never;

export async function storeCompany(scope: Scope, incidents: readonly AnIncident[]): Promise<void> {
  await registerSystems(scope, { items: testSystems });
  const items = incidents.map((incident, i) => ({
    ...incident,
    ...("source" in incident ? { externalId: `${i}` } : {}),
  }));
  const { refused } = await declareIncidents(scope, { items });
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
}

const some = <T extends string>(...values: T[]) =>
  fc.option(
    fc.subarray(values, { minLength: 1 }).map((chosen) => chosen.join(",")),
    { nil: undefined, freq: 6 },
  );
const day = (least: number, most: number) =>
  fc
    .integer({ min: least, max: most })
    .map((days) => new Date(start + days * 24 * 60 * minute).toISOString().slice(0, 10));

/** A filter as the address bar would hold it. */
export const aFilter = fc
  .record({
    from: fc.option(day(0, 60), { nil: undefined }),
    to: fc.option(day(61, 150), { nil: undefined }),
    zone: fc.constantFrom("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu"),
    bucket: fc.constantFrom("day", "week", "month", "quarter", undefined),
    severity: some("1", "2", "3", "4", "5", "unknown"),
    tier: some("1", "2", "3", "unknown"),
    org: some("Storefront", "Payments", "Discovery", "Nowhere", "unknown"),
    system: some("cart", "payments", "wiki", "nothing", "unknown"),
    region: some("EU-WEST-1", "Japan", "unknown"),
    cause: some("code-defect", "configuration", "unknown"),
    trigger: some("change", "load", "unknown"),
    ai: some("none", "contributing", "primary", "unknown"),
    tool: some("Copilot", "unknown"),
    factor: some("staffing", "fatigue", "review-missing", "no-isolation"),
    status: some("open", "resolved", "closed"),
    source: some("pager", "unknown"),
    hour: some("0", "9", "23"),
  })
  .map(
    (filter) =>
      Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
  );

/** Whether a record is meant by a filter, by reading both as a person would. */
export function isMatching(
  incident: Incident,
  filter: Record<string, string>,
  period: { from: Date; to: Date; zone: string },
): boolean {
  if (incident.kind !== "incident" || incident.deletedAt !== null) return false;
  if (incident.startedAt < period.from || incident.startedAt >= period.to) return false;
  const among = (word: keyof Filter, values: readonly (string | number | null)[]) => {
    const wanted = filter[word]?.split(",");
    return (
      wanted === undefined ||
      (values.length === 0 ? [null] : values).some((value) =>
        wanted.includes(value === null ? "unknown" : String(value)),
      )
    );
  };
  const known = incident.systems.map(({ slug }) => testSystems.find((system) => system.slug === slug)!);
  const of = (field: "tier" | "org") =>
    known.map((system) => (field in system ? (system as Record<string, string | number>)[field]! : null));
  const hour = new Intl.DateTimeFormat("en-GB", {
    timeZone: period.zone,
    hour: "numeric",
    hourCycle: "h23",
  }).format(incident.startedAt);
  return (
    among("severity", [incident.severity]) &&
    among("tier", of("tier")) &&
    among("org", of("org")) &&
    among(
      "system",
      incident.systems.map(({ slug }) => slug),
    ) &&
    (filter.region === undefined ||
      among(
        "region",
        incident.regions.map((region) => (region === "eu-west-1" ? "EU-WEST-1" : region)),
      )) &&
    among("cause", [incident.rootCause]) &&
    among("trigger", [incident.trigger]) &&
    among("ai", [incident.aiInvolvement]) &&
    among("tool", [incident.aiTool]) &&
    (filter.factor === undefined ||
      incident.factors.some(({ factor }) => filter.factor!.split(",").includes(factor))) &&
    among("status", [incident.status]) &&
    among("source", [incident.source]) &&
    among("hour", [Number(hour)])
  );
}
