import { z } from "zod";
import { type ActionFact, actionFacts } from "#lib/actions/read.ts";
import { isOverdue, todayIn } from "#lib/actions/rules.ts";
import { GuardrailRule, guardrailRules } from "#lib/guardrails/schema.ts";
import { NOT_KNOWN, type StateCode, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { Incident } from "#lib/incidents/schema.ts";
import { Instant } from "#lib/parse.ts";
import { postmortemStandings } from "#lib/postmortems/read.ts";
import { Postmortem } from "#lib/postmortems/schema.ts";
import type { QueryContext } from "#lib/query.ts";
import { beganReader } from "./by-beginning.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { clockStart, deadlines, standingOf, standings } from "./follow-up.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import { highBlastReader } from "./high-blast.ts";
import type { View } from "./question.ts";
import { severeRows } from "./tally.ts";
import { firstOf } from "./top.ts";

const Culprit = z
  .object({
    number: z.int().describe("Number of the change: 12 is CHG-12."),
    title: z.string().describe("Title of the change."),
    unmet: z.array(GuardrailRule).describe("Guardrails that apply to the change and that it lacks."),
    unknown: z
      .array(GuardrailRule)
      .describe("Guardrails of which it is not known whether it meets them, or whether they apply to it."),
  })
  .meta({ title: "Culprit of a reviewed incident" });

const ActionCount = z
  .object({
    open: z.int().describe("Actions that are neither done nor dropped."),
    done: z.int().describe("Actions that are done."),
    dropped: z.int().describe("Actions that were dropped."),
    overdue: z.int().describe("Open ones whose day is over."),
  })
  .meta({ title: "Actions of a reviewed incident" });

export const ReviewedIncident = z
  .object({
    ...Incident.pick({
      number: true,
      title: true,
      severity: true,
      status: true,
      startedAt: true,
      startedPrecision: true,
      lostOrders: true,
      errors: true,
      customersAffected: true,
      trigger: true,
      rootCause: true,
      rootCauseDetail: true,
      aiInvolvement: true,
      aiTool: true,
      aiEvidence: true,
      regions: true,
      systems: true,
      highBlastReasons: true,
    }).shape,
    mitigateMinutes: z.number().nullable().meta({
      description: "From the start of impact to mitigation.",
      unit: "minutes",
      declines: "null where not recorded, or recorded before the start",
    }),
    culprits: z.array(Culprit).describe("The changes that caused it."),
    postmortem: z
      .object({
        state: Postmortem.shape.state
          .nullable()
          .describe("Where the writing stands; null: nobody has begun."),
        standing: z.enum(standings).describe("Where it stands against the deadline."),
        dueBy: Instant.nullable().describe("When the deadline is over; null while the incident goes on."),
      })
      .describe("Its post-mortem."),
    actions: ActionCount.describe("How many actions follow from it."),
  })
  .meta({ title: "Reviewed incident" });
export type ReviewedIncident = z.infer<typeof ReviewedIncident>;

/** More than can be discussed are counted and not told. */
export const mostTold = 100;

export async function reviewedIncidents(context: QueryContext, { facts, rows, settings }: View<Filter>) {
  const { severity, number, startedAt } = facts.incidents;
  const isHigh = highBlastReader(facts, settings);
  const order = (a: number, b: number) =>
    (severity.values[a]! || 9) - (severity.values[b]! || 9) || startedAt.values[a]! - startedAt.values[b]!;
  const severe = severeRows(facts.incidents, rows).sort(order);
  const told = new Set(severe);
  const high = rows.filter((row) => !told.has(row) && isHigh(row)).sort(order);
  const count = (others: readonly number[]) => others.length;
  const [toldSevere, toldHigh] = [
    firstOf(Array.from(severe), mostTold, count),
    firstOf(Array.from(high), mostTold, count),
  ];
  const numbers = [...toldSevere.listed, ...toldHigh.listed].map((row) => number.values[row]!);
  const [incidents, postmortems, actions] = await Promise.all([
    context.ask(incidentsByNumber, { numbers }),
    context.ask(postmortemStandings, undefined),
    context.ask(actionFacts, undefined),
  ]);
  const counts = actionCounts(actions, todayIn(settings.zone, context.now));
  const deadline = deadlines(settings);
  const beganAt = beganReader(facts, settings.zone);
  const now = context.now.getTime();
  const postmortemOf = (incident: number) => {
    const row = facts.incidents.rowOf(incident)!;
    const start = clockStart(facts.incidents, row);
    const began = beganAt(row);
    const { state = null, publishedAt = null } = postmortems.get(incident) ?? {};
    return {
      state,
      standing: standingOf({ start, began, publishedAt, deadline, now }),
      dueBy: start === null ? null : new Date(deadline(start, began)),
    };
  };
  const packed = guardrailStatesOf(facts);
  const reviewed = incidents.map((incident) => ({
    ...incident,
    mitigateMinutes: incident.durations.mitigateMinutes,
    culprits: incident.changes
      .filter(({ link }) => link === "culprit")
      .map((change) => ({
        number: change.number,
        title: change.title,
        ...missed(facts, packed, change.number),
      })),
    postmortem: postmortemOf(incident.number),
    actions: counts.get(incident.number) ?? { open: 0, done: 0, dropped: 0, overdue: 0 },
  }));
  const among = (wanted: Selection) =>
    reviewed
      .filter((incident) => wanted.includes(facts.incidents.rowOf(incident.number)!))
      .map((incident) => ReviewedIncident.parse(incident));
  return {
    severe: among(severe),
    severeRest: toldSevere.rest,
    highBlast: among(high),
    highBlastRest: toldHigh.rest,
    highBlastCount: high.length,
  };
}

function missed(facts: Facts, packed: Uint16Array, change: number) {
  const row = facts.changes.rowOf(change);
  const inState = (state: StateCode) =>
    guardrailRules.filter((_rule, place) => row !== undefined && stateAt(packed[row]!, place) === state);
  return { unmet: inState(UNMET), unknown: inState(NOT_KNOWN) };
}

function actionCounts(actions: readonly ActionFact[], today: string) {
  const counts = new Map<number, z.infer<typeof ActionCount>>();
  for (const action of actions) {
    const count = counts.get(action.incidentNumber) ?? { open: 0, done: 0, dropped: 0, overdue: 0 };
    count[action.state] += 1;
    if (isOverdue(action, today)) count.overdue += 1;
    counts.set(action.incidentNumber, count);
  }
  return counts;
}
