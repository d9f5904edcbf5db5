import { type Allocated, create, type Edit, update } from "#db/edit.ts";
import { incidents } from "#db/schema/incidents.ts";
import { timelineEntries } from "#db/schema/postmortems.ts";
import type { Authors } from "#lib/audit/rules.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import { identityOf } from "#lib/identity.ts";
import { incidentEditor } from "#lib/incidents/editor.ts";
import { duplicatesOf, incidentsByIdentity, incidentsByNumber } from "#lib/incidents/read.ts";
import { type Incident, IncidentBody } from "#lib/incidents/schema.ts";
import { parse } from "#lib/parse.ts";
import { noOthers } from "#lib/record-names/rules.ts";
import { newEntry } from "#lib/timeline/write.ts";
import { authorsFor, namedSystems, noPlan, type Plan, type Told, type Work, withdrawn } from "../editor.ts";
import { taken } from "../impossible.ts";
import { incidentPatch, newIncident } from "../order.ts";
import type { IncidentReport, Note, Report } from "../schema.ts";

const isIncident = (report: Report): report is IncidentReport => report.kind === "incident";

/** Turns what senders report of incidents into edits. */
export async function incidentPlan(context: CommandContext, work: Work): Promise<Plan> {
  const { at, createSystems } = work;
  const reports = work.changed.filter((one): one is Told<IncidentReport> => isIncident(one.report));
  const lost = work.lost.filter(isIncident);
  if (reports.length + lost.length === 0) return noPlan;
  const named = (externalId: string) => ({
    source: (reports[0]?.report ?? lost[0]!).body.source,
    externalId,
    names: noOthers,
  });
  const stored = await context.ask(incidentsByIdentity, {
    identities: [
      ...lost.map(calledBy),
      ...reports.flatMap(({ report, before }) =>
        [report, ...(before === undefined ? [] : [before])].map(calledBy),
      ),
      ...reports.flatMap(({ report }) =>
        [...(report.absorbs ?? []), ...(report.mergedInto == null ? [] : [report.mergedInto])].map(named),
      ),
    ],
  });
  const find = (externalId: string) => stored.get(identityOf(named(externalId))!);
  const authors = await authorsFor(context, stored);
  const merges = await mergesFor(context, { reports, find, authors });
  const systems = await namedSystems(context, reports);
  const listed = [
    ...systems.listed(),
    ...[...stored.values()].flatMap((incident) => incident.systems.map(({ slug }) => slug)),
  ];
  const bodies = [{ systems: listed.map((slug) => ({ slug, part: "affected" as const })) }];
  const called = reports.map(({ report }) => calledBy(report));
  const editor = await incidentEditor(context, { bodies, called });
  if (createSystems) systems.addMissing(editor.addSystem);
  const resolved = { slugs: systems.slugs, at };
  const more: { edits: Edit[]; records: RecordChange[] } = { edits: [], records: [] };
  const add = ({ edits, records }: { edits: readonly Edit[]; records: readonly RecordChange[] }) => {
    more.edits.push(...edits);
    more.records.push(...records);
  };

  const left: FieldError[] = [];
  const done = reports.map(({ report, before: was }) => {
    const record =
      find(report.body.externalId) ?? (was === undefined ? undefined : find(was.body.externalId));
    const is = merges.seen(report);
    const { planned, left: without } =
      record === undefined
        ? taken(newIncident(is, resolved), ["title", "startedAt"], (body) =>
            editor.add(parse(IncidentBody, body), calledBy(is)),
          )
        : taken(patchOf(record, { was, is, authors: authors(record), resolved }), [], (patch) =>
            editor.change(record, patch, calledBy(is)),
          );
    left.push(...without);
    const { result, record: incident, read } = planned;
    const told = new Set(record === undefined ? [] : was?.notes.map(({ key }) => key));
    const notes = is.notes.filter(({ key }) => !told.has(key));
    for (const note of notes) add(noted(context, incident, note));
    const links = merges.links(is, { before: record, after: incident });
    add(links);
    const isMore = notes.length + links.edits.length > 0;
    return () => ({
      type: "incident" as const,
      number: read().number,
      id: incident.id,
      externalId: is.body.externalId,
      result: result === "unchanged" && isMore ? "updated" : result,
    });
  });
  const gone = await withdrawn(
    context,
    await unneeded(
      context,
      lost.flatMap(({ body }) => find(body.externalId) ?? []),
    ),
    "incident",
  );
  return {
    edits: () => [...editor.edits(), ...more.edits, ...gone.edits],
    records: () => [...editor.records(), ...more.records, ...gone.records],
    done: [...done, ...gone.done],
    unknown: systems.unknown(),
    left,
  };
}

const calledBy = ({ body: { source, externalId }, names = noOthers }: IncidentReport) => ({
  source,
  externalId,
  names,
});

/** An incident that others are duplicates of stays. */
async function unneeded(context: CommandContext, records: readonly Incident[]) {
  const followed = await Promise.all(records.map(({ number }) => context.ask(duplicatesOf, { number })));
  return records.filter((_, i) => followed[i]!.length === 0);
}

/** What its sender took back and tells again is in the figures again. */
function patchOf(record: Incident, news: Parameters<typeof incidentPatch>[1]) {
  const patch = parse(IncidentBody.partial(), incidentPatch(record, news));
  return news.authors.get("deletedAt")?.party === "hook" ? { ...patch, deletedAt: null } : patch;
}

function noted(context: CommandContext, incident: Pending, note: Note) {
  const entry = {
    ...newEntry(context, 0, { at: note.at, text: note.text, kind: "communication" }),
    incidentNumber: incident.number,
  };
  const { id, at, text } = entry;
  const after = { timeline: { id, at, text } };
  return {
    edits: [create(timelineEntries, entry)],
    records: [{ subject: incident.id, before: null, after, action: "timeline.add" }],
  };
}

interface Pending {
  id: string;
  number: number | Allocated;
  version: number;
  kind: Incident["kind"];
  duplicateOf: number | null;
}

/**
 * Incidents that went into others. The one that counts may be told of before or after; where it is itself a duplicate,
 * those that went into it follow it. What people said of a duplicate stays.
 */
async function mergesFor(
  context: CommandContext,
  of: {
    reports: readonly Told<IncidentReport>[];
    find: (externalId: string) => Incident | undefined;
    authors: (record: Incident) => Authors;
  },
) {
  const { reports, find, authors } = of;
  const targets = new Map<string, Incident>();
  const followers = new Map<number, Incident[]>();
  for (const { report } of reports) {
    const into = report.mergedInto == null ? undefined : find(report.mergedInto);
    if (into !== undefined) {
      const further = into.kind === "duplicate" ? into.duplicateOf : null;
      const [original] = further === null ? [] : await context.ask(incidentsByNumber, { numbers: [further] });
      targets.set(report.body.externalId, original ?? into);
    }
    const before = find(report.body.externalId);
    const moving = before === undefined ? (report.absorbs ?? []).flatMap((id) => find(id) ?? []) : [before];
    for (const { number } of into === undefined && before !== undefined ? [] : moving)
      followers.set(number, await context.ask(duplicatesOf, { number }));
  }
  const isFree = (record: Incident) =>
    record.kind === "duplicate" && authors(record).get("duplicateOf")?.party !== "person";
  return {
    /** A duplicate of what was deleted counts by itself, as those do that were there when it was deleted. */
    seen(report: IncidentReport): IncidentReport {
      const deleted = targets.get(report.body.externalId)?.deletedAt ?? null;
      return deleted === null ? report : { ...report, body: { ...report.body, kind: "incident" } };
    },
    links(report: IncidentReport, { before, after }: { before: Incident | undefined; after: Pending }) {
      const target = targets.get(report.body.externalId);
      const isLinked = before === undefined || isFree({ ...before, kind: after.kind });
      const linked: { incident: Pending; to: Pending; name: unknown }[] = [];
      let root: Pending = after;
      let name: unknown = report.body.externalId;
      if (target !== undefined && target.number !== after.number && after.kind === "duplicate" && isLinked) {
        [root, name] = [target, target.number];
        if (after.duplicateOf !== target.number) linked.push({ incident: after, to: target, name });
        for (const one of before === undefined ? [] : (followers.get(before.number) ?? []))
          linked.push({ incident: one, to: target, name });
      }
      // They were told of first, and waited for this one.
      for (const externalId of before === undefined ? (report.absorbs ?? []) : []) {
        const one = find(externalId);
        if (one === undefined || !isFree(one) || one.duplicateOf !== null) continue;
        for (const incident of [one, ...followers.get(one.number)!])
          linked.push({ incident, to: root, name });
      }
      return {
        edits: linked.map(({ incident: { number, version }, to }) =>
          update(incidents, { key: { number }, version }, { duplicateOf: to.number }),
        ),
        records: linked.map(({ incident, name: original }) => ({
          subject: incident.id,
          before: { duplicateOf: incident.duplicateOf },
          after: { duplicateOf: original },
          action: "incident.merge",
        })),
      };
    },
  };
}
