import { z } from "zod";
import { actionKinds, actionPriorities, actionStates, incidentKinds } from "#db/values.ts";
import { type ActionFact, actionFacts, actionsById } from "#lib/actions/read.ts";
import { isOverdue, todayIn } from "#lib/actions/rules.ts";
import { Action } from "#lib/actions/schema.ts";
import { shiftDays } from "#lib/calendar.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { cursorOf, Next, PageInput, readCursor, Total } from "#lib/page.ts";
import { AskedName } from "#lib/parse.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { type Filter, filterFields } from "./filter.ts";
import { viewOf } from "./question.ts";
import { incidentMembers, PeriodShape } from "./shapes.ts";

/**
 * Which actions are these? The list behind every figure about actions: those of the incidents that the filter means,
 * and of them those with these words. Without `kind` it holds the actions of incidents of every kind.
 */

const dueWords = ["overdue", "week", "later", "none"] as const;
type DueWord = (typeof dueWords)[number];

const list = <V extends string>(values: readonly V[]) =>
  z
    .preprocess(
      (value) => (typeof value === "string" ? value.split(",").map((word) => word.trim()) : value),
      z.array(z.enum(values, `use ${values.join(", ")}`)),
    )
    .optional();

export const actionWords = {
  state: list(actionStates).describe("open, done or dropped"),
  owner: AskedName.max(200).optional().describe("Who is to do it; unknown: nobody is named"),
  due: list(dueWords).describe("overdue; week: within seven days; later; none: no day is set (open ones)"),
  actionKind: list(actionKinds).describe("What it is meant to do"),
  priority: list(actionPriorities).describe("How urgent it is"),
  age: z
    .string()
    .regex(/^\d{0,5}\.\.\d{0,5}$/, "is not a range of days; write it as 7..30")
    .optional()
    .describe("Days since it was opened: 7..30 from 7 up to, not including, 30"),
};
const ActionWords = z.object(actionWords);
export type ActionWords = z.infer<typeof ActionWords>;

const ListedAction = Action.extend({
  incident: z
    .object({ ...incidentMembers, deleted: z.boolean().describe("Whether it is deleted.") })
    .describe("The incident that it follows from."),
}).meta({ title: "Listed action" });
export type ListedAction = z.infer<typeof ListedAction>;
export type ActionList = z.infer<typeof listActions.definition.answer>;

export const listActions = query({
  name: "actions.list",
  summary: "Actions of the incidents that a filter means; open ones first, the most urgent at the top",
  requires: "read",
  input: z.strictObject({ ...filterFields, ...actionWords, ...PageInput.shape }),
  answer: z.object({
    items: z
      .array(ListedAction)
      .describe(
        "The actions of this page: open ones by the day they are due, then the others, the latest closed first.",
      ),
    next: Next,
    total: Total,
    overdue: z.int().describe("Those of them that are open and whose day is over."),
    owners: z.array(z.string()).describe("Who is named with any action of the incidents, to choose from."),
    period: PeriodShape.describe("The period that the incidents lie in."),
  }),
  async run(context, { limit, cursor, ...words }) {
    const { all, meant, today, period } = await actionsMatching(context, words);
    const rows = meant.sort(byUrgency);
    const from = cursor === undefined ? 0 : placeAfter(rows, cursor);
    const shown = rows.slice(from, from + limit);
    const last = shown.at(-1);
    return {
      items: await whole(context, shown),
      next: rows.length > from + limit && last ? cursorOf(keyOf(last)) : null,
      total: rows.length,
      overdue: rows.filter((action) => isOverdue(action, today)).length,
      owners: [...new Set(all.flatMap(({ owner }) => owner ?? []))].sort(),
      period,
    };
  },
});

/** All actions of the incidents that a filter means, and those of them with these words. */
export async function actionsMatching(
  context: QueryContext,
  { state, owner, due, actionKind, priority, age, ...filter }: Filter & ActionWords,
) {
  const facts = await context.facts();
  const view = await viewOf(context, facts, { ...filter, kind: filter.kind ?? [...incidentKinds] });
  const incidents = new Uint8Array(facts.incidents.count);
  for (const row of view.rows) incidents[row] = 1;
  const all = (await context.ask(actionFacts, undefined)).filter(
    ({ incidentNumber }) => incidents[facts.incidents.rowOf(incidentNumber) ?? -1] === 1,
  );
  const today = todayIn(view.settings.zone, context.now);
  const words = { state, owner, due, actionKind, priority, age };
  const meant = all.filter(actionFilter({ words, today, now: context.now }));
  return { all, meant, today, period: view.period };
}

/** Whether an action has these words. */
function actionFilter(of: { words: ActionWords; today: string; now: Date }): (action: ActionFact) => boolean {
  const { words, today, now } = of;
  const week = shiftDays(today, 7);
  const [youngest, oldest] = (words.age ?? "..")
    .split("..")
    .map((days) => (days === "" ? null : Number(days)));
  return (action) => {
    if (words.state !== undefined && !words.state.includes(action.state)) return false;
    if (words.owner !== undefined && (action.owner ?? "unknown") !== words.owner) return false;
    if (words.actionKind !== undefined && !words.actionKind.includes(action.kind)) return false;
    if (words.priority !== undefined && !words.priority.includes(action.priority)) return false;
    if (
      words.due !== undefined &&
      !(action.state === "open" && words.due.includes(dueWordOf(action, today, week)))
    )
      return false;
    const days = ageDays(action, now);
    return days >= (youngest ?? 0) && (oldest === null || days < oldest!);
  };
}

function dueWordOf({ dueOn }: ActionFact, today: string, week: string): DueWord {
  if (dueOn === null) return "none";
  if (dueOn < today) return "overdue";
  return dueOn <= week ? "week" : "later";
}

/** Days since an action was opened. */
export function ageDays(action: Pick<ActionFact, "createdAt">, now: Date): number {
  return (now.getTime() - action.createdAt) / 86_400_000;
}

const stateOrder = { open: 0, done: 1, dropped: 2 } as const;

/** Open ones by the day they are due; the others by when they were closed, the latest first. */
function keyOf(action: ActionFact): [number, string, string] {
  const day =
    action.state === "open"
      ? (action.dueOn ?? "9999-99-99")
      : String(9e15 - (action.closedAt ?? 0)).padStart(16, "0");
  return [stateOrder[action.state], day, action.id];
}

function byUrgency(a: ActionFact, b: ActionFact): number {
  return compareKeys(keyOf(a), keyOf(b));
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}

function placeAfter(rows: readonly ActionFact[], cursor: string): number {
  const place = readCursor(cursor) as (string | number)[];
  const found = rows.findIndex((row) => compareKeys(keyOf(row), place) > 0);
  return found === -1 ? rows.length : found;
}

async function whole({ ask }: QueryContext, rows: readonly ActionFact[]): Promise<ListedAction[]> {
  const actions = await ask(actionsById, { ids: rows.map(({ id }) => id) });
  const numbers = [...new Set(rows.map(({ incidentNumber }) => incidentNumber))];
  const incidents = new Map((await ask(incidentsByNumber, { numbers })).map((one) => [one.number, one]));
  return actions.map((action) => {
    const { number, title, severity, deletedAt } = incidents.get(action.incidentNumber)!;
    return { ...action, incident: { number, title, severity, deleted: deletedAt !== null } };
  });
}
