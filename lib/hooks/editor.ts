import type { Edit } from "#db/edit.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { authorsOfRecords, toldByHooksAlone } from "#lib/audit/read.ts";
import type { Authors } from "#lib/audit/rules.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import type { Bounds } from "#lib/moments.ts";
import { systemsNamed } from "#lib/systems/read.ts";
import type { HookAnswer, Report } from "./schema.ts";

/** What turning reports of senders into edits has in common. */

export interface Work {
  changed: readonly Told<Report>[];
  /** What the sender told before, and no longer follows from all that it told. */
  lost: readonly Report[];
  /** When the newest of what was just told happened. */
  at: Date;
  createSystems: boolean;
  bounds: Bounds;
}

export interface Plan {
  edits(): readonly Edit[];
  records(): readonly RecordChange[];
  done: readonly (() => HookAnswer["records"][number])[];
  unknown: readonly string[];
  /** What cannot be, and was left out. */
  left: readonly FieldError[];
}

/** The systems that reports name, by those names; asked to, those that are not there are made. */
export async function namedSystems(context: CommandContext, told: readonly Told<Report>[]) {
  const systems = told.flatMap(({ report }) => report.systems);
  // What the sender said before is looked up too: what it no longer says goes.
  const all = [...systems, ...told.flatMap(({ before }) => before?.systems ?? [])];
  const names = all.flatMap(({ name, slugs }) => slugs.map((slug) => ({ name, slug })));
  const found = names.length === 0 ? new Map<string, string>() : await context.ask(systemsNamed, { names });
  const slugs = new Map<string, string | null>();
  for (const { name, slugs: candidates } of all) {
    const known = candidates.find((slug) => found.has(slug));
    slugs.set(name, known === undefined ? null : found.get(known)!);
  }
  return {
    slugs,
    addMissing(add: (body: { slug: string; name: string }) => { slug: string }) {
      for (const { name, slugs: candidates } of systems) {
        const [slug] = candidates;
        if (slugs.get(name) === null && slug !== undefined) slugs.set(name, add({ slug, name }).slug);
      }
    },
    listed: () => [...new Set([...slugs.values()].filter((slug) => slug !== null))],
    unknown: () => systems.flatMap(({ name }) => (slugs.get(name) === null ? [name] : [])),
  };
}

/** Who said what the records hold that are there already. */
export async function authorsFor(context: CommandContext, stored: ReadonlyMap<string, { id: string }>) {
  const ids = [...stored.values()].map(({ id }) => id);
  const authors = ids.length === 0 ? nobody : await context.ask(authorsOfRecords, { ids });
  return ({ id }: { id: string }): Authors => authors.get(id) ?? new Map();
}

const nobody: ReadonlyMap<string, Authors> = new Map();

export interface Told<R extends Report> {
  report: R;
  before: R | undefined;
}

export const noPlan: Plan = { edits: () => [], records: () => [], done: [], unknown: [], left: [] };

const tables = { incident: incidents, change: changes };

interface Removable {
  id: string;
  number: number;
  version: number;
  externalId: string | null;
  deletedAt: Date | null;
}

/**
 * Records that no longer follow from what their sender told go out of the figures, unless somebody else said
 * something of them too.
 */
export async function withdrawn(
  context: CommandContext,
  records: readonly Removable[],
  type: keyof typeof tables,
): Promise<{ edits: Edit[]; records: RecordChange[]; done: Plan["done"] }> {
  const live = records.filter((record) => record.deletedAt === null);
  const ids = live.map(({ id }) => id);
  const alone = ids.length === 0 ? new Set() : await context.ask(toldByHooksAlone, { ids });
  const gone = live.filter(({ id }) => alone.has(id));
  const set = { deletedAt: context.now };
  return {
    edits: gone.map(({ number, version }) => ({
      kind: "update",
      table: tables[type],
      key: { number },
      version,
      set,
    })),
    records: gone.map(({ id }) => ({
      subject: id,
      before: { deletedAt: null },
      after: set,
      action: `${type}.withdraw`,
    })),
    done: gone.map(({ number, id, externalId }) => () => ({
      type,
      number,
      id,
      externalId: externalId!,
      result: "updated",
    })),
  };
}
