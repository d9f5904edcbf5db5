import { z } from "zod";
import type { ActionFact } from "#lib/actions/read.ts";
import { isOverdue, todayIn } from "#lib/actions/rules.ts";
import { quantiles } from "#lib/statistics/quantile.ts";
import { ageDays } from "./actions.ts";
import { daysFigures } from "./days-taken.ts";
import type { Filter } from "./filter.ts";
import { rowsByGroup } from "./groups.ts";
import type { View } from "./question.ts";
import { figure } from "./shapes.ts";
import { shareOf } from "./tally.ts";
import { firstOf, Rest } from "./top.ts";

/** The actions that were decided, and what became of them. */

export const actionCounts = {
  open: z.int().describe("Actions that are neither done nor dropped."),
  overdue: z.int().describe("Open ones whose day is over."),
  done: z.int().describe("Actions that are done."),
  dropped: z.int().describe("Actions that were dropped."),
};

export const ActionCounts = z.object(actionCounts);

export type ActionCounts = z.infer<typeof ActionCounts>;

export const AgeGroup = z
  .object({
    from: z.int().meta({ description: "From so long since they were opened on.", unit: "days" }),
    to: z
      .int()
      .nullable()
      .meta({ description: "Up to, not including, so long; null: however long.", unit: "days" }),
    open: actionCounts.open,
    overdue: actionCounts.overdue,
  })
  .meta({ title: "Age of open actions" });

export const mostOwners = 50;

/** What the owners who are not listed have between them. */
export const OwnersRest = Rest.extend(actionCounts).meta({ title: "Rest of owners" });

const ageEdges = [0, 7, 30, 90, 180] as const;

export function actionPart(view: View<Filter>, all: readonly ActionFact[]) {
  const { facts, now, settings } = view;
  const today = todayIn(settings.zone, now);
  const byIncident = Map.groupBy(all, ({ incidentNumber }) => incidentNumber);
  const actionsOf = (row: number) => byIncident.get(facts.incidents.number.values[row]!) ?? [];
  const rows = view.rows.filter((row) => byIncident.has(facts.incidents.number.values[row]!));
  const actions = Array.from(rows).flatMap(actionsOf);
  const open = actions.filter(({ state }) => state === "open");
  const ages = open.map((action) => ageDays(action, now));
  const closed = actions.filter(({ state, closedAt }) => state === "done" && closedAt !== null);
  const dated = closed.filter(({ dueOn }) => dueOn !== null);
  const inTime = dated.filter(({ dueOn, closedAt }) => todayIn(settings.zone, new Date(closedAt!)) <= dueOn!);
  const owners = [...Map.groupBy(actions, ({ owner }) => owner)];
  const orgs = rowsByGroup({ facts, rows, by: "org" });
  const listed = <T extends ActionCounts>(counts: T[]): T[] =>
    counts
      .filter(({ open: some, done, dropped }) => some + done + dropped > 0)
      .sort((a, b) => b.overdue - a.overdue || b.open - a.open || b.done - a.done);
  return {
    ...countsOf(actions, today),
    total: actions.length,
    doneInTime: shareOf({ yes: inTime.length, known: dated.length, unknown: closed.length - dated.length }),
    daysToClose: daysFigures(
      closed.flatMap(({ createdAt, closedAt }) =>
        closedAt! >= createdAt ? [(closedAt! - createdAt) / 86_400_000] : [],
      ),
    ),
    medianOpenAgeDays: figure(quantiles(Float64Array.from(ages), [0.5])[0]!),
    ages: ageEdges.map((from, i) => {
      const to = ageEdges[i + 1] ?? null;
      const its = open.filter((_, j) => ages[j]! >= from && (to === null || ages[j]! < to));
      return { from, to, open: its.length, overdue: its.filter((one) => isOverdue(one, today)).length };
    }),
    ...byOwner(listed(owners.map(([owner, its]) => ({ owner, its, ...countsOf(its, today) }))), today),
    byOrg: listed(
      orgs.map(({ group, rows: its }) => ({
        org: facts.systems.orgs.words[group] ?? null,
        ...countsOf(Array.from(its).flatMap(actionsOf), today),
      })),
    ),
  };
}

function byOwner(all: ({ owner: string | null; its: ActionFact[] } & ActionCounts)[], today: string) {
  const others = all.slice(mostOwners).flatMap(({ its }) => its);
  const { listed, rest } = firstOf(
    all,
    mostOwners,
    () => new Set(others.map(({ incidentNumber }) => incidentNumber)).size,
  );
  return {
    byOwner: listed.map(({ its: _, ...counts }) => counts),
    byOwnerRest: { ...rest, ...countsOf(others, today) },
  };
}

function countsOf(actions: readonly ActionFact[], today: string): ActionCounts {
  const counts = { open: 0, overdue: 0, done: 0, dropped: 0 };
  for (const action of actions) {
    counts[action.state] += 1;
    if (isOverdue(action, today)) counts.overdue += 1;
  }
  return counts;
}
