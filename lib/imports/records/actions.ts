import { desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Edit } from "#db/edit.ts";
import { incidents } from "#db/schema/incidents.ts";
import { actionItems } from "#db/schema/postmortems.ts";
import { actionsById } from "#lib/actions/read.ts";
import { Action, ActionBody, ActionPatch } from "#lib/actions/schema.ts";
import { addedAction, changedAction, newAction, removedAction, toldOf } from "#lib/actions/write.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { query } from "#lib/query.ts";
import type { Identity } from "../plan/identity.ts";
import type { Existing } from "../plan/plan.ts";
import { inChunks } from "./chunks.ts";
import { incidentNumbersOf } from "./identified.ts";
import {
  type Ask,
  bodyReader,
  type Fate,
  type Made,
  type MadeRow,
  Outdated,
  pastOf,
  type Records,
  type StoreBatch,
  type Stored,
  seen,
  type UpdateRow,
} from "./records.ts";

export const actionRecords: Records = { find, store, undo };

async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const byId = new Map(
    (await ask(actionsById, { ids: identities.flatMap(({ id }) => id ?? []) })).map((one) => [one.id, one]),
  );
  const names = identities.map(({ natural }) => ({
    incident: String(natural?.incident),
    title: String(natural?.title),
  }));
  const byTitle = await ask(actionsTitled, { names });
  return new Map(
    identities.flatMap(({ key, id }, i) => {
      const name = names[i] as (typeof names)[number];
      const action =
        (id === null ? undefined : byId.get(id)) ?? byTitle.get(JSON.stringify([name.incident, name.title]));
      if (action === undefined) return [];
      return [[key, { id: action.id, version: action.version, values: bodyOf(action) }] as const];
    }),
  );
}

const bodyOf = bodyReader(ActionBody);

type Told = Parameters<typeof toldOf>[0];

/** What hangs on an incident is told under its id. */
function tell(subject: string, { before, after }: { before: Told | null; after: Told | null }): RecordChange {
  const action = before === null ? "action.open" : after === null ? "action.remove" : "action.update";
  const facts = (of: Told | null) => of && { action: toldOf(of) };
  return { subject, action, before: facts(before), after: facts(after) };
}

async function store(context: CommandContext, { rows }: StoreBatch): Promise<Stored> {
  const creates = rows.flatMap((row) => (row.action === "create" ? [String(row.body.incident)] : []));
  const numbers = await context.ask(incidentNumbersOf, { ids: [...new Set(creates)] });
  const updates = rows.filter((row): row is UpdateRow => row.action === "update");
  const stored = new Map(
    (await context.ask(actionsById, { ids: updates.map(({ id }) => id) })).map((one) => [one.id, one]),
  );
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  const made = rows.map((row): Made => {
    if (row.action === "create") {
      const { incident, ...body } = row.body;
      const number = numbers.get(String(incident));
      if (number === undefined) throw new Outdated(`line ${row.line}: the incident is gone`);
      const action = newAction(context, number, body as ActionBody);
      edits.push(addedAction(action));
      records.push(tell(String(incident), { before: null, after: action }));
      return { state: "created", number: null, id: action.id, version: 1, before: null };
    }
    const before: Action = seen(stored.get(row.id), row);
    const { after, edits: changes } = changedAction(before, {
      patch: row.patch as ActionBody,
      now: context.now,
    });
    edits.push(...changes);
    if (changes.length > 0) records.push(tell(String(row.identity.natural?.incident), { before, after }));
    const past = pastOf(bodyOf(before), bodyOf(after));
    const state = changes.length === 0 ? "unchanged" : "updated";
    return { state, number: null, id: before.id, version: after.version, before: past };
  });
  return { edits, records, made };
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const ids = rows.map(({ recordId }) => recordId as string);
  const stored = new Map((await context.ask(actionsById, { ids })).map((one) => [one.id, one]));
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  const numbers = [...new Set([...stored.values()].map(({ incidentNumber }) => incidentNumber))];
  const told = await context.ask(incidentsByNumber, { numbers });
  const subjects = new Map(told.map(({ number, id }) => [number, id]));
  const fates = rows.map((row): Fate => {
    const action = stored.get(row.recordId as string);
    if (action === undefined) return "removed";
    if (action.version !== row.recordVersion) return "kept";
    const subject = subjects.get(action.incidentNumber)!;
    if (row.state === "created") {
      edits.push(removedAction(action));
      records.push(tell(subject, { before: action, after: null }));
      return "removed";
    }
    const patch = ActionPatch.omit({ version: true }).parse(row.before);
    const { after, edits: changes } = changedAction(action, { patch, now: context.now });
    edits.push(...changes);
    records.push(tell(subject, { before: action, after }));
    return "restored";
  });
  return { edits, records, fates };
}

/** Actions by incident and title; of several with one title the oldest. Keys are `[incident id, title]` in JSON. */
const actionsTitled = query({
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
