import type { Edit } from "#db/edit.ts";
import {
  activityEdit,
  activityRestored,
  activityWithdrawn,
  idOfActivity,
  resultOf,
  type ToldActivity,
} from "#lib/ai-activity/editor.ts";
import { activityById, type StoredActivity } from "#lib/ai-activity/read.ts";
import { ActivityItem, ActivitySource } from "#lib/ai-activity/schema.ts";
import type { CommandContext } from "#lib/command.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing } from "../plan/plan.ts";
import {
  type Ask,
  type Fate,
  type Made,
  type MadeRow,
  type Records,
  type StoreBatch,
  type Stored,
  seen,
} from "./records.ts";

export const activityRecords: Records = { find, store, undo };

const Told = ActivityItem.extend({ source: ActivitySource });

/** What was withdrawn is not there, and is made again. */
async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const ids = identities.map(({ natural }) => idOfActivity(natural as unknown as ToldActivity));
  const stored = await ask(activityById, { ids });
  return new Map(
    identities.flatMap(({ key, natural }, i) => {
      const found = stored.get(ids[i]!);
      if (found === undefined || found.isWithdrawn) return [];
      const { version, isWithdrawn: _, ...said } = found;
      return [[key, { id: ids[i]!, version, values: { ...natural, ...said } }] as const];
    }),
  );
}

async function store(context: CommandContext, { rows }: StoreBatch): Promise<Stored> {
  const ids = rows.map(({ identity }) => idOfActivity(identity.natural as unknown as ToldActivity));
  const stored = await context.ask(activityById, { ids });
  const edits: Edit[] = [];
  const made = rows.map((row, i): Made => {
    const id = ids[i]!;
    const before = stored.get(id);
    const told =
      row.action === "create"
        ? Told.parse(row.body)
        : Told.parse({ ...row.identity.natural, ...saidOf(seen(before, row)), ...row.patch });
    const edit = activityEdit(told, before);
    if (edit !== null) edits.push(edit);
    const state = resultOf(told, before);
    const version = (before?.version ?? 0) + (edit === null ? 0 : 1);
    return { state, number: null, id, version, before: state === "updated" ? saidOf(before!) : null };
  });
  return { edits, made };
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const stored = await context.ask(activityById, { ids: rows.map(({ recordId }) => recordId!) });
  const edits: Edit[] = [];
  const fates = rows.map((row): Fate => {
    const id = row.recordId!;
    const now = stored.get(id);
    if (now === undefined || now.isWithdrawn) return "removed";
    if (now.version !== row.recordVersion) return "kept";
    const isNew = row.state === "created";
    edits.push(
      isNew
        ? activityWithdrawn(id, now.version, context.now)
        : activityRestored(id, now.version, row.before as ReturnType<typeof saidOf>),
    );
    return isNew ? "removed" : "restored";
  });
  return { edits, fates };
}

function saidOf({ is_active, tools, models }: StoredActivity) {
  return { is_active, tools, models };
}
