import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, lte, ne, not, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/connect.ts";
import { amongThese } from "#db/dialect.ts";
import type { Scan } from "#db/scan.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { importMappings, importParts, importRows, importSystems, imports } from "#db/schema/imports.ts";
import { incidentSystems, incidents } from "#db/schema/incidents.ts";
import { actionItems, postmortems, timelineEntries } from "#db/schema/postmortems.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import { importRowStates } from "#db/values.ts";
import { actionsById } from "#lib/actions/read.ts";
import { Action } from "#lib/actions/schema.ts";
import { changesByKey } from "#lib/changes/read.ts";
import { notFound } from "#lib/errors.ts";
import { revision } from "#lib/health.ts";
import { cursorOf, PageInput, pageOf, readCursor } from "#lib/page.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { System } from "#lib/systems/schema.ts";
import { ownSource } from "./plan/identity.ts";
import { changeKey } from "./plan/plan.ts";
import type { Reference } from "./plan/reading.ts";
import { Answers, Import, ImportHead, ImportTarget, Mapping, SavedMapping } from "./schema.ts";

const ImportId = z.object({ id: z.string().max(100) });

type ImportRow = typeof imports.$inferSelect;

export const getImport = query({
  name: "imports.get",
  summary: "One import: what the file holds, what it leaves open, its plan, its progress and what came of it",
  requires: "import.run",
  input: ImportId,
  answer: Import,
  async run({ read }, { id }) {
    const row = await rowOf(read, id);
    const { state, createdAt, finishedAt, target } = imports;
    const same = await read
      .select({ id: imports.id, state, createdAt, finishedAt, target })
      .from(imports)
      .where(and(eq(imports.sha256, row.sha256), ne(imports.id, id), ne(imports.state, "uploading")))
      .orderBy(desc(imports.createdAt))
      .limit(20);
    return {
      ...headOf(row),
      reading: (row.reading ?? {}) as Import["reading"],
      mapping: row.mapping as Import["mapping"],
      answers: (row.answers ?? {}) as Import["answers"],
      inspection: row.inspection as Import["inspection"],
      plan: Import.shape.plan.parse(row.plan ?? null),
      addedSystems: await addedTo(read, id),
      same,
    };
  },
});

const mostListed = 1000;

async function addedTo(read: Reader, id: string): Promise<Import["addedSystems"]> {
  const { importId, state } = importSystems;
  const counts = await read
    .select({ state, count: count() })
    .from(importSystems)
    .where(eq(importId, id))
    .groupBy(state);
  const countOf = (one: string) => counts.find((row) => row.state === one)?.count ?? 0;
  const kept = await read
    .select({ slug: systems.slug, name: systems.name })
    .from(importSystems)
    .innerJoin(systems, eq(systems.number, importSystems.systemNumber))
    .where(and(eq(importId, id), eq(state, "kept")))
    .orderBy(asc(systems.slug))
    .limit(mostListed);
  return { added: counts.reduce((sum, row) => sum + row.count, 0), removed: countOf("removed"), kept };
}

async function rowOf(read: Reader, id: string): Promise<ImportRow> {
  const [row] = await read.select().from(imports).where(eq(imports.id, id)).limit(1);
  if (row === undefined) throw notFound(`import ${id}`);
  return row;
}

type HeadRow = Pick<ImportRow, Exclude<keyof ImportHead, "done">>;

function headOf(row: HeadRow): ImportHead {
  const counted = row.created + row.updated + row.unchanged + row.refused + row.skipped;
  return ImportHead.parse({ ...row, done: counted });
}

const headColumns = {
  id: imports.id,
  version: imports.version,
  target: imports.target,
  fileName: imports.fileName,
  fileBytes: imports.fileBytes,
  sha256: imports.sha256,
  state: imports.state,
  total: imports.total,
  created: imports.created,
  updated: imports.updated,
  unchanged: imports.unchanged,
  refused: imports.refused,
  skipped: imports.skipped,
  failure: imports.failure,
  undo: imports.undo,
  createdBy: imports.createdBy,
  startedBy: imports.startedBy,
  createdAt: imports.createdAt,
  startedAt: imports.startedAt,
  finishedAt: imports.finishedAt,
  undoneAt: imports.undoneAt,
};

export const listImports = query({
  name: "imports.list",
  summary: "Imports, the latest first",
  requires: "import.run",
  input: PageInput,
  answer: pageOf(ImportHead),
  async run({ read }, { limit, cursor }) {
    const before = cursor === undefined ? undefined : String(readCursor(cursor)[0]);
    const rows = await read
      .select(headColumns)
      .from(imports)
      .where(and(ne(imports.state, "uploading"), before === undefined ? undefined : lt(imports.id, before)))
      .orderBy(desc(imports.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    return {
      items: page.map(headOf),
      next: rows.length > limit ? cursorOf([page.at(-1)!.id]) : null,
    };
  },
});

/** What the machinery has to know of an import in progress, without what only people read. */
export const importJob = query({
  name: "imports.job",
  summary: "An import's choices and how far it is",
  requires: "import.run",
  input: ImportId,
  answer: z.custom<ImportJob>(),
  async run({ read, ask }, { id }) {
    const row = await rowOf(read, id);
    const inspection = row.inspection as Import["inspection"];
    const { revision: latest } = await ask(revision, undefined);
    return {
      ...row,
      reading: (row.reading ?? {}) as Import["reading"],
      mapping: row.mapping as Mapping | null,
      answers: (row.answers ?? {}) as Answers,
      inspection,
      settled: inspection?.settled ?? [],
      questions: inspection?.questions ?? [],
      plan: Import.shape.plan.parse(row.plan ?? null),
      revision: latest,
    };
  },
});

export type ImportJob = Omit<ImportRow, "reading" | "mapping" | "answers" | "inspection" | "plan"> &
  Pick<Import, "reading" | "mapping" | "answers" | "inspection" | "plan"> & {
    settled: NonNullable<Import["inspection"]>["settled"];
    questions: NonNullable<Import["inspection"]>["questions"];
    /** Of the database, when it was asked. */
    revision: number;
  };

/** Imports that something should be at work on. */
export const busyImports = query({
  name: "imports.busy",
  summary: "Imports that run, are taken back or are being uploaded",
  requires: "import.run",
  input: z.void(),
  answer: z.array(z.object({ id: z.string(), state: ImportHead.shape.state, updatedAt: z.date() })),
  async run({ read }) {
    return read
      .select({ id: imports.id, state: imports.state, updatedAt: imports.updatedAt })
      .from(imports)
      .where(inArray(imports.state, ["running", "undoing", "uploading"]))
      .orderBy(asc(imports.id));
  },
});

/** One part of the stored file; null after the last. */
export const importPart = query({
  name: "imports.part",
  summary: "One part of an uploaded file, compressed",
  requires: "import.run",
  input: ImportId.extend({ part: z.int() }),
  answer: z.custom<Buffer | null>(),
  async run({ read }, { id, part }) {
    const rows = await read
      .select({ bytes: importParts.bytes })
      .from(importParts)
      .where(and(eq(importParts.importId, id), eq(importParts.part, part)));
    return rows[0]?.bytes ?? null;
  },
});

const RowPage = ImportId.extend({ afterLine: z.int().default(-1), limit: z.int().max(5000).default(1000) });

/** Refused rows in the order of the file. */
export const refusedRows = query({
  name: "imports.refused",
  summary: "Refused rows of an import, as they stood",
  requires: "import.run",
  input: RowPage,
  answer:
    z.custom<
      {
        line: number;
        cells: string[];
        reasons: { column: string | null; value: string | null; reason: string }[];
      }[]
    >(),
  async run({ read }, { id, afterLine, limit }) {
    const rows = await read
      .select({ line: importRows.line, cells: importRows.raw, reasons: importRows.reasons })
      .from(importRows)
      .where(
        and(eq(importRows.importId, id), eq(importRows.state, "refused"), gt(importRows.line, afterLine)),
      )
      .orderBy(asc(importRows.line))
      .limit(limit);
    return rows.map(({ line, cells, reasons }) => ({ line, cells: cells ?? [], reasons: reasons ?? [] }));
  },
});

/** Created and updated rows up to a line, the last first: they are taken back in this order. */
export const madeRows = query({
  name: "imports.made",
  summary: "Rows of an import that made or changed a record",
  requires: "import.run",
  input: ImportId.extend({ upTo: z.int(), limit: z.int() }),
  answer: z.custom<(typeof importRows.$inferSelect)[]>(),
  async run({ read }, { id, upTo, limit }) {
    return read
      .select()
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, id),
          lte(importRows.line, upTo),
          inArray(importRows.state, ["created", "updated"]),
        ),
      )
      .orderBy(desc(importRows.line))
      .limit(limit);
  },
});

/** What undoing left alone, because somebody had edited it since. */
export const keptRows = query({
  name: "imports.kept",
  summary: "Records that undoing an import left alone, because they were edited since",
  requires: "import.run",
  input: RowPage,
  answer: z.array(z.object({ line: z.int(), number: z.int().nullable(), id: z.string().nullable() })),
  async run({ read }, { id, afterLine, limit }) {
    return read
      .select({ line: importRows.line, number: importRows.recordNumber, id: importRows.recordId })
      .from(importRows)
      .where(and(eq(importRows.importId, id), eq(importRows.state, "kept"), gt(importRows.line, afterLine)))
      .orderBy(asc(importRows.line))
      .limit(limit);
  },
});

/** Numbers of the records that imports made or changed; what was taken back is not among them. */
export const importedNumbers = query({
  name: "imports.numbers",
  summary: "Numbers of the records that these imports made or changed",
  requires: "read",
  input: z.object({ target: ImportTarget, ids: z.array(z.string()) }),
  answer: z.set(z.int()),
  async run({ read }, { target, ids }) {
    const rows = await read
      .select({ number: importRows.recordNumber })
      .from(importRows)
      .innerJoin(imports, eq(imports.id, importRows.importId))
      .where(
        and(
          inArray(importRows.importId, ids),
          eq(imports.target, target),
          inArray(importRows.state, ["created", "updated", "kept"]),
        ),
      );
    return new Set(rows.flatMap(({ number }) => number ?? []));
  },
});

export const listMappings = query({
  name: "imports.mappings",
  summary: "Mappings that were saved under a name",
  requires: "import.run",
  input: z.object({ target: ImportTarget.optional() }),
  answer: z.object({ items: z.array(SavedMapping), next: z.null() }),
  async run({ read }, { target }) {
    const rows = await read
      .select()
      .from(importMappings)
      .where(target === undefined ? undefined : eq(importMappings.target, target))
      .orderBy(asc(importMappings.name))
      .limit(1000);
    return { items: rows.map(savedOf), next: null };
  },
});

function savedOf(row: typeof importMappings.$inferSelect): SavedMapping {
  const { id, version, name, target } = row;
  return {
    id,
    version,
    name,
    target,
    mapping: Mapping.parse(row.mapping),
    answers: Answers.parse(row.answers ?? {}),
  };
}

// ---- what a plan has to know of what is stored ----

const chunk = 500;

async function inChunks<T, R>(values: readonly T[], ask: (some: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let i = 0; i < values.length; i += chunk) found.push(...(await ask(values.slice(i, i + chunk))));
  return found;
}

const Ids = z.object({ ids: z.custom<readonly string[]>() });
type Numbers = Map<string, number>;

export const incidentNumbersOf = query({
  name: "imports.incident-numbers",
  summary: "Numbers of the incidents with these ids",
  requires: "import.run",
  input: Ids,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { ids }) => numbersOf(scan, incidents, ids),
});

export const changeNumbersOf = query({
  name: "imports.change-numbers",
  summary: "Numbers of the changes with these ids",
  requires: "import.run",
  input: Ids,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { ids }) => numbersOf(scan, changes, ids),
});

type Numbered = typeof incidents | typeof changes;

async function numbersOf(scan: Scan, table: Numbered, ids: readonly string[]): Promise<Numbers> {
  if (ids.length === 0) return new Map();
  const rows = await scan(
    sql`select ${table.id}, ${table.number} from ${table} where ${amongThese(table.id, ids)}`,
  );
  return new Map(rows as [string, number][]);
}

const Identities = z.object({
  identities: z.custom<readonly { key: string; source: string | null; externalId: string | null }[]>(),
});

/** By `Identity.key`. A first import finds nothing, and most rows of it ask: so only numbers are looked for. */
export const incidentsIdentified = query({
  name: "imports.incidents-identified",
  summary: "Numbers of the incidents with these sources and external ids",
  requires: "import.run",
  input: Identities,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { identities }) => identified(scan, incidents, identities),
});

export const changesIdentified = query({
  name: "imports.changes-identified",
  summary: "Numbers of the changes with these sources and external ids",
  requires: "import.run",
  input: Identities,
  answer: z.custom<Numbers>(),
  run: ({ scan }, { identities }) => identified(scan, changes, identities),
});

async function identified(
  scan: Scan,
  table: Numbered,
  identities: z.infer<typeof Identities>["identities"],
): Promise<Numbers> {
  const found: Numbers = new Map();
  for (const [source, group] of Map.groupBy(identities, (one) => one.source)) {
    if (source === null) continue;
    const keys = new Map(
      group.flatMap(({ externalId, key }) => (externalId === null ? [] : [[externalId, key]])),
    );
    const rows = await scan(sql`select ${table.externalId}, ${table.number} from ${table}
      where ${table.source} = ${source} and ${amongThese(table.externalId, [...keys.keys()])}`);
    for (const [externalId, number] of rows as [string, number][]) found.set(keys.get(externalId)!, number);
  }
  return found;
}

/** Incidents that somebody wrote something about: a post-mortem, a timeline or actions. */
export const incidentsWithPapers = query({
  name: "imports.incidents-with-papers",
  summary: "Which of these incidents have a post-mortem, a timeline or actions",
  requires: "import.run",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.set(z.int()),
  async run({ read }, { numbers }) {
    const found = new Set<number>();
    for (const table of [postmortems, timelineEntries, actionItems]) {
      const rows = await inChunks(numbers, (some) =>
        read
          .selectDistinct({ number: table.incidentNumber })
          .from(table)
          .where(inArray(table.incidentNumber, some)),
      );
      for (const { number } of rows) found.add(number);
    }
    return found;
  },
});

/** By `changeKey`: the change's id. */
export const changesReferred = query({
  name: "imports.changes-referred",
  summary: "Changes that rows refer to",
  requires: "import.run",
  input: z.object({ references: z.custom<readonly Reference[]>() }),
  answer: z.map(z.string(), z.string()),
  async run({ ask }, { references }) {
    const keys = references.map((one) =>
      "id" in one ? { id: one.id } : { source: one.source, externalId: one.externalId },
    );
    // A change that came from another installation of ours keeps its id there as the id in its source.
    const carried = keys.flatMap(({ id }) =>
      id === undefined ? [] : [{ source: ownSource, externalId: id }],
    );
    const found = await ask(changesByKey, { keys: [...keys, ...carried] });
    const named = (id?: string, source?: string, externalId?: string) =>
      found.get(JSON.stringify([id ?? null, source ?? null, externalId ?? null]))?.id;
    return new Map(
      references.flatMap((one, i) => {
        const { id, source, externalId } = keys[i] as { id?: string; source?: string; externalId?: string };
        const change = named(id, source, externalId) ?? (id && named(undefined, ownSource, id));
        return change ? [[changeKey(one), change] as const] : [];
      }),
    );
  },
});

/** `INC-118`, `118`, an id, an id in the source that no other incident shares, or source and id as our exports say. */
export const incidentsReferred = query({
  name: "imports.incidents-referred",
  summary: "Incidents that rows refer to",
  requires: "import.run",
  input: z.object({ references: z.custom<readonly string[]>() }),
  answer: z.map(z.string(), z.string()),
  async run({ read }: QueryContext, { references }) {
    const numberOf = (text: string) => Number(/^(?:inc-)?(\d{1,12})$/i.exec(text.trim())?.[1] ?? -1);
    const { id, number, source, externalId } = incidents;
    const columns = { id, number, source, externalId };
    const rows = await inChunks(references, (some) =>
      read
        .select(columns)
        .from(incidents)
        .where(
          or(
            inArray(incidents.id, some),
            inArray(
              incidents.externalId,
              some.map((text) => inSource(text)?.externalId ?? text),
            ),
            inArray(incidents.number, some.map(numberOf)),
          ),
        ),
    );
    const byNumber = new Map(rows.map((row) => [row.number, row.id]));
    const ids = new Set(rows.map((row) => row.id));
    const byExternalId = Map.groupBy(rows, (row) => row.externalId);
    return new Map(
      references.flatMap((text) => {
        const told = inSource(text);
        if (told !== null) {
          const one = byExternalId.get(told.externalId)?.find((row) => row.source === told.source);
          return one === undefined ? [] : [[text, one.id] as const];
        }
        const meant = new Set(byExternalId.get(text)?.map((row) => row.id));
        if (ids.has(text)) meant.add(text);
        const numbered = byNumber.get(numberOf(text));
        if (numbered !== undefined) meant.add(numbered);
        // A number that is ours and another tool's as well names neither for sure.
        const [only] = meant;
        return meant.size === 1 ? [[text, only as string] as const] : [];
      }),
    );
  },
});

const InSource = z.strictObject({ source: z.string(), externalId: z.string() });

function inSource(text: string): z.infer<typeof InSource> | null {
  if (!text.startsWith("{")) return null;
  try {
    return InSource.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Systems with these slugs or numbers, by slug, with what they depend on. */
export const systemsWith = query({
  name: "imports.systems-with",
  summary: "Whole systems, by slug or number",
  requires: "read",
  input: z.object({ slugs: z.array(z.string()).default([]), numbers: z.array(z.int()).default([]) }),
  answer: z.map(z.string(), System),
  async run({ read }, { slugs, numbers }) {
    const rows = [
      ...(await inChunks(slugs, (some) => read.select().from(systems).where(inArray(systems.slug, some)))),
      ...(await inChunks(numbers, (some) =>
        read.select().from(systems).where(inArray(systems.number, some)),
      )),
    ];
    const links = await inChunks(
      rows.map(({ number }) => number),
      (some) =>
        read
          .select({ from: systemDependencies.systemNumber, slug: systems.slug })
          .from(systemDependencies)
          .innerJoin(systems, eq(systems.number, systemDependencies.dependsOnNumber))
          .where(inArray(systemDependencies.systemNumber, some)),
    );
    const dependsOn = Map.groupBy(links, ({ from }) => from);
    return new Map(
      rows.map(({ revision: _, ...row }) => {
        const on = (dependsOn.get(row.number) ?? []).map(({ slug }) => slug).sort();
        return [row.slug, { ...row, dependsOn: on }] as const;
      }),
    );
  },
});

/**
 * Which systems incidents or changes name, and which others depend on them. Records that an import made and undo took
 * back name nothing any more; `leftBehind` are systems that such changes still point to.
 */
export const systemsInUse = query({
  name: "imports.systems-in-use",
  summary: "What names these systems",
  requires: "import.run",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.object({
    used: z.set(z.int()),
    leftBehind: z.set(z.int()),
    dependents: z.array(z.object({ on: z.int(), from: z.int() })),
  }),
  async run({ read }, { numbers }) {
    const takenBack = (
      target: ImportJob["target"],
      column: typeof importRows.recordNumber | typeof importRows.recordId,
    ) =>
      read
        .select({ record: column })
        .from(importRows)
        .innerJoin(imports, eq(imports.id, importRows.importId))
        .where(and(eq(imports.target, target), eq(importRows.state, "removed"), isNotNull(column)));
    const incidentGone = and(
      isNotNull(incidents.deletedAt),
      inArray(incidents.number, takenBack("incidents", importRows.recordNumber)),
    )!;
    const changeGone = and(
      isNotNull(changes.deletedAt),
      inArray(changes.number, takenBack("changes", importRows.recordNumber)),
    )!;
    const volumeGone = and(
      eq(changeVolumes.count, 0),
      inArray(changeVolumes.id, takenBack("change-volumes", importRows.recordId)),
    )!;
    const named = await inChunks(numbers, async (some) => [
      ...(await read
        .selectDistinct({ number: incidentSystems.systemNumber })
        .from(incidentSystems)
        .innerJoin(incidents, eq(incidents.number, incidentSystems.incidentNumber))
        .where(and(inArray(incidentSystems.systemNumber, some), not(incidentGone)))),
      ...(await read
        .selectDistinct({ number: changes.systemNumber })
        .from(changes)
        .where(and(inArray(changes.systemNumber, some), not(changeGone)))),
      ...(await read
        .selectDistinct({ number: changeVolumes.systemNumber })
        .from(changeVolumes)
        .where(and(inArray(changeVolumes.systemNumber, some), not(volumeGone)))),
    ]);
    const left = await inChunks(numbers, (some) =>
      read
        .selectDistinct({ number: changes.systemNumber })
        .from(changes)
        .where(and(inArray(changes.systemNumber, some), changeGone)),
    );
    const dependents = await inChunks(numbers, (some) =>
      read
        .select({ on: systemDependencies.dependsOnNumber, from: systemDependencies.systemNumber })
        .from(systemDependencies)
        .where(inArray(systemDependencies.dependsOnNumber, some)),
    );
    const numbersOf = (rows: { number: number | null }[]) =>
      new Set(rows.flatMap(({ number }) => number ?? []));
    return { used: numbersOf(named), leftBehind: numbersOf(left), dependents };
  },
});

/** Systems that were added for an import and still stand as it left them, by what undo has said of them so far. */
export const systemsAdded = query({
  name: "imports.systems-added",
  summary: "Systems that were added for an import",
  requires: "import.run",
  input: ImportId,
  answer: z.array(z.object({ number: z.int(), state: z.enum(importRowStates), version: z.int().nullable() })),
  async run({ read }, { id }) {
    return read
      .select({ number: importSystems.systemNumber, state: importSystems.state, version: systems.version })
      .from(importSystems)
      .leftJoin(systems, eq(systems.number, importSystems.systemNumber))
      .where(eq(importSystems.importId, id))
      .orderBy(asc(importSystems.systemNumber));
  },
});

/** Actions by incident and title; of several with one title the oldest. Keys are `[incident id, title]` in JSON. */
export const actionsTitled = query({
  name: "imports.actions-titled",
  summary: "Actions of incidents, by title",
  requires: "import.run",
  input: z.object({ names: z.array(z.object({ incident: z.string(), title: z.string() })) }),
  answer: z.map(z.string(), Action),
  async run({ read, ask }, { names }) {
    const rows = await inChunks([...new Set(names.map(({ incident }) => incident))], (some) =>
      read
        .select({ incident: incidents.id, title: actionItems.title, id: actionItems.id })
        .from(actionItems)
        .innerJoin(incidents, eq(incidents.number, actionItems.incidentNumber))
        .where(inArray(incidents.id, some))
        .orderBy(desc(actionItems.id)),
    );
    const wanted = new Set(names.map(({ incident, title }) => JSON.stringify([incident, title])));
    const keyOf = new Map<string, string>();
    for (const { incident, title, id } of rows) {
      const key = JSON.stringify([incident, title]);
      if (wanted.has(key)) keyOf.set(key, id);
    }
    const found = new Map((await ask(actionsById, { ids: [...keyOf.values()] })).map((one) => [one.id, one]));
    return new Map([...keyOf].map(([key, id]) => [key, found.get(id)!] as const));
  },
});
