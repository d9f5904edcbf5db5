import { z } from "zod";
import { type Edit, update } from "#db/edit.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { incidents } from "#db/schema/incidents.ts";
import { Batch, BatchAnswer, mostInBatch, recordBatch } from "#lib/batch.ts";
import { type CommandContext, command, type Outcome, type RecordChange } from "#lib/command.ts";
import { accepted, recorder } from "#lib/editing.ts";
import { invalid } from "#lib/errors.ts";
import { withDates } from "#lib/fields/moments.ts";
import { omitUndefined } from "#lib/parse.ts";
import { setDeleted } from "#lib/removal.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { incidentEditor } from "./editor.ts";
import { duplicatesOf, getIncident, IncidentKey, incidentsByIdentity, incidentsByNumber } from "./read.ts";
import { type Moments, orderProblems } from "./rules.ts";
import { Incident, IncidentBody, IncidentPatch, incidentKinds } from "./schema.ts";

const given = <S extends z.ZodType>(body: S) => withDates(incidentFields, body);

/** People learn at once that an order cannot be; what other programs send is kept, and its durations are invalid. */
const checkOrder = z.boolean().default(false);
const noMoments = { detectedAt: null, mitigatedAt: null, resolvedAt: null };

function requireOrder(moments: Moments): void {
  const problems = orderProblems(moments);
  if (problems.length > 0) throw invalid(problems.map(({ path, message }) => ({ path, message })));
}

export const declareIncident = command({
  name: "incident.declare",
  summary: "Log an incident, or bring the one with this source and external id up to date",
  requires: "incident.write",
  input: z.object({ body: given(IncidentBody), createSystems: z.boolean().default(false), checkOrder }),
  answer: z.object({ result: z.enum(["created", "updated", "unchanged"]), incident: Incident }),
  async run(context, { body, createSystems, checkOrder }) {
    if (checkOrder) requireOrder({ ...noMoments, ...omitUndefined(body) });
    const { take, edits, records } = await recorderFor(context, [body], createSystems);
    const { result, read } = accepted(take(body));
    return {
      edits: edits(),
      records: records(),
      answer: () => ({ result, incident: read() }),
      again: true,
    };
  },
});

export const declareIncidents = command({
  name: "incident.declare-many",
  summary: "Log many incidents: good ones are stored, refused ones are reported",
  requires: "incident.write",
  input: Batch,
  answer: BatchAnswer,
  run: (context, { createSystems, ...batch }) =>
    recordBatch({ ...batch, schema: given(IncidentBody) }, (bodies) =>
      recorderFor(context, bodies, createSystems),
    ),
});

async function recorderFor(context: CommandContext, bodies: IncidentBody[], createSystems: boolean) {
  const editor = await incidentEditor(context, { bodies, createSystems });
  return recorder(context, bodies, { editor, byIdentity: incidentsByIdentity });
}

export const updateIncident = command({
  name: "incident.update",
  summary: "Change an incident; needs the version you saw",
  requires: "incident.write",
  input: z.object({
    key: IncidentKey,
    patch: given(IncidentPatch),
    createSystems: z.boolean().default(false),
    checkOrder,
  }),
  answer: Incident,
  async run(context, { key, patch: { version, ...patch }, createSystems, checkOrder }) {
    const before = await context.ask(getIncident, { key });
    requireVersion({ version, before, name: `INC-${before.number}` });
    if (checkOrder) requireOrder({ ...before, ...omitUndefined(patch) });
    const { change, edits, records } = await incidentEditor(context, { bodies: [patch], createSystems });
    const { read } = accepted(change(before, patch));
    return { edits: edits(), records: records(), answer: read };
  },
});

const RemovalInput = z.object({ key: IncidentKey, version: z.int().optional() });

const sharedFields = { severity: true, aiInvolvement: true, aiEvidence: true, kind: true } as const;
/** A duplicate names what it duplicates, so it is not made in bulk. */
const countedKinds = incidentKinds.filter((kind) => kind !== "duplicate");

export const BulkEdit = z.strictObject({
  numbers: z
    .array(z.int())
    .min(1, "names no incident")
    .max(mostInBatch, "names more than 5,000 incidents")
    .describe("The incidents, by number."),
  set: IncidentBody.pick(sharedFields)
    .extend({ kind: z.enum(countedKinds).optional().describe("What kind of incident it is.") })
    .refine((set) => Object.keys(set).length > 0, "sets nothing")
    .describe("What all of them get; what is left out stays as it is."),
});

const Shared = z.object({
  number: z.int().describe("Which incident, by number."),
  severity: Incident.shape.severity,
  aiInvolvement: Incident.shape.aiInvolvement,
  aiEvidence: Incident.shape.aiEvidence,
  kind: Incident.shape.kind,
});

export const updateIncidents = command({
  name: "incident.update-many",
  summary: "Set severity, AI involvement or kind of several incidents",
  requires: "incident.write",
  input: BulkEdit,
  answer: z.object({
    updated: z.int().describe("How many were changed."),
    unchanged: z.int().describe("How many said the same already."),
    before: z.array(Shared).describe("What the changed ones held before, so that it can be taken back."),
  }),
  async run(context, { numbers, set }) {
    const wanted = [...new Set(numbers)];
    const found = await context.ask(incidentsByNumber, { numbers: wanted });
    const known = new Set(found.map((incident) => incident.number));
    const missing = wanted.filter((number) => !known.has(number));
    if (missing.length > 0)
      throw invalid(missing.map((number) => ({ path: "numbers", message: `there is no INC-${number}` })));
    const { change, edits, records } = await incidentEditor(context, { bodies: [] });
    const before: z.infer<typeof Shared>[] = [];
    for (const incident of found) {
      const { result } = accepted(change(incident, set));
      if (result === "updated") before.push(Shared.parse(incident));
    }
    return {
      edits: edits(),
      records: records(),
      answer: () => ({ updated: before.length, unchanged: found.length - before.length, before }),
      again: true,
    };
  },
});

export const mergeIncident = command({
  name: "incident.merge",
  summary: "Say that an incident is a duplicate of another: only the other counts from then on",
  requires: "incident.write",
  input: z.object({ key: IncidentKey, into: IncidentKey, version: z.int().optional() }),
  answer: Incident,
  async run(context, { key, into, version }): Promise<Outcome<Incident>> {
    const before = await context.ask(getIncident, { key });
    requireUnchanged({ version, before, name: `INC-${before.number}` });
    const original = await context.ask(getIncident, { key: into });
    const refuse = (message: string) => invalid([{ path: "into", message }]);
    if (original.number === before.number) throw refuse("an incident cannot be its own duplicate");
    if (original.deletedAt !== null) throw refuse(`INC-${original.number} is deleted`);
    if (original.kind === "duplicate")
      throw refuse(
        `INC-${original.number} is itself a duplicate${original.duplicateOf === null ? "" : ` of INC-${original.duplicateOf}; name that one`}`,
      );
    // Those that were duplicates of this one now are of the other: a chain would lead readers astray.
    const followers = await context.ask(duplicatesOf, { number: before.number });
    const changed = [before, ...followers].map((incident) =>
      markedDuplicate(context, { incident, duplicateOf: original.number, kind: "duplicate" }),
    );
    return {
      edits: changed.flatMap(({ edits }) => edits),
      records: changed.flatMap(({ records }) => records),
      answer: () => changed[0]!.after,
      again: version === undefined,
    };
  },
});

export const unmergeIncident = command({
  name: "incident.unmerge",
  summary: "Say that an incident is no duplicate after all: it counts again",
  requires: "incident.write",
  input: RemovalInput,
  answer: Incident,
  async run(context, { key, version }): Promise<Outcome<Incident>> {
    const before = await context.ask(getIncident, { key });
    requireUnchanged({ version, before, name: `INC-${before.number}` });
    const { edits, records, after } = markedDuplicate(context, {
      incident: before,
      duplicateOf: null,
      kind: before.kind === "duplicate" ? "incident" : before.kind,
    });
    return { edits, records, answer: () => after, again: version === undefined };
  },
});

function markedDuplicate(
  context: CommandContext,
  { incident, ...set }: { incident: Incident } & Pick<Incident, "duplicateOf" | "kind">,
): { edits: Edit[]; records: RecordChange[]; after: Incident } {
  const { number, id, version, duplicateOf, kind } = incident;
  if (duplicateOf === set.duplicateOf && kind === set.kind)
    return { edits: [], records: [], after: incident };
  return {
    edits: [update(incidents, { key: { number }, version }, set)],
    records: [{ subject: id, before: { kind, duplicateOf }, after: set }],
    after: { ...incident, ...set, version: version + 1, updatedAt: context.now },
  };
}

export const deleteIncident = command({
  name: "incident.delete",
  summary: "Take an incident out of all figures; its history stays",
  requires: "incident.write",
  input: RemovalInput,
  answer: Incident,
  run: (context, input) => removal(context, input, context.now),
});

export const restoreIncident = command({
  name: "incident.restore",
  summary: "Bring a deleted incident back",
  requires: "incident.write",
  input: RemovalInput,
  answer: Incident,
  run: (context, input) => removal(context, input, null),
});

async function removal(
  context: CommandContext,
  { key, version }: z.infer<typeof RemovalInput>,
  deletedAt: Date | null,
): Promise<Outcome<Incident>> {
  const before = await context.ask(getIncident, { key });
  const removed = setDeleted({
    context,
    table: incidents,
    name: `INC-${before.number}`,
    before,
    version,
    deletedAt,
  });
  if (deletedAt === null || removed.edits.length === 0) return removed;
  // Nothing would count any more of what its duplicates tell: each is an incident of its own again.
  const followers = await context.ask(duplicatesOf, { number: before.number });
  const released = followers.map((incident) =>
    markedDuplicate(context, { incident, duplicateOf: null, kind: "incident" }),
  );
  return {
    ...removed,
    edits: [...removed.edits, ...released.flatMap(({ edits }) => edits)],
    records: [
      ...removed.records,
      ...released.flatMap(({ records }) =>
        records.map((record) => ({ ...record, action: "incident.unmerge" })),
      ),
    ],
  };
}
