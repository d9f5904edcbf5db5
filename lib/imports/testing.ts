import type { ImportTarget } from "#db/values.ts";
import type { Bounds } from "#lib/moments.ts";
import type { Scope } from "#lib/scope.ts";
import { withProposals } from "./mapping/answers.ts";
import type { Body } from "./mapping/row.ts";
import type { Answers, Mapping } from "./mapping/schema.ts";
import { keyOf } from "./plan/identity.ts";
import { changeKey, type Existing, type Lookup, type PlannedRow } from "./plan/plan.ts";
import { summarise } from "./plan/summary.ts";
import { inspectFile, type Looking } from "./run/look.ts";
import { planFile } from "./run/plan-file.ts";
import { work } from "./run/run.ts";
import { planStaged, receiveImport } from "./run/stage.ts";
import { beginRun } from "./run/write.ts";

/** A small store in memory, to see what an import of a file would do and what a second one would do after it. */
export function createStore(
  start: { systems?: string[]; changes?: string[]; incidents?: Record<string, string> } = {},
) {
  const records = new Map<string, Existing>();
  const systems = new Set(start.systems ?? []);
  const lookup: Lookup = {
    async records(identities) {
      const found = new Map<string, Existing>();
      for (const { key, id, source, names } of identities) {
        const others = (names?.ids ?? []).map((name) => records.get(keyOf(source!, name)));
        const own = id && [...records.values()].find((one) => one.id === id);
        const record = own || records.get(key) || others.find((one) => one !== undefined);
        if (record) found.set(key, record);
      }
      return found;
    },
    async systems(names) {
      return new Map(names.filter(({ slug }) => systems.has(slug)).map(({ slug }) => [slug, slug]));
    },
    async changes(references) {
      return new Map(
        references.flatMap((one) => {
          const id = "id" in one ? one.id : one.externalId;
          return (start.changes ?? []).includes(id) ? [[changeKey(one), id] as const] : [];
        }),
      );
    },
    async incidents(references) {
      return new Map(
        references.flatMap((one) => (start.incidents?.[one] ? [[one, start.incidents[one]] as const] : [])),
      );
    },
  };

  function apply(rows: readonly PlannedRow[]): void {
    for (const row of rows) {
      if (row.action === "create") {
        const { source, externalId } = row.body;
        const key = source === undefined ? row.identity.key : keyOf(String(source), String(externalId));
        records.set(key, { id: row.identity.id ?? `rec_${records.size + 1}`, version: 1, values: row.body });
      } else if (row.action === "update") {
        const record = records.get(row.identity.key) as Existing;
        record.values = { ...record.values, ...row.patch };
        record.version++;
      }
    }
  }

  return { lookup, apply, records, systems };
}

type Store = ReturnType<typeof createStore>;

export async function* bytesOf(content: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(content);
}

export async function inspect(content: string, input: Partial<Looking> = {}) {
  const inspected = await inspectFile({ target: "incidents", ...input, open: () => bytesOf(content) });
  if (!inspected.ok) throw new Error(inspected.refusal.reason);
  return inspected.inspection;
}

export type ImportOptions = Partial<Looking> & {
  answers?: Answers;
  fields?: Mapping["fields"];
  store?: Store;
  afterLine?: number;
  bounds?: Bounds;
};

/** Of a time when nearly everything that is written has happened. */
const wide: Bounds = { now: new Date("2200-01-01T00:00:00Z"), earliestDay: "1800-01-01" };

/** Inspects, takes the proposals, plans, and keeps the result when a store is given. */
export async function importText(content: string, options: ImportOptions = {}) {
  const { answers = {}, fields, store, bounds = wide, ...input } = options;
  const inspection = await inspect(content, input);
  const mapping = fields
    ? { ...inspection.mapping, fields: { ...inspection.mapping.fields, ...fields } }
    : inspection.mapping;
  const again = fields ? await inspect(content, { ...input, mapping }) : inspection;
  const planned = await planFile({
    open: () => bytesOf(content),
    target: input.target ?? "incidents",
    reading: input.reading,
    mapping,
    answers: withProposals(answers, again.questions),
    settled: again.settled,
    lookup: (store ?? createStore()).lookup,
    bounds,
    afterLine: options.afterLine,
  });
  if (!planned.ok) throw new Error(planned.problems.join(" "));
  const rows: PlannedRow[] = [];
  const summary = summarise(bounds);
  const newSystems: string[] = [];
  for await (const batch of planned.batches) {
    rows.push(...batch.rows);
    summary.add(batch);
    newSystems.push(...batch.newSystems.map(({ slug }) => slug));
  }
  store?.apply(rows);
  return { inspection: again, rows, newSystems, plan: summary.result() };
}

export function bodies(rows: readonly PlannedRow[]): Body[] {
  return rows.flatMap((row) => (row.action === "create" ? [row.body] : []));
}

export function actions(rows: readonly PlannedRow[]): string[] {
  return rows.map((row) => row.action);
}

/** Takes a file in as somebody would who agrees with all that is proposed. */
export async function importedFile(
  scope: Scope,
  content: string,
  { target = "incidents", answers = {} }: { target?: ImportTarget; answers?: Answers } = {},
) {
  const { id } = await receiveImport(scope, {
    said: () => ({ target }),
    fileName: "file.csv",
    bytes: bytesOf(content),
  });
  const { plan } = await planStaged(scope, id, {
    answers: { createSystems: true, ...answers },
    acceptProposals: true,
  });
  await beginRun(scope, { id });
  const state = await work(scope, id);
  return { id, plan, state };
}

/** A file of these rows, by column. */
export function fileOf(...rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(rows[0]!);
  const cell = (text = "") => `"${text.replaceAll('"', '""')}"`;
  return [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))].join("\n");
}
