import type { z } from "zod";
import { create, type Edit, update } from "#db/edit.ts";
import { heartbeats, hookFacts } from "#db/schema/hooks.ts";
import { timelineEntries } from "#db/schema/postmortems.ts";
import { authorsOfRecords } from "#lib/audit/read.ts";
import type { Authors } from "#lib/audit/rules.ts";
import { changeEditor } from "#lib/changes/editor.ts";
import { changesByIdentity } from "#lib/changes/read.ts";
import { ChangeBody } from "#lib/changes/schema.ts";
import { type CommandContext, command, type Outcome, type RecordChange } from "#lib/command.ts";
import { accepted } from "#lib/editing.ts";
import { identityOf } from "#lib/identity.ts";
import { incidentEditor } from "#lib/incidents/editor.ts";
import { incidentsByIdentity } from "#lib/incidents/read.ts";
import { IncidentBody } from "#lib/incidents/schema.ts";
import { storableWithin } from "#lib/names.ts";
import { parse } from "#lib/parse.ts";
import { systemsNamed } from "#lib/systems/read.ts";
import { newEntry } from "#lib/timeline/write.ts";
import { changePatch, incidentPatch, newChange, newIncident, sameReport } from "./order.ts";
import { factsAbout, lastHeard } from "./read.ts";
import {
  type ChangeReport,
  type Fact,
  HookAnswer,
  HookInput,
  type IncidentReport,
  type Note,
  type Report,
  type Sender,
} from "./schema.ts";

type Input = z.infer<typeof HookInput>;
type Answer = HookAnswer;

/** The command that takes in what a sender tells. */
export function receiver<D>(sender: Sender<D>, summary: string) {
  return command({
    name: `hook.${sender.name}`,
    summary,
    requires: "hook.receive",
    input: HookInput,
    answer: HookAnswer,
    audited: "rows",
    run: (context, input) => receive(context, sender, input),
  });
}

async function receive<D>(
  context: CommandContext,
  sender: Sender<D>,
  { payload, ...options }: Input,
): Promise<Outcome<Answer>> {
  const heard = sender.decode(payload, options);
  const heartbeat = sender.speaksOfIncidents(payload) ? await heartbeatOf(context, sender.name) : [];
  if ("ignored" in heard) return nothing(heartbeat, { result: "ignored", reason: heard.ignored });
  const { subject } = heard;
  const known = (await context.ask(factsAbout, { sender: sender.name, subject })) as Fact<D>[];
  const fresh = unheard(heard.facts, known);
  const was = sender.project(subject, known);
  const is = sender.project(subject, [...known, ...fresh]);
  const told = is.map((report) => ({ report, before: was.find((one) => isSameRecord(one, report)) }));
  const changed = told.filter(({ report, before }) => !sameReport(before, report));
  const at = new Date(Math.max(...heard.facts.map((fact) => fact.at.getTime())));
  const work = { changed, at, createSystems: options.createSystems };
  const plans = [await incidentPlan(context, work), await changePlan(context, work)];
  const facts = fresh.map((fact, i) =>
    create(hookFacts, {
      sender: sender.name,
      subject,
      position: known.length + i,
      ...fact,
      heardAt: context.now,
    }),
  );
  const reason =
    is.length === 0
      ? "Kept: nothing is recorded until more is known of it."
      : fresh.length === 0
        ? "This was told before."
        : null;
  return {
    edits: [...heartbeat, ...facts, ...plans.flatMap((plan) => plan.edits())],
    records: plans.flatMap((plan) => plan.records()),
    answer: () => answerOf(plans, reason),
    again: true,
  };
}

function nothing(edits: readonly Edit[], of: Pick<Answer, "result" | "reason">): Outcome<Answer> {
  return { edits, records: [], answer: () => ({ ...of, records: [], unknownSystems: [] }), again: true };
}

/** Figures ask to the day up to when a source spoke: to the hour is enough, and costs nothing. */
const heartbeatMs = 3_600_000;

async function heartbeatOf({ ask, now }: CommandContext, source: string): Promise<Edit[]> {
  const last = await ask(lastHeard, { source });
  if (last === null) return [create(heartbeats, { source, at: now })];
  if (now.getTime() - last.getTime() < heartbeatMs) return [];
  return [update(heartbeats, { key: { source }, version: null }, { at: now })];
}

function unheard<D>(facts: readonly Fact<D>[], known: readonly Fact<D>[]): Fact<D>[] {
  const keys = new Set(known.map(({ key }) => key));
  const fresh = facts.filter(({ key }) => {
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
  return fresh.map((fact) => ({ ...fact, data: storableWithin(JSON.parse(JSON.stringify(fact.data))) as D }));
}

function isSameRecord(was: Report, is: Report): boolean {
  if (was.kind !== is.kind) return false;
  const { externalId } = was.body;
  return externalId === is.body.externalId || (is.kind === "change" && externalId === is.formerly);
}

interface Work {
  changed: readonly { report: Report; before: Report | undefined }[];
  /** When the newest of what was just told happened. */
  at: Date;
  createSystems: boolean;
}

interface Plan {
  edits(): readonly Edit[];
  records(): readonly RecordChange[];
  done: readonly (() => Answer["records"][number])[];
  unknown: readonly string[];
}

function answerOf(plans: readonly Plan[], reason: string | null): Answer {
  const records = plans.flatMap((plan) => plan.done.map((one) => one()));
  const results = records.map(({ result }) => result);
  return {
    result: results.includes("created") ? "created" : results.includes("updated") ? "updated" : "unchanged",
    reason,
    records,
    unknownSystems: [...new Set(plans.flatMap((plan) => plan.unknown))],
  };
}

/** The systems that reports name, by those names; asked to, those that are not there are made. */
async function namedSystems(context: CommandContext, told: readonly Told<Report>[]) {
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

async function incidentPlan(context: CommandContext, { changed, at, createSystems }: Work): Promise<Plan> {
  const reports = changed.filter((one): one is Told<IncidentReport> => one.report.kind === "incident");
  if (reports.length === 0) return noPlan;
  const stored = await context.ask(incidentsByIdentity, {
    identities: reports.map(({ report }) => report.body),
  });
  const authors = await authorsFor(context, stored);
  const systems = await namedSystems(context, reports);
  const listed = [
    ...systems.listed(),
    ...[...stored.values()].flatMap((incident) => incident.systems.map(({ slug }) => slug)),
  ];
  const bodies = [{ systems: listed.map((slug) => ({ slug, part: "affected" as const })) }];
  const editor = await incidentEditor(context, { bodies });
  if (createSystems) systems.addMissing(editor.addSystem);
  const resolved = { slugs: systems.slugs, at };
  const notes: { edits: Edit[]; records: RecordChange[] } = { edits: [], records: [] };
  const done = reports.map(({ report: is, before: was }) => {
    const record = stored.get(identityOf(is.body)!);
    const planned = accepted(
      record === undefined
        ? editor.add(parse(IncidentBody, newIncident(is, resolved)))
        : editor.change(
            record,
            parse(
              IncidentBody.partial(),
              incidentPatch(record, { was, is, authors: authors(record), resolved }),
            ),
          ),
    );
    const { result, record: incident, read } = planned;
    const told = new Set(record === undefined ? [] : was?.notes.map(({ key }) => key));
    for (const note of is.notes.filter(({ key }) => !told.has(key))) {
      const entry = { ...newEntry(context, 0, entryOf(note)), incidentNumber: incident.number };
      notes.edits.push(create(timelineEntries, entry));
      const { id, at: when, text } = entry;
      notes.records.push({
        subject: incident.id,
        before: null,
        after: { timeline: { id, at: when, text } },
        action: "timeline.add",
      });
    }
    return () => ({
      type: "incident" as const,
      number: read().number,
      id: incident.id,
      externalId: is.body.externalId,
      result: result === "unchanged" && is.notes.some(({ key }) => !told.has(key)) ? "updated" : result,
    });
  });
  return {
    edits: () => [...editor.edits(), ...notes.edits],
    records: () => [...editor.records(), ...notes.records],
    done,
    unknown: systems.unknown(),
  };
}

const entryOf = ({ at, text }: Note) => ({ at, text, kind: "communication" as const });

async function changePlan(context: CommandContext, { changed, createSystems }: Work): Promise<Plan> {
  const reports = changed.filter((one): one is Told<ChangeReport> => one.report.kind === "change");
  if (reports.length === 0) return noPlan;
  const identities = reports.flatMap(({ report: { body, formerly } }) => {
    const { source, externalId } = body;
    return [{ source, externalId }, ...(formerly === null ? [] : [{ source, externalId: formerly }])];
  });
  const stored = await context.ask(changesByIdentity, { identities });
  const authors = await authorsFor(context, stored);
  const systems = await namedSystems(context, reports);
  const bodies = systems.listed().map((system) => ({ system }));
  const editor = await changeEditor(context, { bodies });
  if (createSystems) systems.addMissing(editor.addSystem);
  const resolved = { slugs: systems.slugs, at: context.now };
  const done = reports.map(({ report: is, before: was }) => {
    const { source, externalId } = is.body;
    const record =
      stored.get(identityOf(is.body)!) ??
      (is.formerly === null ? undefined : stored.get(identityOf({ source, externalId: is.formerly })!));
    const planned = accepted(
      record === undefined
        ? editor.add(parse(ChangeBody, newChange(is, resolved)))
        : editor.change(
            record,
            parse(ChangeBody.partial(), changePatch(record, { was, is, authors: authors(record), resolved })),
          ),
    );
    const { result, record: change, read } = planned;
    return () => ({
      type: "change" as const,
      number: read().number,
      id: change.id,
      externalId,
      result,
    });
  });
  return { edits: editor.edits, records: editor.records, done, unknown: systems.unknown() };
}

/** Who said what the records hold that are there already. */
async function authorsFor(context: CommandContext, stored: ReadonlyMap<string, { id: string }>) {
  const ids = [...stored.values()].map(({ id }) => id);
  const authors = ids.length === 0 ? nobody : await context.ask(authorsOfRecords, { ids });
  return ({ id }: { id: string }): Authors => authors.get(id) ?? new Map();
}

const nobody: ReadonlyMap<string, Authors> = new Map();

interface Told<R extends Report> {
  report: R;
  before: R | undefined;
}

const noPlan: Plan = { edits: () => [], records: () => [], done: [], unknown: [] };
