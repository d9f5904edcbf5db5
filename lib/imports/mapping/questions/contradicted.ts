import { spelled } from "#lib/csv/dates.ts";
import { dateOrders } from "#lib/csv/instants.ts";
import type { Survey } from "../../file/survey.ts";
import { fieldOf, type Target } from "../../targets/target.ts";
import type { Answers, Question, Settled } from "../schema.ts";
import { ask } from "./asking.ts";

/** What was found out of the file itself, and what was answered of another. */
type Found = { questions: Question[]; settled: Settled[]; survey: Survey; target: Target };

/**
 * Answers taken over from another file, against what this one says: where its cells can only be read another way, one
 * of the two is not true of them, and nobody but a person knows which.
 */
export function withoutContradicted(
  answers: Answers,
  { questions, settled, survey, target }: Found,
): { answers: Answers; questions: Question[]; settled: Settled[] } {
  const doubts = evidenceOf(survey, answers).filter(({ state, found, said }) => {
    return said !== undefined && (state === "contradictory" || (state === "settled" && found !== said));
  });
  const asked = doubts.flatMap((doubt) => {
    const finding = settled.find(({ id }) => id === doubt.id);
    return finding === undefined ? [] : [askAgain(doubt, { why: finding.why, target })];
  });
  return {
    answers: doubts.reduce((all, doubt) => without(all, doubt, survey), answers),
    questions: [...questions, ...asked],
    settled: settled.filter(({ id }) => !doubts.some((doubt) => doubt.id === id)),
  };
}

type Evidence = {
  id: string;
  field: string;
  kind: "order" | "mark";
  state: "none" | "settled" | "open" | "contradictory";
  found: string | null;
  said: string | undefined;
};

function evidenceOf({ instants, marks }: Survey, answers: Answers): Evidence[] {
  const orders = Object.entries(instants).map(([field, { order }]): Evidence => {
    const found = order.state === "settled" ? order.order : null;
    const said = answers.orders?.[field] ?? answers.order;
    return { id: `orders.${field}`, field, kind: "order", state: order.state, found, said };
  });
  const numbers = Object.entries(marks).map(([field, mark]): Evidence => {
    const found = mark.state === "settled" ? mark.mark : null;
    const said = answers.marks?.[field] ?? answers.mark;
    return { id: `marks.${field}`, field, kind: "mark", state: mark.state, found, said };
  });
  return [...orders, ...numbers];
}

function without(answers: Answers, { kind, field }: Evidence, { instants, marks }: Survey): Answers {
  const { order, orders, mark, marks: numbers } = answers;
  return kind === "order"
    ? { ...answers, order: undefined, orders: ofOthers(field, { of: instants, each: orders, all: order }) }
    : { ...answers, mark: undefined, marks: ofOthers(field, { of: marks, each: numbers, all: mark }) };
}

/** What was said of all fields is said of each of the others. */
function ofOthers<T>(
  field: string,
  { of, each = {}, all }: { of: object; each?: Record<string, T>; all: T | undefined },
): Record<string, T> {
  const others = Object.keys(of).filter((name) => name !== field);
  return Object.fromEntries(
    others.flatMap((name) => {
      const said = each[name] ?? all;
      return said === undefined ? [] : [[name, said] as const];
    }),
  );
}

function askAgain(
  { id, field, kind, said }: Evidence,
  { why, target }: { why: string; target: Target },
): Question {
  const label = fieldOf(target, field)?.label ?? field;
  const before =
    kind === "order" ? spelled[said as (typeof dateOrders)[number]] : `a decimal ${said as string}`;
  return ask({
    id,
    kind,
    field,
    text:
      kind === "order"
        ? `In which order do day and month stand in ${label}?`
        : `How are numbers written in ${label}?`,
    why: `The file before was read with ${before}; in this one it is otherwise: ${why}`,
    options:
      kind === "order"
        ? dateOrders.map((value) => ({ value, label: spelled[value] }))
        : [
            { value: "point", label: "1,234.5: the point begins the fraction" },
            { value: "comma", label: "1.234,5: the comma begins the fraction" },
          ],
  }).question;
}
