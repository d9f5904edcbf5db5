import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { amongThese, indexedWith, textHolding, textsDue } from "#db/dialect.ts";
import type { RawRow } from "#db/scan.ts";
import { changes } from "#db/schema/changes.ts";
import {
  incidentChanges,
  incidentFactors,
  incidentRegions,
  incidentSystems,
  incidents,
} from "#db/schema/incidents.ts";
import { systems } from "#db/schema/systems.ts";
import { aiInvolvements } from "#db/values.ts";
import { notFound } from "#lib/errors.ts";
import { knownTo } from "#lib/fields/record.ts";
import type { Called } from "#lib/identity.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { namesBorne, recordsFound } from "#lib/record-names/read.ts";
import { aliasesOf } from "#lib/record-names/rules.ts";
import { type Holding, heldWhenBegan } from "#lib/settings/held.ts";
import { getSettings } from "#lib/settings/read.ts";
import { aiSaidOf } from "./ai-proposal/rules.ts";
import { byFactor, byLink, bySystem, durationsOf, highBlastReasons } from "./rules.ts";
import { Incident } from "./schema.ts";
import { holds, searchOf } from "./words.ts";

/** `INC-118`, `118` or the id. */
export const IncidentKey = z.string().max(100);

export const getIncident = query({
  name: "incidents.get",
  summary: "One incident, by number or id; deleted ones too",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: Incident,
  async run({ read, ask }, { key }) {
    const settings = await ask(getSettings, undefined);
    const rows = await read.select().from(incidents).where(byKey(key)).limit(1);
    const [incident] = await complete(read, rows, settings);
    if (incident === undefined) throw notFound(`incident ${key}`);
    return incident;
  },
});

/** What others need to know of an incident to hang something on it. */
export const IncidentHead = z.object({
  number: z.int(),
  id: z.string(),
  version: z.int(),
  title: z.string(),
  severity: z.int().nullable(),
  aiInvolvement: z.enum(aiInvolvements),
  startedAt: Instant,
  startedPrecision: knownTo,
  mitigatedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
});
export type IncidentHead = z.infer<typeof IncidentHead>;

export const getIncidentHead = query({
  name: "incidents.head",
  summary: "The head of an incident, by number or id",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: IncidentHead,
  async run({ read }, { key }) {
    const [head] = await read.select(headColumns).from(incidents).where(byKey(key)).limit(1);
    if (head === undefined) throw notFound(`incident ${key}`);
    return head;
  },
});

const headColumns = {
  number: incidents.number,
  id: incidents.id,
  version: incidents.version,
  title: incidents.title,
  severity: incidents.severity,
  aiInvolvement: incidents.aiInvolvement,
  startedAt: incidents.startedAt,
  startedPrecision: incidents.startedPrecision,
  mitigatedAt: incidents.mitigatedAt,
  resolvedAt: incidents.resolvedAt,
};

function byKey(key: string) {
  const number = /^(?:inc-)?(\d{1,12})$/i.exec(key)?.[1];
  return number === undefined ? eq(incidents.id, key) : eq(incidents.number, Number(number));
}

/** Records that hang on an incident are told under its id in the audit trail. */
export const incidentIdOf = query({
  name: "incidents.id-of",
  summary: "The id of the incident with this number",
  requires: "read",
  input: z.object({ number: z.int() }),
  answer: z.string(),
  async run({ read }, { number }) {
    const rows = await read.select({ id: incidents.id }).from(incidents).where(eq(incidents.number, number));
    const [row] = rows;
    if (row === undefined) throw notFound(`incident ${number}`);
    return row.id;
  },
});

/** Incidents with these numbers, in the order of the numbers given. */
export const incidentsByNumber = query({
  name: "incidents.by-number",
  summary: "Incidents with these numbers",
  requires: "read",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.array(Incident),
  async run({ read, ask }, { numbers }) {
    const settings = await ask(getSettings, undefined);
    const rows = await read.select().from(incidents).where(amongThese(incidents.number, numbers));
    const stored = await complete(read, rows, settings);
    const found = new Map(stored.map((incident) => [incident.number, incident]));
    return numbers.flatMap((number) => found.get(number) ?? []);
  },
});

/** Titles alone: what a chart of thousands needs to name its points. */
export const incidentTitles = query({
  name: "incidents.titles",
  summary: "Titles of the incidents with these numbers",
  requires: "read",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.map(z.int(), z.string()),
  async run({ read }, { numbers }) {
    const rows = await read
      .select({ number: incidents.number, title: incidents.title })
      .from(incidents)
      .where(amongThese(incidents.number, numbers));
    return new Map(rows.map(({ number, title }) => [number, title]));
  },
});

/** Stored incidents that these names mean; keys are `identityOf` what was asked for. */
export const incidentsByIdentity = query({
  name: "incidents.by-identity",
  summary: "Incidents that have these names in their sources",
  requires: "read",
  input: z.object({ identities: z.custom<readonly Called[]>() }),
  answer: z.map(z.string(), Incident),
  async run({ ask }, { identities }) {
    const named = await ask(recordsFound, { target: "incident", called: identities });
    // Most that come in are new: nothing is completed, and nothing asked for it.
    if (named.size === 0) return new Map<string, Incident>();
    const numbers = [...new Set(named.values())];
    const stored = new Map((await ask(incidentsByNumber, { numbers })).map((one) => [one.number, one]));
    return new Map([...named].map(([identity, number]) => [identity, stored.get(number)!]));
  },
});

export const duplicatesOf = query({
  name: "incidents.duplicates",
  summary: "Incidents that are duplicates of this one",
  requires: "read",
  input: z.object({ number: z.int() }),
  answer: z.array(Incident),
  async run({ read, ask }, { number }) {
    const rows = await read
      .select({ number: incidents.number })
      .from(incidents)
      .where(eq(incidents.duplicateOf, number));
    return ask(incidentsByNumber, { numbers: rows.map((row) => row.number) });
  },
});

/** Incidents that hold these words, in any order, in title, summary or post-mortem. */
export const incidentsWithWords = query({
  name: "incidents.with-words",
  summary: "Numbers of incidents that hold these words",
  requires: "read",
  input: z.object({ words: z.string() }),
  answer: z.set(z.int()),
  async run({ scan }, { words }) {
    const search = searchOf(words);
    const { prefixes, fragments } = search;
    if (prefixes.length + fragments.length === 0)
      return numbersIn(await scan(sql`select ${incidents.number} from ${incidents}`));
    // First what is due: a row that the index takes in meanwhile is then seen twice rather than not at all.
    const due = await scan(textsDue());
    const asked = [
      ...(prefixes.length > 0 ? [indexedWith(search)] : []),
      ...(fragments.length > 0 ? [textHolding(fragments)] : []),
    ];
    const [first, ...rest] = (await Promise.all(asked.map(scan))).map(numbersIn);
    const found = rest.reduce((numbers, more) => numbers.intersection(more), first!);
    for (const [number, text] of due) {
      if (holds(text as string, search)) found.add(number as number);
      else found.delete(number as number);
    }
    return found;
  },
});

function numbersIn(rows: readonly RawRow[]): Set<number> {
  const numbers = new Set<number>();
  for (const row of rows) numbers.add(row[0] as number);
  return numbers;
}

async function complete(
  read: Reader,
  rows: (typeof incidents.$inferSelect)[],
  settings: Holding,
): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const limitsAt = heldWhenBegan(settings, "highBlast");
  const numbers = rows.map((row) => row.number);
  const [reached, regions, factors, linked, names] = await Promise.all([
    read
      .select({
        number: incidentSystems.incidentNumber,
        slug: systems.slug,
        part: incidentSystems.part,
        name: systems.name,
        tier: systems.tier,
      })
      .from(incidentSystems)
      .innerJoin(systems, eq(systems.number, incidentSystems.systemNumber))
      .where(amongThese(incidentSystems.incidentNumber, numbers)),
    read.select().from(incidentRegions).where(amongThese(incidentRegions.incidentNumber, numbers)),
    read.select().from(incidentFactors).where(amongThese(incidentFactors.incidentNumber, numbers)),
    read
      .select({
        incidentNumber: incidentChanges.incidentNumber,
        id: changes.id,
        number: changes.number,
        title: changes.title,
        deployedAt: changes.deployedAt,
        deployedPrecision: changes.deployedPrecision,
        source: changes.source,
        externalId: changes.externalId,
        aiAssistance: changes.aiAssistance,
        aiTool: changes.aiTool,
        aiEvidence: changes.aiEvidence,
        aiConflict: changes.aiConflict,
        commits: changes.commits,
        aiCommits: changes.aiCommits,
        deletedAt: changes.deletedAt,
        link: incidentChanges.link,
      })
      .from(incidentChanges)
      .innerJoin(changes, eq(changes.number, incidentChanges.changeNumber))
      .where(amongThese(incidentChanges.incidentNumber, numbers)),
    namesBorne(read, "incident", numbers),
  ]);
  const systemsOf = Map.groupBy(reached, (row) => row.number);
  const regionsOf = Map.groupBy(regions, (row) => row.incidentNumber);
  const factorsOf = Map.groupBy(factors, (row) => row.incidentNumber);
  const changesOf = Map.groupBy(linked, (row) => row.incidentNumber);
  const namesOf = Map.groupBy(names, (row) => row.record);
  return rows.map(({ revision: _, ...row }) => {
    const durations = durationsOf(row);
    const its = {
      systems: (systemsOf.get(row.number) ?? []).map(({ number: __, ...system }) => system).sort(bySystem),
      regions: (regionsOf.get(row.number) ?? []).map((region) => region.region).sort(),
      factors: (factorsOf.get(row.number) ?? []).map(({ factor, note }) => ({ factor, note })).sort(byFactor),
      changes: (changesOf.get(row.number) ?? [])
        .map(({ incidentNumber: __, ...change }) => change)
        .sort(byLink),
    };
    const reasons = highBlastReasons(
      {
        ...row,
        systems: its.systems.length,
        regions: its.regions.length,
        mitigateMinutes: durations.mitigateMinutes,
      },
      limitsAt(row),
    );
    return {
      ...row,
      ...its,
      ...aiSaidOf({ ...row, ...its }),
      durations,
      highBlast: reasons.length > 0,
      highBlastReasons: reasons,
      aliases: aliasesOf(namesOf.get(row.number) ?? [], row.externalId),
    };
  });
}
