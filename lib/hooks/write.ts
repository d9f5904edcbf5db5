import type { z } from "zod";
import { create, type Edit, update } from "#db/edit.ts";
import { heartbeats } from "#db/schema/hooks.ts";
import { type CommandContext, command, type Outcome } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import { severityMeanings } from "#lib/meanings/read.ts";
import { momentBounds } from "#lib/settings/bounds.ts";
import { changePlan } from "./changes/editor.ts";
import type { Plan } from "./editor.ts";
import { newsIn, placedIn } from "./facts/editor.ts";
import { inWords, whyUnusable } from "./impossible.ts";
import { incidentPlan } from "./incidents/editor.ts";
import { meant } from "./meant.ts";
import { sameReport } from "./order.ts";
import { lastHeard } from "./read.ts";
import { HookAnswer, HookInput, type Others, type Placed, type Report, type Sender } from "./schema.ts";

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
  const heartbeat = sender.speaksOfIncidents(payload) ? await heartbeatOf(context, sender.name) : [];
  if ("ignored" in heard) return nothing(heartbeat, { result: "ignored", reason: heard.ignored });
  const told = [heard, ...(heard.asides ?? [])] as const;
  const news = await newsIn(context, { sender, told, bounds });
  const meanings = await context.ask(severityMeanings, undefined);
  const read = (told: Others<D>) =>
    news.concerned.flatMap((subject) => meant(sender, { subject, told, meanings }));
  const [was, is] = [read(news.was), read(news.is)];
  const reports = is.map((report) => ({ report, before: before(report, { was, is }) }));
  const work = {
    changed: reports.filter((one) => !sameReport(one.before, one.report)),
    lost: was.filter((one) => reports.every((now) => now.before !== one)),
    at: latestOf(heard.facts.map((fact) => placedIn({ ...fact, heardAt: context.now }, bounds))),
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
  return {
    edits: [...heartbeat, ...news.edits, ...plans.flatMap((plan) => plan.edits())],
    records: plans.flatMap((plan) => plan.records()),
    answer: () => answerOf(plans, reasonFor({ is, isFresh: news.isFresh, left })),
    again: true,
  };
}

const latestOf = (facts: readonly Placed[]) =>
  new Date(Math.max(...facts.map(({ order }) => order.getTime())));

function reasonFor(of: {
  is: readonly Report[];
  isFresh: boolean;
  left: readonly FieldError[];
}): string | null {
  if (of.is.length === 0) return "Kept: nothing is recorded until more is known of it.";
  if (!of.isFresh) return "This was told before.";
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
