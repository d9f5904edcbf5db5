import { type Allocated, allocate, create, type Edit, numberOf, remove, update } from "#db/edit.ts";
import { blankOf, momentsOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { incidents } from "#db/schema/incidents.ts";
import { notificationEvents } from "#db/schema/notifications.ts";
import { wordRead } from "#lib/audit/rules.ts";
import { canonical } from "#lib/canonical.ts";
import { changesByKey } from "#lib/changes/read.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { Planned } from "#lib/editing.ts";
import type { FieldError } from "#lib/errors.ts";
import { withPrecisions } from "#lib/fields/moments.ts";
import type { Called } from "#lib/identity.ts";
import { severityMeanings } from "#lib/meanings/read.ts";
import { type Meanings, severityMeant } from "#lib/meanings/rules.ts";
import { omitUndefined } from "#lib/parse.ts";
import { nameGiver, namesFreed } from "#lib/record-names/editor.ts";
import { takenBack } from "#lib/removal.ts";
import { heldWhenBegan } from "#lib/settings/held.ts";
import { getSettings } from "#lib/settings/read.ts";
import { systemFinder } from "#lib/systems/finder.ts";
import { aiSaidOf } from "./ai-proposal/rules.ts";
import { linkedChanges, lists, listTables, reachedSystems, rowsOfList } from "./lists/editor.ts";
import {
  byFactor,
  distinctRegions,
  durationsOf,
  endsOf,
  highBlastReasons,
  momentProblems,
  statusFrom,
} from "./rules.ts";
import type { Incident, IncidentBody } from "./schema.ts";

type PlannedIncident = Planned<PendingIncident, Incident>;
type PendingIncident = Omit<Incident, Derived | "number"> & { number: number | Allocated };
/** What follows from the facts; worked out where somebody reads it. */
type Derived = "durations" | "highBlast" | "highBlastReasons" | "aiProposal" | "aiContradiction";

type LimitsAt = ReturnType<typeof heldWhenBegan<"highBlast">>;

interface Editing {
  bodies: readonly Partial<IncidentBody>[];
  /** What sources call the incidents, where they tell more than one name. */
  called?: readonly Called[];
  createSystems?: boolean;
  /** An import tells in its own rows what it made; what it changed stands in the record's history as well. */
  tell?: boolean;
}

/** The one place that turns bodies into edits. */
export async function incidentEditor(
  context: CommandContext,
  { bodies, called = [], createSystems, tell = true }: Editing,
) {
  const settings = await context.ask(getSettings, undefined);
  const limitsAt = heldWhenBegan(settings, "highBlast");
  const bounds = { now: context.now, earliestDay: settings.earliestDay };
  const slugs = bodies.flatMap((body) => body.systems?.map((system) => system.slug) ?? []);
  const meanings = bodies.some(isWordAlone) ? await context.ask(severityMeanings, undefined) : none;
  const known = await systemFinder(context, { slugs, createSystems });
  const changeKeys = bodies.flatMap((body) => body.changes ?? []);
  const knownChanges = changeKeys.length === 0 ? null : await context.ask(changesByKey, { keys: changeKeys });

  const names = await nameGiver(context, { target: "incident", called });

  // By table, parents first: rows of one table that stand together are stored together.
  const edits = {
    incidents: [] as Edit[],
    systems: [] as Edit[],
    regions: [] as Edit[],
    factors: [] as Edit[],
    changes: [] as Edit[],
    news: [] as Edit[],
  };
  const records: RecordChange[] = [];

  function resolve(
    patch: Partial<IncidentBody>,
  ): { fields: Partial<PendingIncident> } | { errors: FieldError[] } {
    const { systems, regions, factors, changes } = patch;
    const fields: Partial<PendingIncident> = omitUndefined(patch) as Partial<PendingIncident>;
    const errors: FieldError[] = [];
    if (systems !== undefined) fields.systems = reachedSystems(systems, { known, errors });
    if (regions !== undefined) fields.regions = distinctRegions(regions);
    if (factors !== undefined) {
      const named = new Map(factors.map((factor) => [factor.factor, factor]));
      fields.factors = [...named.values()].sort(byFactor);
    }
    if (changes !== undefined) fields.changes = linkedChanges(changes, { knownChanges, errors });
    return errors.length > 0 ? { errors } : { fields };
  }

  const reader = (incident: PendingIncident) => () => withDerived(incident, limitsAt);

  /** Stored with the incident itself, so that neither is without the other; sent later, beside the requests. */
  function announce(before: PendingIncident | null, after: PendingIncident): void {
    const isNews = (one: PendingIncident) => counts(one) && reasonsOf(one, limitsAt).length > 0;
    if (!tell || context.now.getTime() - after.startedAt.getTime() > newsMs) return;
    if (!isNews(after) || (before !== null && isNews(before))) return;
    const event = { id: context.newId("evt"), kind: "high-blast" as const, subject: after.id };
    edits.news.push(create(notificationEvents, { ...event, createdAt: context.now }));
  }

  /**
   * A moment that is recorded now moves the state along, unless the writer names the state. An end that the state
   * contradicts is cleared: `said` keeps it, for the history.
   */
  function settled(
    said: PendingIncident,
    of: { before: PendingIncident | null; named: boolean },
  ): PendingIncident {
    const reached = statusFrom(said, context.now);
    const moved =
      of.before === null || (reached !== statusFrom(of.before, context.now) && of.before.status !== "closed");
    if ((moved && !of.named) || (said.status === "unknown" && reached !== "open")) said.status = reached;
    if (said.kind !== "duplicate") said.duplicateOf = null;
    const ends = endsOf(said);
    if (ends.mitigatedAt === said.mitigatedAt && ends.resolvedAt === said.resolvedAt) return said;
    return { ...said, ...withPrecisions(incidentFields, ends, said) };
  }

  /** A word that comes without a severity is read as its source's words are; a file was read so in its preview. */
  function read(incident: PendingIncident, said: Partial<IncidentBody>): PendingIncident {
    const { source, severityRaw } = incident;
    if (!tell || !isWordAlone(said)) return incident;
    return { ...incident, severity: severityMeant(meanings, source ?? "", severityRaw!) ?? null };
  }

  /** What was said, what is kept of it where they differ, and how its word was read. */
  function tellHistory(of: {
    before: PendingIncident | null;
    said: PendingIncident;
    after: PendingIncident;
    patch: Partial<IncidentBody>;
  }): void {
    const { before, said, after, patch } = of;
    const isCleared = (end: "mitigatedAt" | "resolvedAt") => patch[end] != null && after[end] === null;
    const kept = { ...after, severity: said.severity };
    const steps = isCleared("mitigatedAt") || isCleared("resolvedAt") ? [said, kept] : [kept];
    let last = before;
    for (const step of steps) {
      const from = last;
      last = step;
      // An import tells in its own rows what it made.
      if (from === null && !tell) continue;
      records.push({
        subject: after.id,
        before: from === null ? null : auditView(from),
        after: auditView(step),
        action: from === null ? "incident.declare" : "incident.update",
      });
    }
    const { severity } = after;
    if (severity === said.severity) return;
    const [old, fresh] = [{ severity: said.severity }, { severity }];
    records.push({ subject: after.id, before: old, after: fresh, action: wordRead });
  }

  function add(body: IncidentBody, its?: Called): PlannedIncident {
    const resolved = resolve(body);
    if ("errors" in resolved) return resolved;
    const number = allocate("incidents");
    const said: PendingIncident = {
      ...blank,
      ...withPrecisions(incidentFields, {
        ...resolved.fields,
        title: body.title,
        startedAt: body.startedAt,
      }),
      id: context.newId("inc"),
      number,
      version: 1,
      createdBy: context.actor.name,
      createdAt: context.now,
      updatedAt: context.now,
    };
    const errors = momentProblems(body, said, bounds);
    if (errors.length > 0) return { errors };
    const incident = read(settled(said, { before: null, named: body.status !== undefined }), body);
    // What the table has no column for is passed over.
    edits.incidents.push(create(incidents, incident));
    incident.aliases = names.add(number, incident, its?.names);
    for (const list of lists) edits[list].push(...rowsOfList(list, incident, known));
    announce(null, incident);
    tellHistory({ before: null, said, after: incident, patch: body });
    return { result: "created", record: incident, read: reader(incident) };
  }

  function change(before: PendingIncident, patch: Partial<IncidentBody>, its?: Called): PlannedIncident {
    const resolved = resolve(patch);
    if ("errors" in resolved) return resolved;
    const said = { ...before, ...withPrecisions(incidentFields, resolved.fields, before) };
    const errors = momentProblems(movedMoments(before, said), { ...said, ...endsOf(said) }, bounds);
    if (errors.length > 0) return { errors };
    const kept = settled(said, { before, named: patch.status !== undefined });
    const after = { ...(said.severityRaw === before.severityRaw ? kept : read(kept, patch)) };
    after.aliases = names.change(before, after, its);
    if (sameFacts(before, after)) return { result: "unchanged", record: before, read: reader(before) };
    after.version = before.version + 1;
    after.updatedAt = context.now;
    const { number, createdAt: _, createdBy: __, id: ___, version: ____, ...set } = rowOf(after);
    edits.incidents.push(update(incidents, { key: { number }, version: before.version }, set));
    for (const list of lists) {
      // Lists are small: one that differs is written anew.
      if (JSON.stringify(before[list]) === JSON.stringify(after[list])) continue;
      edits[list].push(remove(listTables[list], { incidentNumber: number }));
      edits[list].push(...rowsOfList(list, after, known));
    }
    announce(before, after);
    tellHistory({ before, said, after, patch });
    return { result: "updated", record: after, read: reader(after) };
  }

  return {
    add,
    change,
    addSystem: known.add,
    records: () => (tell ? [...known.records, ...records] : records),
    edits: () => [...known.edits, ...Object.values(edits).flat(), ...names.edits()],
  };
}

/** What stands already is not asked about: a record with a mistake in one moment can be mended in the others. */
function movedMoments(before: PendingIncident, said: PendingIncident): Partial<PendingIncident> {
  const moved: Partial<PendingIncident> = {};
  for (const [moment] of momentsOf(incidentFields) as ["startedAt", string][])
    if (said[moment]?.getTime() !== before[moment]?.getTime()) moved[moment] = said[moment];
  return moved;
}

const isWordAlone = ({ severity, severityRaw }: Partial<IncidentBody>) =>
  severity === undefined && severityRaw != null;
const none: Meanings = new Map();

const blank = {
  ...blankOf(incidentFields),
  systems: [],
  regions: [],
  factors: [],
  changes: [],
  duplicateOf: null,
  aliases: [],
  deletedAt: null,
} satisfies Partial<Incident>;

/** What began longer ago is history that is brought in, and news to nobody. */
const newsMs = 7 * 86_400_000;

const counts = ({ kind, deletedAt }: PendingIncident) => kind === "incident" && deletedAt === null;

/** By the thresholds that held when it began. */
function reasonsOf(incident: PendingIncident, limitsAt: LimitsAt): string[] {
  const { systems, regions } = incident;
  const { mitigateMinutes } = durationsOf(incident);
  const reach = { ...incident, systems: systems.length, regions: regions.length, mitigateMinutes };
  return highBlastReasons(reach, limitsAt(incident));
}

function withDerived(incident: PendingIncident, limitsAt: LimitsAt): Incident {
  const reasons = reasonsOf(incident, limitsAt);
  return {
    ...incident,
    number: numberOf(incident.number),
    ...aiSaidOf(incident),
    durations: durationsOf(incident),
    highBlast: reasons.length > 0,
    highBlastReasons: reasons,
  };
}

/** What the audit trail and the comparison look at: what the author omitUndefined, not what follows from it. */
function auditView(incident: PendingIncident): Record<string, unknown> {
  // What was read from the database carries what follows from it, which is nobody's word.
  const {
    id,
    number,
    version,
    durations,
    highBlast,
    highBlastReasons,
    aiProposal,
    aiContradiction,
    createdAt,
    updatedAt,
    createdBy,
    aliases,
    ...facts
  } = incident as PendingIncident & Partial<Incident>;
  return {
    ...facts,
    ...(aliases.length === 0 ? {} : { aliases }),
    systems: facts.systems.map(({ slug, part }) => ({ slug, part })),
    changes: facts.changes.map(({ number: change, link }) => ({ change, link })),
  };
}

function sameFacts(a: PendingIncident, b: PendingIncident): boolean {
  return canonical(auditView(a)) === canonical(auditView(b));
}

function rowOf(incident: PendingIncident) {
  const { systems, regions, factors, changes, aliases, ...own } = incident as PendingIncident &
    Partial<Incident>;
  const { durations, highBlast, highBlastReasons, aiProposal, aiContradiction, ...row } = own;
  return { ...row, number: incident.number };
}

export function incidentTakenBack(record: { number: number; version: number }, now: Date): Edit[] {
  return [takenBack(incidents, record, now), namesFreed("incident", record.number)];
}
