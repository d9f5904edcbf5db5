import { z } from "zod";
import { create, type Edit, update } from "#db/edit.ts";
import { blankOf } from "#db/fields/field.ts";
import { postmortemFields } from "#db/fields/postmortems.ts";
import { actionItems, postmortems, timelineEntries } from "#db/schema/postmortems.ts";
import type { PostmortemState } from "#db/values.ts";
import { newAction } from "#lib/actions/write.ts";
import { BatchAnswer, sorted } from "#lib/batch.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, type Outcome, type RecordChange, unchanged } from "#lib/command.ts";
import { AppError, type FieldError } from "#lib/errors.ts";
import { identityOf } from "#lib/identity.ts";
import { getIncidentHead, IncidentKey, incidentsByIdentity, incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Bounds } from "#lib/moments.ts";
import { omitUndefined } from "#lib/parse.ts";
import { implausible, momentBounds } from "#lib/settings/bounds.ts";
import { newEntry } from "#lib/timeline/write.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { findPostmortem, getPostmortem, incidentsWithPostmortem, publicationEvidence } from "./read.ts";
import { missingFor } from "./rules.ts";
import { Postmortem, PostmortemDraft, WholePostmortem } from "./schema.ts";

// The audit subject is the incident: its history then tells of the post-mortem too.

export const savePostmortem = command({
  name: "postmortem.save",
  summary: "Begin or change a post-mortem; changing one needs the version you saw",
  requires: "postmortem.write",
  input: z.object({ key: IncidentKey, draft: PostmortemDraft }),
  answer: Postmortem,
  async run(context, { key, draft: { version, ...draft } }) {
    const incident = await context.ask(getIncidentHead, { key });
    const before = await context.ask(findPostmortem, { key });
    if (before === null) return begin(context, { incident, version, draft });
    requireVersion({ version, before, name: nameOf(incident) });
    const evidence = await context.ask(publicationEvidence, { key });
    const changed = { ...before, ...omitUndefined(draft) };
    if (canonical(changed) === canonical(before)) return unchanged(before);
    const missing = missingFor(changed, evidence);
    const lost = missing.filter(({ path }) => path in draft);
    if (before.state === "published" && lost.length > 0) throw incomplete(lost);
    const after = { ...changed, missing, version: before.version + 1, updatedAt: context.now };
    return {
      edits: [update(postmortems, { key: { id: before.id }, version: before.version }, omitUndefined(draft))],
      records: [{ subject: incident.id, before: toldOf(before), after: toldOf(after) }],
      answer: () => after,
    };
  },
});

const blank = { ...blankOf(postmortemFields), fiveWhys: [], reviewers: [] };

/** The row of a new post-mortem; also used where they arrive whole. */
function newPostmortem(
  context: Pick<CommandContext, "newId" | "now">,
  incidentNumber: number,
  draft: Omit<PostmortemDraft, "version">,
) {
  return {
    id: context.newId("pm"),
    version: 1,
    incidentNumber,
    state: "draft" as PostmortemState,
    ...blank,
    ...omitUndefined(draft),
    publishedAt: null as Date | null,
    createdAt: context.now,
    updatedAt: context.now,
  };
}

async function begin(
  context: CommandContext,
  of: {
    incident: { number: number; id: string };
    version: number | undefined;
    draft: Omit<PostmortemDraft, "version">;
  },
): Promise<Outcome<Postmortem>> {
  const { incident, version, draft } = of;
  if (version !== undefined && version > 0)
    throw new AppError("conflict", `INC-${incident.number} has no post-mortem yet: begin with version 0.`);
  const row = newPostmortem(context, incident.number, draft);
  const evidence = await context.ask(publicationEvidence, { key: String(incident.number) });
  return {
    edits: [create(postmortems, row)],
    records: [{ subject: incident.id, before: null, after: toldOf(row), action: "postmortem.begin" }],
    answer: () => ({ ...row, missing: missingFor(row, evidence) }),
    // Somebody else may begin it at the same moment: the second look finds theirs and says so.
    again: true,
  };
}

const StateInput = z.object({ key: IncidentKey, version: z.int().optional() });

export const publishPostmortem = command({
  name: "postmortem.publish",
  summary: "Publish a post-mortem; a refusal lists everything that is missing",
  requires: "postmortem.write",
  input: StateInput,
  answer: Postmortem,
  run: (context, input) => moveTo(context, { ...input, state: "published" }),
});

export const submitPostmortem = command({
  name: "postmortem.submit",
  summary: "Ask for a review of a post-mortem",
  requires: "postmortem.write",
  input: StateInput,
  answer: Postmortem,
  run: (context, input) => moveTo(context, { ...input, state: "in-review" }),
});

export const withdrawPostmortem = command({
  name: "postmortem.withdraw",
  summary: "Make a post-mortem a draft again",
  requires: "postmortem.write",
  input: StateInput,
  answer: Postmortem,
  run: (context, input) => moveTo(context, { ...input, state: "draft" }),
});

async function moveTo(
  context: CommandContext,
  { key, version, state }: z.infer<typeof StateInput> & { state: PostmortemState },
): Promise<Outcome<Postmortem>> {
  const incident = await context.ask(getIncidentHead, { key });
  const before = await context.ask(getPostmortem, { key });
  requireUnchanged({ version, before, name: nameOf(incident) });
  if (before.state === state) return unchanged(before);
  if (state === "in-review" && before.state === "published")
    throw new AppError("conflict", "It is published: make it a draft again before it is reviewed anew.", {
      current: before,
    });
  if (state === "published" && before.missing.length > 0) throw incomplete(before.missing);
  const publishedAt = state === "published" ? context.now : null;
  const after = { ...before, state, publishedAt, version: before.version + 1, updatedAt: context.now };
  return {
    edits: [update(postmortems, { key: { id: before.id }, version: before.version }, { state, publishedAt })],
    records: [
      {
        subject: incident.id,
        before: { state: before.state, publishedAt: before.publishedAt },
        after: { state, publishedAt },
      },
    ],
    answer: () => after,
    again: version === undefined,
  };
}

function nameOf({ number }: { number: number }): string {
  return `The post-mortem of INC-${number}`;
}

/** Everything at once: whoever publishes should not learn of the gaps one by one. */
function incomplete(missing: readonly { path: string; message: string }[]): AppError {
  const list = missing.map(({ message }) => message).join("; ");
  return new AppError("invalid", `The post-mortem is not complete: ${list}.`, { errors: missing });
}

/** What the audit trail keeps: what was written and where it stands. */
function toldOf(postmortem: Omit<Postmortem, "missing">): Record<string, unknown> {
  const { id, version, incidentNumber, createdAt, updatedAt, ...told } = postmortem;
  if ("missing" in told) delete told.missing;
  return told;
}

export const recordPostmortems = command({
  name: "postmortem.record-many",
  summary: "Bring in post-mortems that were written elsewhere, with their timelines and actions",
  requires: "import.run",
  input: z.object({
    items: z.array(z.unknown()).max(1000, "holds more than 1,000 items; send several batches"),
  }),
  answer: BatchAnswer.pick({ created: true, refused: true }),
  async run(context, { items }) {
    const { good, refused } = sorted(WholePostmortem, items);
    const find = await finderOf(
      context,
      good.map(({ body }) => body),
    );
    const edits: Edit[] = [];
    const records: RecordChange[] = [];
    const bounds = await momentBounds(context);
    for (const { index, body } of good) {
      const planned = planWhole(context, body, { find, bounds });
      if ("errors" in planned) {
        refused.push({ index, errors: planned.errors });
        continue;
      }
      edits.push(...planned.edits);
      records.push(planned.record);
    }
    refused.sort((a, b) => a.index - b.index);
    return { edits, records, answer: () => ({ created: records.length, refused }), again: true };
  },
});

type Find = (item: WholePostmortem) => { incident: Incident; take(): void } | { refusal: string };

/** Reads once what all items need; an incident that has its post-mortem, or is named twice, takes no other. */
async function finderOf({ ask }: CommandContext, items: readonly WholePostmortem[]): Promise<Find> {
  const identities = items.flatMap(({ incident }) => ("source" in incident ? [incident] : []));
  const numbers = items.flatMap(({ incident }) => ("number" in incident ? [incident.number] : []));
  const byIdentity = await ask(incidentsByIdentity, { identities });
  const listed = await ask(incidentsByNumber, { numbers });
  const byNumber = new Map(listed.map((incident) => [incident.number, incident]));
  const found = [...byIdentity.values(), ...byNumber.values()];
  const taken = await ask(incidentsWithPostmortem, { numbers: found.map(({ number }) => number) });
  return ({ incident: named }) => {
    const incident =
      "number" in named ? byNumber.get(named.number) : byIdentity.get(identityOf(named) as string);
    if (incident === undefined) return { refusal: "there is no such incident" };
    if (taken.has(incident.number)) return { refusal: `INC-${incident.number} has a post-mortem already` };
    return { incident, take: () => taken.add(incident.number) };
  };
}

function planWhole(
  context: CommandContext,
  item: WholePostmortem,
  { find, bounds }: { find: Find; bounds: Bounds },
): { edits: Edit[]; record: RecordChange } | { errors: FieldError[] } {
  const { incident: _, state = "draft", publishedAt, timeline = [], actions = [], ...draft } = item;
  const found = find(item);
  if ("refusal" in found) return { errors: [{ path: "incident", message: found.refusal }] };
  const wrong = implausible(momentsOf(item), bounds);
  if (wrong.length > 0) return { errors: wrong };
  const { number, id, severity, aiInvolvement } = found.incident;
  const row = { ...newPostmortem(context, number, draft), state };
  const missing = missingFor(row, {
    severity,
    aiInvolvement,
    timelineEntries: timeline.length,
    actions: actions.length,
  });
  if (state === "published" && missing.length > 0) return { errors: missing };
  found.take();
  row.publishedAt = state === "published" ? (publishedAt ?? context.now) : null;
  const edits = [
    create(postmortems, row),
    ...timeline.map((entry) => create(timelineEntries, newEntry(context, number, entry))),
    ...actions.map(({ createdAt = context.now, ...action }) =>
      create(actionItems, { ...newAction(context, number, action), createdAt }),
    ),
  ];
  const counts = { timelineEntries: timeline.length, actionItems: actions.length };
  const after = { ...toldOf(row), ...counts };
  return { edits, record: { subject: id, before: null, after, action: "postmortem.record" } };
}

/** Every moment that a whole post-mortem speaks of, by its path. */
function momentsOf({ publishedAt, timeline = [], actions = [] }: WholePostmortem) {
  return Object.fromEntries([
    ["publishedAt", publishedAt],
    ...timeline.map(({ at }, i) => [`timeline.${i}.at`, at]),
    ...actions.flatMap(({ createdAt, closedAt }, i) => [
      [`actions.${i}.createdAt`, createdAt],
      [`actions.${i}.closedAt`, closedAt],
    ]),
  ]) as Readonly<Record<string, Date | null | undefined>>;
}
