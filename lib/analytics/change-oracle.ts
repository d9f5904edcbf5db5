import fc from "fast-check";
import { aiAssistances, aiEvidences, auditOutcomes, authorLevels, changeKinds } from "#db/values.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import { auditChange, recordChanges, recordVolumes } from "#lib/changes/write.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { aFilter, anIncident, isMatching, storeCompany, testSystems } from "./oracle.ts";

/**
 * For tests: changes made at random, some of them behind incidents, and a plain loop over the records that says which
 * of them a filter means. It shares no code with the facts.
 */

const start = Date.parse("2026-01-01T00:00:00Z");
const minute = 60_000;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
const flag = maybe(fc.boolean());
const aSystem = maybe(fc.constantFrom(...testSystems.map((one) => one.slug)));

const aChange = fc
  .record({
    deployedMinute: fc.integer({ min: 0, max: 150 * 24 * 60 }),
    kind: maybe(fc.constantFrom(...changeKinds)),
    system: aSystem,
    authorLevel: fc.constantFrom(...authorLevels),
    aiAssistance: fc.constantFrom(...aiAssistances),
    aiEvidence: fc.constantFrom(...aiEvidences),
    aiTool: maybe(fc.constantFrom("Copilot", "Claude")),
    aiModel: maybe(fc.constantFrom("Opus 4.5", "GPT-5, Opus 4.5")),
    counts: fc.record({
      commits: maybe(fc.nat(6)),
      aiCommits: maybe(fc.nat(6)),
      lines: maybe(fc.nat(40)),
      aiLines: maybe(fc.nat(40)),
    }),
    approvals: maybe(fc.integer({ min: 0, max: 4 })),
    seniorApproval: flag,
    documented: flag,
    checksPassed: flag,
    riskAssessed: flag,
    rollbackPlan: flag,
    sandboxTested: flag,
    source: fc.constantFrom("pager", "ci"),
    waitedMinutes: maybe(fc.integer({ min: -600, max: 3000 })),
    outcome: fc.option(fc.constantFrom(...auditOutcomes), { nil: null, freq: 1 }),
  })
  .map(({ deployedMinute, waitedMinutes, counts, ...rest }) => {
    const at = (minutes: number) => new Date(start + (deployedMinute + minutes) * minute).toISOString();
    const part = (ai: number | null, of: number | null) =>
      ai === null || of === null ? ai : Math.min(ai, of);
    return {
      ...rest,
      ...counts,
      aiCommits: part(counts.aiCommits, counts.commits),
      aiLines: part(counts.aiLines, counts.lines),
      title: "Something changed",
      deployedAt: at(0),
      submittedAt: at(-4000),
      approvedAt: waitedMinutes === null ? null : at(waitedMinutes - 4000),
    };
  });

const aVolume = fc.record({
  day: fc
    .integer({ min: 0, max: 150 })
    .map((days) => new Date(start + days * 24 * 60 * minute).toISOString().slice(0, 10)),
  system: aSystem,
  aiAssistance: fc.constantFrom(...aiAssistances),
  count: fc.integer({ min: 0, max: 40 }),
  source: fc.constantFrom("totals", "pager"),
});
type AVolume = typeof aVolume extends fc.Arbitrary<infer T> ? T : never;

/** An incident and the changes it names, by their place in the company. */
const aLinkedIncident = fc.record({
  incident: anIncident,
  links: fc.uniqueArray(
    fc.record({ change: fc.nat({ max: 39 }), link: fc.constantFrom("culprit", "culprit", "suspected") }),
    { selector: (one) => one.change, maxLength: 3 },
  ),
  follows: fc.boolean(),
});

export const aCompany = fc
  .record({
    changes: fc.array(aChange, { minLength: 12, maxLength: 40 }),
    incidents: fc.array(aLinkedIncident, { minLength: 12, maxLength: 40 }),
    volumes: fc.array(aVolume, { maxLength: 12 }),
  })
  .map(({ changes, incidents, volumes }) => ({
    changes,
    volumes,
    incidents: incidents.map(({ incident, links, follows }) => {
      // Left to chance hardly any incident would begin soon after the change that it names.
      const before = changes
        .map(({ deployedAt }, change) => ({ change, at: deployedAt }))
        .filter(({ at }) => at <= incident.startedAt)
        .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
      const rest = links.filter(({ change }) => change % changes.length !== before?.change);
      return follows && before !== undefined
        ? { incident, links: [{ change: before.change, link: "culprit" }, ...rest] }
        : { incident, links };
    }),
  }));
export type ACompany = typeof aCompany extends fc.Arbitrary<infer T> ? T : never;

/** Half of them with a few words only: many words together mean hardly any incident that has a culprit. */
export const aBroadFilter = fc.oneof(
  aFilter,
  fc.tuple(aFilter, fc.nat(2)).map(([filter, most]): Record<string, string> => {
    const { zone, ...words } = filter;
    return { zone: zone!, ...Object.fromEntries(Object.entries(words).slice(0, most)) };
  }),
);

export interface Stored {
  changes: Change[];
  incidents: Incident[];
  volumes: AVolume[];
}

export async function storeWithChanges(scope: Scope, company: ACompany): Promise<Stored> {
  await registerSystems(scope, { items: testSystems });
  const key = (i: number) => ({ source: company.changes[i]!.source, externalId: `C${i}` });
  const items = company.changes.map(({ outcome: _, ...change }, i) => ({ ...change, ...key(i) }));
  const { refused } = await recordChanges(scope, { items });
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
  for (const [i, { outcome }] of company.changes.entries()) {
    if (outcome !== null) await auditChange(scope, { key: `${i + 1}`, body: { outcome } });
  }
  await storeCompany(
    scope,
    company.incidents.map(({ incident, links }) => ({
      ...incident,
      changes: links.map(({ change, link }) => ({ ...key(change % company.changes.length), link })),
    })),
  );
  // Of several totals of one source for one day, system and assistance the last stands.
  const volumes = [
    ...new Map(
      company.volumes.map((one) => [`${one.day} ${one.system} ${one.aiAssistance} ${one.source}`, one]),
    ).values(),
  ];
  await recordVolumes(scope, { items: volumes });
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  return {
    changes: await changesByNumber(scope, { numbers: numbers(company.changes.length) }),
    incidents: await incidentsByNumber(scope, { numbers: numbers(company.incidents.length) }),
    volumes,
  };
}

type Period = { from: Date; to: Date; zone: string };

/** Whether a change is meant by a filter, by reading both as a person would. */
export function isChangeMatching(change: Change, filter: Record<string, string>, period: Period): boolean {
  if (change.deletedAt !== null || change.deployedAt < period.from || change.deployedAt >= period.to)
    return false;
  return (
    isOwned(change, filter) && among(filter, "tool", change.aiTool) && among(filter, "source", change.source)
  );
}

/** Totals that count: of days and systems without single changes, of the sources asked for, when no tool is asked for. */
export function volumesMatching(
  { changes, volumes }: Stored,
  filter: Record<string, string>,
  period: Period,
) {
  if (filter.tool !== undefined) return [];
  const dayOf = (at: Date, zone: string) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  const covered = new Set(
    changes
      .filter((one) => among(filter, "source", one.source))
      // The organisation of these tests counts its days in UTC.
      .map((one) => `${dayOf(one.deployedAt, "UTC")} ${one.system}`),
  );
  const [first, last] = [
    dayOf(period.from, period.zone),
    dayOf(new Date(period.to.getTime() - 1), period.zone),
  ];
  return volumes.filter(({ day, system, source }) => {
    const known = testSystems.find(({ slug }) => slug === system);
    const owner = { system, tier: null, org: null, ...known } as {
      system: string | null;
      tier: number | null;
    };
    return (
      day >= first &&
      day <= last &&
      among(filter, "source", source) &&
      !covered.has(`${day} ${system}`) &&
      isOwned(owner as Pick<Change, "system" | "tier" | "org">, filter)
    );
  });
}

function isOwned(change: Pick<Change, "system" | "tier" | "org">, filter: Record<string, string>): boolean {
  return (
    among(filter, "tier", change.tier) &&
    among(filter, "org", change.org) &&
    among(filter, "system", change.system)
  );
}

function among(filter: Record<string, string>, word: string, value: string | number | null): boolean {
  const wanted = filter[word]?.split(",");
  return wanted === undefined || wanted.includes(value === null ? "unknown" : String(value));
}

/** Numbers of the changes that are the culprit of one of these incidents. */
export function culpritsOf(incidents: readonly Incident[]): Set<number> {
  return new Set(
    incidents.flatMap((incident) =>
      incident.changes.filter(({ link }) => link === "culprit").map(({ number }) => number),
    ),
  );
}

const dayMs = 24 * 60 * minute;

export type Outcome = "yes" | "no" | "pending" | "unrecorded";

/**
 * What became of a change, told from the records as a person would tell it: too early to say while its days of follow-up
 * run; not known where incidents are not recorded on all of them; failed where an incident that the filter means and that
 * names it as its culprit began from a day before its deployment until these days were over. The organisation of these
 * tests counts its days in UTC.
 */
export function judgeOf(of: {
  incidents: readonly Incident[];
  filter: Record<string, string>;
  zone: string;
  now: string;
  days?: number;
  isIn?: (incident: Incident) => boolean;
}): (change: Change) => Outcome {
  const { incidents, filter, zone, days = 14, isIn = () => true } = of;
  const now = new Date(of.now);
  const always = { from: new Date(0), to: new Date("2100-01-01"), zone };
  const meant = incidents.filter((one) => isMatching(one, filter, always) && isIn(one));
  const told = incidents.filter((one) => one.deletedAt === null && among(filter, "source", one.source));
  const spoken = told
    .flatMap(({ startedAt, detectedAt, mitigatedAt, resolvedAt, createdAt }) => [
      ...[startedAt, detectedAt, mitigatedAt, resolvedAt].filter((at) => at !== null),
      ...(createdAt.getTime() - startedAt.getTime() <= dayMs ? [createdAt] : []),
    ])
    .filter((at) => at <= now)
    .map((at) => at.toISOString().slice(0, 10))
    .sort();
  const first = told.map(({ startedAt }) => startedAt.toISOString().slice(0, 10)).sort()[0];
  return (change) => {
    const end = new Date(change.deployedAt.getTime() + days * dayMs);
    if (end > now) return "pending";
    if (first === undefined || change.deployedAt.toISOString().slice(0, 10) < first) return "unrecorded";
    // A day that ends with the last recorded one is the first that is not.
    if (new Date(end.getTime() - 1).toISOString().slice(0, 10) > spoken.at(-1)!) return "unrecorded";
    const caused = meant.filter(({ changes }) =>
      changes.some(({ number, link }) => number === change.number && link === "culprit"),
    );
    const failed = caused.some(
      ({ startedAt }) => startedAt < end && startedAt.getTime() >= change.deployedAt.getTime() - dayMs,
    );
    return failed ? "yes" : "no";
  };
}

/** How many of these changes failed, of how many, and of how many nobody can say. */
export function rateOf(changes: readonly Change[], judge: (change: Change) => Outcome) {
  const outcomes = changes.map(judge);
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  return {
    failed: count("yes"),
    changes: count("yes") + count("no"),
    pending: count("pending"),
    unrecorded: count("unrecorded"),
  };
}
