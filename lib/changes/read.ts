import { and, asc, eq, gt, gte, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { amongThese } from "#db/dialect.ts";
import { changeFields } from "#db/fields/changes.ts";
import { blankOf } from "#db/fields/field.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { incidentChanges, incidents } from "#db/schema/incidents.ts";
import { systems } from "#db/schema/systems.ts";
import { notFound } from "#lib/errors.ts";
import { ledgersOf } from "#lib/evidence/read.ts";
import { ownLedger } from "#lib/evidence/rules.ts";
import { whyInWords } from "#lib/evidence/words.ts";
import { knownTo } from "#lib/fields/record.ts";
import { judgingRules } from "#lib/guardrail-rules/read.ts";
import { ChangeCheck, GuardrailState } from "#lib/guardrails/schema.ts";
import { type Called, identityOf } from "#lib/identity.ts";
import { PageInput, paged, pageOf, readCursor } from "#lib/page.ts";
import { Day, Instant, omitUndefined } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { namesBorne, recordsFound } from "#lib/record-names/read.ts";
import { aliasesOf } from "#lib/record-names/rules.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import { checkWith, guardrailsOf, judged } from "./rules.ts";
import { Change, ChangeVolume, PlannedChange } from "./schema.ts";

/** `CHG-118`, `118` or the id. */
export const ChangeKey = z.string().max(100);

export const getChange = query({
  name: "changes.get",
  summary: "One change, by number or id, with what the guardrails say of it; deleted ones too",
  requires: "read",
  input: z.object({ key: ChangeKey }),
  answer: Change,
  async run({ read }, { key }) {
    const number = /^(?:chg-)?(\d{1,12})$/i.exec(key)?.[1];
    const which = number === undefined ? eq(changes.id, key) : eq(changes.number, Number(number));
    const [change] = await complete(read, await read.select().from(changes).where(which).limit(1));
    if (change === undefined) throw notFound(`change ${key}`);
    return change;
  },
});

/** The check without its notes: what the guardrails and live rules say, and what those in shadow would. */
export const judgeChange = query({
  name: "changes.judge",
  summary: "What the guardrails say of a change before it is made",
  requires: "read",
  input: PlannedChange,
  answer: z.object({
    check: ChangeCheck,
    shadow: z.array(z.object({ ruleId: z.string(), state: GuardrailState })),
  }),
  async run({ ask }, planned) {
    const { system = null } = planned;
    // A pipeline may know systems that nobody registered; their tier is then not known, and the rules say so.
    const known = system === null ? null : await ask(systemsBySlug, { slugs: [system] });
    const { tier = null, org = null } = (system === null ? undefined : known?.get(system)) ?? {};
    const change = { ...blankOf(changeFields), ...omitUndefined(planned), system, tier, org };
    const own = await ask(judgingRules, undefined);
    return {
      check: checkWith(guardrailsOf(change), judged(own, "live", change)),
      shadow: judged(own, "shadow", change).map(({ id, state }) => ({ ruleId: id, state })),
    };
  },
});

/** Changes with these numbers, in the order of the numbers given. */
export const changesByNumber = query({
  name: "changes.by-number",
  summary: "Changes with these numbers",
  requires: "read",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.array(Change),
  async run({ read }, { numbers }) {
    const rows = await read.select().from(changes).where(amongThese(changes.number, numbers));
    const found = new Map((await complete(read, rows)).map((change) => [change.number, change]));
    return numbers.flatMap((number) => found.get(number) ?? []);
  },
});

/** Stored changes that these names mean; keys are `identityOf` what was asked for. */
export const changesByIdentity = query({
  name: "changes.by-identity",
  summary: "Changes that have these names in their sources",
  requires: "read",
  input: z.object({ identities: z.custom<readonly Called[]>() }),
  answer: z.map(z.string(), Change),
  async run({ ask }, { identities }) {
    const named = await ask(recordsFound, { target: "change", called: identities });
    if (named.size === 0) return new Map<string, Change>();
    const numbers = [...new Set(named.values())];
    const stored = new Map((await ask(changesByNumber, { numbers })).map((one) => [one.number, one]));
    return new Map([...named].map(([identity, number]) => [identity, stored.get(number)!]));
  },
});

/** Numbers of the changes that hold these words in their title. */
export const changesWithWords = query({
  name: "changes.with-words",
  summary: "Numbers of changes that hold these words",
  requires: "read",
  input: z.object({ words: z.string() }),
  answer: z.set(z.int()),
  async run({ read }, { words }) {
    const terms = words.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = await read
      .select({ number: changes.number })
      .from(changes)
      .where(
        and(
          ...terms.map((term) => {
            const pattern = `%${term.replace(/[\\%_]/g, "\\$&")}%`;
            return or(
              sql`lower(${changes.title}) like ${pattern} escape '\\'`,
              sql`lower(${changes.externalId}) like ${pattern} escape '\\'`,
            );
          }),
        ),
      );
    return new Set(rows.map((row) => row.number));
  },
});

export const listVolumes = query({
  name: "change-volumes.list",
  summary: "Totals of changes by day, for those who cannot send each change; oldest first",
  requires: "read",
  input: PageInput.extend({
    from: Day.optional().describe("The first day that counts."),
    to: Day.optional().describe("The last day that counts."),
  }),
  answer: pageOf(
    ChangeVolume.extend({
      id: z.string().describe("Its id, which never changes."),
      system: z
        .string()
        .nullable()
        .describe("The system that was changed, by slug; null where the total is of all of them."),
    }),
  ),
  async run({ read }, { limit, cursor, from, to }) {
    const [day, id] = cursor === undefined ? [null, null] : readCursor(cursor).map(String);
    const rows = await read
      .select({
        id: changeVolumes.id,
        day: changeVolumes.day,
        system: systems.slug,
        aiAssistance: changeVolumes.aiAssistance,
        count: changeVolumes.count,
        source: changeVolumes.source,
      })
      .from(changeVolumes)
      .leftJoin(systems, eq(systems.number, changeVolumes.systemNumber))
      .where(
        and(
          from === undefined ? undefined : gte(changeVolumes.day, from),
          to === undefined ? undefined : lt(changeVolumes.day, to),
          day == null || id == null
            ? undefined
            : or(gt(changeVolumes.day, day), and(eq(changeVolumes.day, day), gt(changeVolumes.id, id))),
        ),
      )
      .orderBy(asc(changeVolumes.day), asc(changeVolumes.id))
      .limit(limit + 1);
    return paged(rows, limit, (last) => [last.day, last.id]);
  },
});

/** Stored totals with these ids and their versions: what a new total of the same day has to replace. */
export const volumesById = query({
  name: "change-volumes.by-id",
  summary: "Totals with these ids",
  requires: "read",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.map(z.string(), z.object({ count: z.int(), version: z.int() })),
  async run({ read }, { ids }) {
    const rows = await read
      .select({ id: changeVolumes.id, count: changeVolumes.count, version: changeVolumes.version })
      .from(changeVolumes)
      .where(amongThese(changeVolumes.id, ids));
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  },
});

/** A change as another record names it. */
export const ChangeReference = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  deployedAt: Instant,
  deployedPrecision: knownTo,
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  aiAssistance: Change.shape.aiAssistance,
  aiTool: Change.shape.aiTool,
  aiEvidence: Change.shape.aiEvidence,
  aiConflict: Change.shape.aiConflict,
  commits: Change.shape.commits,
  aiCommits: Change.shape.aiCommits,
  deletedAt: Change.shape.deletedAt,
});
export type ChangeReference = z.infer<typeof ChangeReference>;

const NamedChange = z.object({
  id: z.string().optional(),
  source: z.string().optional(),
  externalId: z.string().optional(),
});

/** An id goes before a source and external id. */
export function changeKey({ id, source, externalId }: z.infer<typeof NamedChange>): string {
  return JSON.stringify(id === undefined ? [null, source ?? null, externalId ?? null] : [id, null, null]);
}

/** Keyed by `changeKey`. */
export const changesByKey = query({
  name: "changes.by-key",
  summary: "Changes with these ids, or sources and external ids",
  requires: "read",
  input: z.object({ keys: z.array(NamedChange) }),
  answer: z.map(z.string(), ChangeReference),
  async run({ read, ask }, { keys }) {
    const { id, number, title, deployedAt, deployedPrecision, source, externalId } = changes;
    const { aiAssistance, aiTool, aiEvidence, aiConflict, commits, aiCommits, deletedAt } = changes;
    const named = { id, number, title, deployedAt, deployedPrecision, source, externalId };
    const ofAi = { aiAssistance, aiTool, aiEvidence, aiConflict, commits, aiCommits };
    const columns = { ...named, ...ofAi, deletedAt };
    const found = new Map<string, ChangeReference>();
    const ids = keys.flatMap((key) => key.id ?? []);
    const withIds = await read.select(columns).from(changes).where(amongThese(id, ids));
    for (const row of withIds) found.set(changeKey({ id: row.id }), row);
    const called = keys.filter((key) => key.id === undefined && identityOf(key) !== null);
    const meanings = await ask(recordsFound, { target: "change", called });
    const numbers = [...meanings.values()];
    const rows = await read.select(columns).from(changes).where(amongThese(number, numbers));
    const meant = new Map(rows.map((row) => [row.number, row]));
    for (const key of called) {
      const row = meant.get(meanings.get(identityOf(key)!) ?? 0);
      if (row !== undefined) found.set(changeKey(key), row);
    }
    return found;
  },
});

async function complete(read: Reader, rows: (typeof changes.$inferSelect)[]): Promise<Change[]> {
  if (rows.length === 0) return [];
  const systemNumbers = [...new Set(rows.flatMap((row) => row.systemNumber ?? []))];
  const numbers = rows.map((row) => row.number);
  const [owners, linked, names, ledgers] = await Promise.all([
    systemNumbers.length === 0
      ? []
      : read
          .select({
            number: systems.number,
            slug: systems.slug,
            name: systems.name,
            tier: systems.tier,
            org: systems.org,
          })
          .from(systems)
          .where(amongThese(systems.number, systemNumbers)),
    read
      .select({
        changeNumber: incidentChanges.changeNumber,
        number: incidents.number,
        title: incidents.title,
        severity: incidents.severity,
        startedAt: incidents.startedAt,
        startedPrecision: incidents.startedPrecision,
        link: incidentChanges.link,
      })
      .from(incidentChanges)
      .innerJoin(incidents, eq(incidents.number, incidentChanges.incidentNumber))
      .where(and(amongThese(incidentChanges.changeNumber, numbers), isNull(incidents.deletedAt)))
      .orderBy(asc(incidents.number)),
    namesBorne(read, "change", numbers),
    ledgersOf(read, numbers),
  ]);
  const ownerOf = new Map(owners.map((system) => [system.number, system]));
  const incidentsOf = Map.groupBy(linked, (link) => link.changeNumber);
  const namesOf = Map.groupBy(names, (name) => name.record);
  return rows.map(({ revision: _, systemNumber, ...row }) => {
    const system = systemNumber === null ? undefined : ownerOf.get(systemNumber);
    const owner = {
      system: system?.slug ?? null,
      systemName: system?.name ?? null,
      tier: system?.tier ?? null,
      org: system?.org ?? null,
    };
    const evidence = ledgers.get(row.number) ?? ownLedger(row);
    return {
      ...row,
      ...owner,
      evidence,
      aiReason: whyInWords(row, evidence),
      guardrails: guardrailsOf({ ...row, ...owner }),
      incidents: (incidentsOf.get(row.number) ?? []).map(({ changeNumber: __, ...incident }) => incident),
      aliases: aliasesOf(namesOf.get(row.number) ?? [], row.externalId),
    };
  });
}
