import type { z } from "zod";
import { create, type Edit, update } from "#db/edit.ts";
import { heartbeats, hookFacts } from "#db/schema/hooks.ts";
import { type CommandContext, command, type Outcome } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import { severityMeanings } from "#lib/meanings/read.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { storableWithin } from "#lib/names.ts";
import { momentBounds } from "#lib/settings/bounds.ts";
import { changePlan } from "./changes/editor.ts";
import type { Plan } from "./editor.ts";
import { inWords, whyUnusable } from "./impossible.ts";
import { incidentPlan } from "./incidents/editor.ts";
import { meant } from "./meant.ts";
import { sameReport } from "./order.ts";
import { factsAbout, lastHeard } from "./read.ts";
import { type Fact, HookAnswer, HookInput, type Placed, type Report, type Sender } from "./schema.ts";

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
  const bounds = await momentBounds(context);
  const heard = sender.decode(payload, options, bounds);
  const heardNow = (fact: Fact<D>): Heard<D> => ({ ...fact, heardAt: context.now });
  const heartbeat = sender.speaksOfIncidents(payload) ? await heartbeatOf(context, sender.name) : [];
  if ("ignored" in heard) return nothing(heartbeat, { result: "ignored", reason: heard.ignored });
  const known = await knownOf(context, sender, heard.subject);
  const fresh = unheard(heard.facts, known);
  const placed = (facts: readonly Heard<D>[]) => facts.map((fact) => placedIn(fact, bounds));
  const meanings = await context.ask(severityMeanings, undefined);
  const { subject } = heard;
  const was = meant(sender, { subject, facts: placed(known), meanings });
  const is = meant(sender, { subject, facts: placed([...known, ...fresh.map(heardNow)]), meanings });
  const told = is.map((report) => ({ report, before: before(report, { was, is }) }));
  const work = {
    changed: told.filter((one) => !sameReport(one.before, one.report)),
    lost: was.filter((one) => told.every((now) => now.before !== one)),
    at: latestOf(placed(heard.facts.map(heardNow))),
    createSystems: options.createSystems,
    bounds,
  };
  let plans: Plan[];
  try {
    plans = [await incidentPlan(context, work), await changePlan(context, work)];
  } catch (error) {
    return nothing(heartbeat, { result: "ignored", reason: whyUnusable(error) });
  }
  const left = [...(heard.left ?? []), ...plans.flatMap((plan) => plan.left)];
  const kept = (about: { subject: string; known: readonly Fact<D>[]; fresh: readonly Fact<D>[] }) =>
    about.fresh.map((fact, i) => {
      const at = { sender: sender.name, subject: about.subject, position: about.known.length + i };
      return create(hookFacts, { ...at, ...fact, heardAt: context.now });
    });
  const facts = kept({ subject: heard.subject, known, fresh });
  if (heard.aside != null && fresh.length > 0) {
    const { subject } = heard.aside;
    const there = await knownOf(context, sender, subject);
    facts.push(...kept({ subject, known: there, fresh: unheard(heard.aside.facts, there) }));
  }
  return {
    edits: [...heartbeat, ...facts, ...plans.flatMap((plan) => plan.edits())],
    records: plans.flatMap((plan) => plan.records()),
    answer: () => answerOf(plans, reasonFor({ is, fresh, left })),
    again: true,
  };
}

type Heard<D> = Fact<D> & { heardAt: Date };

const knownOf = async <D>({ ask }: CommandContext, { name }: Sender<D>, subject: string) =>
  (await ask(factsAbout, { sender: name, subject })) as Heard<D>[];

/** What cannot have happened when its sender says takes its place by when it was heard. */
function placedIn<D>(fact: Heard<D>, bounds: Bounds): Placed<D> {
  const isPossible = momentProblem(fact.at, { ...bounds, now: fact.heardAt }) === null;
  return { ...fact, order: isPossible ? fact.at : fact.heardAt };
}

const latestOf = (facts: readonly Placed[]) =>
  new Date(Math.max(...facts.map(({ order }) => order.getTime())));

function reasonFor(of: {
  is: readonly Report[];
  fresh: readonly Fact[];
  left: readonly FieldError[];
}): string | null {
  if (of.is.length === 0) return "Kept: nothing is recorded until more is known of it.";
  if (of.fresh.length === 0) return "This was told before.";
  const held = of.is.flatMap((report) => (report.kind === "change" ? (report.held ?? []) : []));
  const reasons = [
    ...(held.length === 0 ? [] : [`Kept, and not counted: ${held.join(" ")}`]),
    ...(of.left.length === 0 ? [] : [`Left out: ${inWords(of.left)}`]),
  ];
  return reasons.length === 0 ? null : reasons.join(" ");
}

/** What was reported of the same record before more was told, be it under another name. */
function before(
  report: Report,
  { was, is }: { was: readonly Report[]; is: readonly Report[] },
): Report | undefined {
  const alike = was.filter(({ kind }) => kind === report.kind);
  const called = (id: string | null) => alike.find(({ body }) => body.externalId === id);
  const same = called(report.body.externalId);
  if (same !== undefined) return same;
  if (report.kind === "change") return called(report.formerly);
  const startsAt = report.body.startedAt.getTime();
  return alike.find(
    (one) =>
      one.kind === "incident" &&
      one.body.startedAt.getTime() === startsAt &&
      is.every(({ body }) => body.externalId !== one.body.externalId),
  );
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
