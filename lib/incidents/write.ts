import { z } from "zod";
import { type Allocated, allocate, create, type Edit, numberOf, remove, update } from "#db/edit.ts";
import {
  incidentChanges,
  incidentFactors,
  incidentRegions,
  incidentSystems,
  incidents,
} from "#db/schema/incidents.ts";
import { notificationEvents } from "#db/schema/notifications.ts";
import { canonical } from "#lib/canonical.ts";
import { changesByKey } from "#lib/changes/read.ts";
import { type CommandContext, command, type Outcome, type RecordChange } from "#lib/command.ts";
import { type FieldError, invalid } from "#lib/errors.ts";
import { fieldErrors, said } from "#lib/parse.ts";
import { setDeleted } from "#lib/removal.ts";
import { getSettings } from "#lib/settings/read.ts";
import type { HighBlastThresholds } from "#lib/settings/schema.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import type { SystemBody } from "#lib/systems/schema.ts";
import { newSystem } from "#lib/systems/write.ts";
import { demandUnchanged, demandVersion } from "#lib/versions.ts";
import {
  duplicatesOf,
  getIncident,
  IncidentKey,
  identityOf,
  incidentsByIdentity,
  incidentsByNumber,
} from "./read.ts";
import {
  byFactor,
  byLink,
  bySystem,
  distinctRegions,
  durationsOf,
  highBlastReasons,
  type Moments,
  orderProblems,
  statusFrom,
} from "./rules.ts";
import { Incident, IncidentBody, IncidentPatch, incidentKinds } from "./schema.ts";

/** People learn at once that an order cannot be; what other programs send is kept, and its durations are invalid. */
const checkOrder = z.boolean().default(false);
const noMoments = { detectedAt: null, mitigatedAt: null, resolvedAt: null };

function demandOrder(moments: Moments): void {
  const problems = orderProblems(moments);
  if (problems.length > 0) throw invalid(problems.map(({ path, message }) => ({ path, message })));
}

export const declareIncident = command({
  name: "incident.declare",
  summary: "Log an incident, or bring the one with this source and external id up to date",
  requires: "incident.write",
  input: z.object({ body: IncidentBody, createSystems: z.boolean().default(false), checkOrder }),
  answer: z.object({ result: z.enum(["created", "updated", "unchanged"]), incident: Incident }),
  async run(context, { body, createSystems, checkOrder }) {
    if (checkOrder) demandOrder({ ...noMoments, ...said(body) });
    const plan = await planner(context, [body], createSystems);
    const planned = plan.take(body);
    if ("errors" in planned) throw invalid(planned.errors);
    return {
      edits: plan.edits,
      records: plan.records,
      answer: () => ({ result: planned.result, incident: planned.read() }),
      again: true,
    };
  },
});

export const mostInBatch = 5000;

export const declareIncidents = command({
  name: "incident.declare-many",
  summary: "Log many incidents: good ones are stored, refused ones are reported",
  requires: "incident.write",
  input: z.object({
    items: z
      .array(z.unknown())
      .max(mostInBatch, `holds more than ${mostInBatch.toLocaleString("en")} items; send several batches`),
    atomic: z.boolean().default(false),
    createSystems: z.boolean().default(false),
  }),
  answer: z.object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    refused: z.array(
      z.object({ index: z.int(), errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
    ),
  }),
  async run(context, { items, atomic, createSystems }) {
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const refused: { index: number; errors: FieldError[] }[] = [];
    const bodies: { index: number; body: IncidentBody }[] = [];
    for (const [index, item] of items.entries()) {
      const parsed = IncidentBody.safeParse(item);
      if (parsed.success) bodies.push({ index, body: parsed.data });
      else refused.push({ index, errors: fieldErrors(parsed.error) });
    }
    const plan = await planner(
      context,
      bodies.map(({ body }) => body),
      createSystems,
    );
    for (const { index, body } of bodies) {
      const planned = plan.take(body);
      if ("errors" in planned) refused.push({ index, errors: planned.errors });
      else counts[planned.result] += 1;
    }
    refused.sort((a, b) => a.index - b.index);
    if (atomic && refused.length > 0) throw invalid(batchErrors(refused));
    return {
      edits: plan.edits,
      records: plan.records,
      answer: () => ({ ...counts, refused }),
      again: true,
    };
  },
});

function batchErrors(refused: readonly { index: number; errors: readonly FieldError[] }[]): FieldError[] {
  return refused.flatMap(({ index, errors }) =>
    errors.map(({ path, message }) => ({
      path: path === "" ? `items.${index}` : `items.${index}.${path}`,
      message,
    })),
  );
}

export const updateIncident = command({
  name: "incident.update",
  summary: "Change an incident; needs the version you saw",
  requires: "incident.write",
  input: z.object({
    key: IncidentKey,
    patch: IncidentPatch,
    createSystems: z.boolean().default(false),
    checkOrder,
  }),
  answer: Incident,
  async run(context, { key, patch: { version, ...patch }, createSystems, checkOrder }) {
    const before = await context.ask(getIncident, { key });
    demandVersion({ version, before, name: `INC-${before.number}` });
    if (checkOrder) demandOrder({ ...before, ...said(patch) });
    const plan = await planner(context, [patch], createSystems);
    const planned = plan.change(before, patch);
    if ("errors" in planned) throw invalid(planned.errors);
    return { edits: plan.edits, records: plan.records, answer: planned.read };
  },
});

const RemovalInput = z.object({ key: IncidentKey, version: z.int().optional() });

const sharedFields = { severity: true, aiInvolvement: true, aiEvidence: true, kind: true } as const;
/** A duplicate names what it duplicates, so it is not made in bulk. */
const countedKinds = incidentKinds.filter((kind) => kind !== "duplicate");

export const BulkEdit = z.strictObject({
  numbers: z.array(z.int()).min(1, "names no incident").max(mostInBatch, "names more than 5,000 incidents"),
  set: IncidentBody.pick(sharedFields)
    .extend({ kind: z.enum(countedKinds).optional() })
    .refine((set) => Object.keys(set).length > 0, "sets nothing"),
});

const Shared = z.object({
  number: z.int(),
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
    updated: z.int(),
    unchanged: z.int(),
    /** What the changed ones held before, so that it can be taken back. */
    before: z.array(Shared),
  }),
  async run(context, { numbers, set }) {
    const wanted = [...new Set(numbers)];
    const found = await context.ask(incidentsByNumber, { numbers: wanted });
    const known = new Set(found.map((incident) => incident.number));
    const missing = wanted.filter((number) => !known.has(number));
    if (missing.length > 0)
      throw invalid(missing.map((number) => ({ path: "numbers", message: `there is no INC-${number}` })));
    const plan = await planner(context, [], false);
    const before: z.infer<typeof Shared>[] = [];
    for (const incident of found) {
      const planned = plan.change(incident, set);
      if ("errors" in planned) throw invalid(planned.errors);
      if (planned.result === "updated") before.push(Shared.parse(incident));
    }
    return {
      edits: plan.edits,
      records: plan.records,
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
    demandUnchanged({ version, before, name: `INC-${before.number}` });
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
    demandUnchanged({ version, before, name: `INC-${before.number}` });
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
  return setDeleted({ context, table: incidents, name: `INC-${before.number}`, before, version, deletedAt });
}

type Planned =
  | { result: "created" | "updated" | "unchanged"; incident: PendingIncident; read: () => Incident }
  | { errors: FieldError[] };

type PendingIncident = Omit<Incident, Judged | "number"> & { number: number | Allocated };
/** What follows from the facts; worked out where somebody reads it. */
type Judged = "durations" | "highBlast" | "highBlastReasons";

type GivenBody = Partial<IncidentBody> & { source?: string; externalId?: string };

/**
 * Works out what bodies change, one after the other, against what is stored and what the bodies before them made.
 * Everything it needs from the database is read once, for all bodies together.
 */
async function planner(context: CommandContext, bodies: readonly GivenBody[], createSystems: boolean) {
  const editor = await incidentEditor(context, { bodies, createSystems });
  const identities = bodies.flatMap(({ source, externalId }) =>
    source !== undefined && externalId !== undefined ? [{ source, externalId }] : [],
  );
  const stored: Map<string, PendingIncident> = new Map(
    identities.length === 0 ? [] : await context.ask(incidentsByIdentity, { identities }),
  );

  /** A record taken out of the figures stays out: the same body again must not bring it back. */
  function take(body: IncidentBody): Planned {
    if ((body.source === undefined) !== (body.externalId === undefined)) {
      const path = body.source === undefined ? "source" : "externalId";
      return {
        errors: [{ path, message: "source and externalId name a record together: give both or neither" }],
      };
    }
    const identity = identityOf(body);
    const before = identity === null ? undefined : stored.get(identity);
    const planned = before === undefined ? editor.declare(body) : editor.change(before, body);
    if (identity !== null && !("errors" in planned)) stored.set(identity, planned.incident);
    return planned;
  }

  return {
    take,
    change: editor.change,
    records: editor.records,
    get edits() {
      return editor.edits();
    },
  };
}

interface Editing {
  bodies: readonly Partial<IncidentBody>[];
  createSystems: boolean;
  /** An import tells what it did in its own rows, not record by record. */
  tell?: boolean;
}

/** The one place that turns bodies into edits; it does not look for records that are there already. */
export async function incidentEditor(
  context: CommandContext,
  { bodies, createSystems, tell = true }: Editing,
) {
  const { highBlast } = await context.ask(getSettings, undefined);
  const slugs = bodies.flatMap((body) => body.systems?.map((system) => system.slug) ?? []);
  const known: Map<string, KnownSystem> = new Map(
    slugs.length === 0 ? [] : await context.ask(systemsBySlug, { slugs }),
  );
  const changeKeys = bodies.flatMap((body) => body.changes ?? []);
  const knownChanges = changeKeys.length === 0 ? null : await context.ask(changesByKey, { keys: changeKeys });

  const edits = editList();
  const records: RecordChange[] = [];
  const record = (change: () => RecordChange) => {
    if (tell) records.push(change());
  };

  function addSystem(body: SystemBody): KnownSystem {
    const fresh = newSystem(context, body);
    edits.systems.push(...fresh.edits);
    record(() => ({
      subject: fresh.system.id,
      before: null,
      after: fresh.system,
      action: "system.register",
    }));
    const { slug, name, tier } = fresh.system;
    const system = { number: fresh.number, slug, name, tier };
    known.set(slug, system);
    return system;
  }

  function systemOf(slug: string): KnownSystem | null {
    const found = known.get(slug);
    if (found !== undefined || !createSystems) return found ?? null;
    return addSystem({ slug, name: slug });
  }

  function resolve(
    patch: Partial<IncidentBody>,
  ): { fields: Partial<PendingIncident> } | { errors: FieldError[] } {
    const { systems, regions, factors, changes } = patch;
    const fields: Partial<PendingIncident> = said(patch) as Partial<PendingIncident>;
    const errors: FieldError[] = [];
    if (systems !== undefined) {
      const listed = new Map<string, Incident["systems"][number]>();
      for (const [i, { slug, part }] of systems.entries()) {
        const system = systemOf(slug);
        if (system === null) {
          const message = `there is no system ${slug}; add it first, or send ?createSystems=true`;
          errors.push({ path: `systems.${i}.slug`, message });
        } else if (listed.get(slug)?.part !== "origin") {
          listed.set(slug, { slug, part, name: system.name, tier: system.tier });
        }
      }
      fields.systems = [...listed.values()].sort(bySystem);
    }
    if (regions !== undefined) fields.regions = distinctRegions(regions);
    if (factors !== undefined) {
      const named = new Map(factors.map((factor) => [factor.factor, factor]));
      fields.factors = [...named.values()].sort(byFactor);
    }
    if (changes !== undefined) {
      const byNumber = new Map<number, Incident["changes"][number]>();
      for (const [i, change] of changes.entries()) {
        const found = knownChanges?.get(
          JSON.stringify([change.id ?? null, change.source ?? null, change.externalId ?? null]),
        );
        if (found === undefined) errors.push({ path: `changes.${i}`, message: "there is no such change" });
        else byNumber.set(found.number, { ...found, link: change.link });
      }
      fields.changes = [...byNumber.values()].sort(byLink);
    }
    return errors.length > 0 ? { errors } : { fields };
  }

  const reader = (incident: PendingIncident) => () => judged(incident, highBlast);

  /** Stored with the incident itself, so that neither is without the other; sent later, beside the requests. */
  function announce(before: PendingIncident | null, after: PendingIncident): void {
    const isNews = (one: PendingIncident) => counts(one) && reasonsOf(one, highBlast).length > 0;
    if (!tell || context.now.getTime() - after.startedAt.getTime() > newsMs) return;
    if (!isNews(after) || (before !== null && isNews(before))) return;
    const event = { id: context.newId("evt"), kind: "high-blast" as const, subject: after.id };
    edits.news.push(create(notificationEvents, { ...event, createdAt: context.now }));
  }

  function declare(body: IncidentBody): Planned {
    const resolved = resolve(body);
    if ("errors" in resolved) return resolved;
    const number = allocate("incidents");
    const incident: PendingIncident = {
      ...blank,
      ...resolved.fields,
      id: context.newId("inc"),
      number,
      version: 1,
      title: body.title,
      startedAt: body.startedAt,
      status:
        body.status ??
        statusFrom({ mitigatedAt: body.mitigatedAt ?? null, resolvedAt: body.resolvedAt ?? null }),
      createdBy: context.actor.name,
      createdAt: context.now,
      updatedAt: context.now,
    };
    // What the table has no column for is passed over.
    edits.incidents.push(create(incidents, incident));
    addLists(edits, incident, known);
    announce(null, incident);
    record(() => ({ subject: incident.id, before: null, after: told(incident), action: "incident.declare" }));
    return { result: "created", incident, read: reader(incident) };
  }

  function change(before: PendingIncident, patch: Partial<IncidentBody>): Planned {
    const resolved = resolve(patch);
    if ("errors" in resolved) return resolved;
    const after = { ...before, ...resolved.fields };
    // A moment that is recorded now moves the state along, unless the writer names the state.
    const reached = statusFrom(after);
    if (patch.status === undefined && reached !== statusFrom(before) && before.status !== "closed")
      after.status = reached;
    if (after.kind !== "duplicate") after.duplicateOf = null;
    if (sameFacts(before, after)) return { result: "unchanged", incident: before, read: reader(before) };
    after.version = before.version + 1;
    after.updatedAt = context.now;
    const { number, createdAt: _, createdBy: __, id: ___, version: ____, ...set } = rowOf(after);
    edits.incidents.push(update(incidents, { key: { number }, version: before.version }, set));
    relist(edits, { before, after, known });
    announce(before, after);
    record(() => ({
      subject: before.id,
      before: told(before),
      after: told(after),
      action: "incident.update",
    }));
    return { result: "updated", incident: after, read: reader(after) };
  }

  return { declare, change, addSystem, records, edits: () => allOf(edits) };
}

/** By table, parents first: rows of one table that stand together are stored together. */
interface EditList {
  systems: Edit[];
  incidents: Edit[];
  reached: Edit[];
  regions: Edit[];
  factors: Edit[];
  changes: Edit[];
  news: Edit[];
}

function editList(): EditList {
  return { systems: [], incidents: [], reached: [], regions: [], factors: [], changes: [], news: [] };
}

function allOf(edits: EditList): Edit[] {
  return Object.values(edits).flat();
}

interface KnownSystem {
  number: number | Allocated;
  slug: string;
  name: string;
  tier: number | null;
}

const blank = {
  source: null,
  externalId: null,
  kind: "incident",
  summary: null,
  severity: null,
  severityRaw: null,
  detectedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  lostOrders: null,
  errors: null,
  customersAffected: null,
  orderDropPercent: null,
  customerFacing: null,
  trigger: "unknown",
  rootCause: "unknown",
  rootCauseDetail: null,
  aiInvolvement: "unknown",
  aiTool: null,
  aiEvidence: "none",
  aiNote: null,
  systems: [],
  regions: [],
  factors: [],
  changes: [],
  customFields: null,
  duplicateOf: null,
  deletedAt: null,
} satisfies Partial<Incident>;

/** What began longer ago is history that is brought in, and news to nobody. */
const newsMs = 7 * 86_400_000;

const counts = ({ kind, deletedAt }: PendingIncident) => kind === "incident" && deletedAt === null;

function reasonsOf(incident: PendingIncident, limits: HighBlastThresholds): string[] {
  const { systems, regions } = incident;
  const { mitigateMinutes } = durationsOf(incident);
  const reach = { ...incident, systems: systems.length, regions: regions.length, mitigateMinutes };
  return highBlastReasons(reach, limits);
}

function judged(incident: PendingIncident, limits: HighBlastThresholds): Incident {
  const reasons = reasonsOf(incident, limits);
  return {
    ...incident,
    number: numberOf(incident.number),
    durations: durationsOf(incident),
    highBlast: reasons.length > 0,
    highBlastReasons: reasons,
  };
}

/** What the audit trail and the comparison look at: what the author said, not what follows from it. */
function told(incident: PendingIncident): Record<string, unknown> {
  // What was read from the database carries what follows from it, which is nobody's word.
  const {
    id,
    number,
    version,
    durations,
    highBlast,
    highBlastReasons,
    createdAt,
    updatedAt,
    createdBy,
    ...facts
  } = incident as PendingIncident & Partial<Incident>;
  return {
    ...facts,
    systems: facts.systems.map(({ slug, part }) => ({ slug, part })),
    changes: facts.changes.map(({ number: change, link }) => ({ change, link })),
  };
}

function sameFacts(a: PendingIncident, b: PendingIncident): boolean {
  return canonical(told(a)) === canonical(told(b));
}

function rowOf(incident: PendingIncident) {
  const { systems, regions, factors, changes, durations, highBlast, highBlastReasons, ...row } =
    incident as PendingIncident & Partial<Incident>;
  return { ...row, number: incident.number };
}

type KnownSystems = ReadonlyMap<string, KnownSystem>;
const lists = ["systems", "regions", "factors", "changes"] as const;

function addLists(
  edits: EditList,
  incident: PendingIncident,
  known: KnownSystems,
  only = lists.slice(),
): void {
  const incidentNumber = incident.number;
  if (only.includes("systems"))
    for (const { slug, part } of incident.systems)
      edits.reached.push(
        create(incidentSystems, { incidentNumber, systemNumber: known.get(slug)!.number, part }),
      );
  if (only.includes("regions"))
    for (const region of incident.regions)
      edits.regions.push(create(incidentRegions, { incidentNumber, region }));
  if (only.includes("factors"))
    for (const { factor, note } of incident.factors)
      edits.factors.push(create(incidentFactors, { incidentNumber, factor, note }));
  if (only.includes("changes"))
    for (const { number, link } of incident.changes)
      edits.changes.push(create(incidentChanges, { incidentNumber, changeNumber: number, link }));
}

/** Lists are small: one that differs is written anew. */
function relist(
  edits: EditList,
  { before, after, known }: { before: PendingIncident; after: PendingIncident; known: KnownSystems },
): void {
  const incidentNumber = before.number;
  const differing = lists.filter((list) => JSON.stringify(before[list]) !== JSON.stringify(after[list]));
  if (differing.includes("systems")) edits.reached.push(remove(incidentSystems, { incidentNumber }));
  if (differing.includes("regions")) edits.regions.push(remove(incidentRegions, { incidentNumber }));
  if (differing.includes("factors")) edits.factors.push(remove(incidentFactors, { incidentNumber }));
  if (differing.includes("changes")) edits.changes.push(remove(incidentChanges, { incidentNumber }));
  addLists(edits, after, known, differing);
}
