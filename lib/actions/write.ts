import { z } from "zod";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { actionFields } from "#db/fields/actions.ts";
import { blankOf } from "#db/fields/field.ts";
import { actionItems } from "#db/schema/postmortems.ts";
import type { ActionState } from "#db/values.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome, unchanged } from "#lib/command.ts";
import { getIncidentHead, IncidentKey, incidentIdOf } from "#lib/incidents/read.ts";
import { omitUndefined } from "#lib/parse.ts";
import { requirePlausible } from "#lib/settings/bounds.ts";
import { getSettings } from "#lib/settings/read.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { getAction } from "./read.ts";
import { closedAtOf, isOverdue, todayIn } from "./rules.ts";
import { Action, ActionBody, ActionPatch } from "./schema.ts";

// The audit subject is the incident: its history then tells all of it, also of actions that are gone.

export const openAction = command({
  name: "action.open",
  summary: "Add an action item to an incident",
  requires: "postmortem.write",
  input: z.object({ key: IncidentKey, body: ActionBody }),
  answer: Action,
  async run(context, { key, body }) {
    const incident = await context.ask(getIncidentHead, { key });
    const today = await todayOf(context);
    await requirePlausible(context, { closedAt: body.closedAt });
    const action = newAction(context, incident.number, body);
    return {
      edits: [addedAction(action)],
      records: [{ subject: incident.id, before: null, after: { action: toldOf(action) } }],
      answer: () => ({ ...action, overdue: isOverdue(action, today) }),
    };
  },
});

/** The row of a new action; also used where post-mortems arrive whole. */
export function newAction(
  context: Pick<CommandContext, "newId" | "now" | "actor">,
  incidentNumber: number,
  body: ActionBody,
): Omit<Action, "overdue"> {
  const action = { ...blank, ...omitUndefined(body) };
  return {
    ...action,
    id: context.newId("act"),
    version: 1,
    incidentNumber,
    title: body.title,
    closedAt: closedAtOf({ before: null, state: action.state, said: body.closedAt, now: context.now }),
    createdBy: context.actor.name,
    createdAt: context.now,
    updatedAt: context.now,
  };
}

const blank = blankOf(actionFields);

export function addedAction(action: Omit<Action, "overdue">): Edit {
  return create(actionItems, action);
}

export function removedAction({ id }: Pick<Action, "id">): Edit {
  return remove(actionItems, { id });
}

const IdInput = z.object({ id: z.string().max(100), version: z.int().optional() });

export const updateAction = command({
  name: "action.update",
  summary: "Change an action item; needs the version you saw",
  requires: "postmortem.write",
  input: z.object({ id: IdInput.shape.id, patch: ActionPatch }),
  answer: Action,
  async run(context, { id, patch: { version, ...patch } }) {
    const before = await context.ask(getAction, { id });
    requireVersion({ version, before, name: "The action" });
    await requirePlausible(context, { closedAt: patch.closedAt });
    return change(context, before, patch);
  },
});

export const closeAction = command({
  name: "action.close",
  summary: "Say that an action item is done",
  requires: "postmortem.write",
  input: IdInput,
  answer: Action,
  run: (context, input) => moveTo(context, input, "done"),
});

export const dropAction = command({
  name: "action.drop",
  summary: "Say that an action item will not be done",
  requires: "postmortem.write",
  input: IdInput,
  answer: Action,
  run: (context, input) => moveTo(context, input, "dropped"),
});

export const reopenAction = command({
  name: "action.reopen",
  summary: "Open an action item again",
  requires: "postmortem.write",
  input: IdInput,
  answer: Action,
  run: (context, input) => moveTo(context, input, "open"),
});

export const removeAction = command({
  name: "action.remove",
  summary: "Remove an action item that was written by mistake; one that will not be done is dropped instead",
  requires: "postmortem.write",
  input: IdInput,
  answer: Action,
  async run(context, { id, version }) {
    const before = await context.ask(getAction, { id });
    requireUnchanged({ version, before, name: "The action" });
    return {
      edits: [removedAction(before)],
      records: [
        { subject: await subjectOf(context, before), before: { action: toldOf(before) }, after: null },
      ],
      answer: () => before,
    };
  },
});

async function moveTo(
  context: CommandContext,
  { id, version }: z.infer<typeof IdInput>,
  state: ActionState,
): Promise<Outcome<Action>> {
  const before = await context.ask(getAction, { id });
  requireUnchanged({ version, before, name: "The action" });
  return { ...(await change(context, before, { state })), again: version === undefined };
}

async function change(
  context: CommandContext,
  before: Action,
  patch: Omit<ActionPatch, "version">,
): Promise<Outcome<Action>> {
  const { after: changed, edits } = changedAction(before, { patch, now: context.now });
  if (edits.length === 0) return unchanged(before);
  const after = { ...changed, overdue: isOverdue(changed, await todayOf(context)) };
  return {
    edits,
    records: [
      {
        subject: await subjectOf(context, before),
        before: { action: toldOf(before) },
        after: { action: toldOf(after) },
      },
    ],
    answer: () => after,
  };
}

type Stored = Omit<Action, "overdue">;

/** What a patch makes of an action, and the edits for it; none where it says nothing new. */
export function changedAction(
  before: Stored,
  { patch, now }: { patch: Omit<ActionPatch, "version">; now: Date },
): { after: Stored; edits: Edit[] } {
  const patched = { ...before, ...omitUndefined(patch) };
  const closedAt = closedAtOf({ before, state: patched.state, said: patch.closedAt, now });
  const after = { ...patched, closedAt, version: before.version + 1, updatedAt: now };
  if (canonical(toldOf(before)) === canonical(toldOf(after))) return { after: before, edits: [] };
  const key = { key: { id: before.id }, version: before.version };
  return { after, edits: [update(actionItems, key, { ...omitUndefined(patch), closedAt })] };
}

function subjectOf(context: CommandContext, action: Action): Promise<string> {
  return context.ask(incidentIdOf, { number: action.incidentNumber });
}

/** As an entry of the audit trail holds it. */
export function toldOf(action: Omit<Action, "overdue">) {
  const { id, title, kind, owner, dueOn, state, priority, trackerUrl, closedAt } = action;
  return { id, title, kind, owner, dueOn, state, priority, trackerUrl, closedAt };
}

async function todayOf(context: CommandContext): Promise<string> {
  const { zone } = await context.ask(getSettings, undefined);
  return todayIn(zone, context.now);
}
