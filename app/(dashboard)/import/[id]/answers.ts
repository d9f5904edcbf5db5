import { asksTable, saidTo } from "#lib/imports/mapping/answers.ts";
import type { Answers, Question, ReadingOptions } from "#lib/imports/mapping/schema.ts";

/** What the fields of the form hold: answers as JSON, those of a table by question and value; "" is not said. */
export type Given = Record<string, string>;

type Known = { answers: Answers; reading: ReadingOptions };

const cellKey = (id: string, value: string) => `${id} ${value}`;

/** What was answered before goes before what is proposed. */
export function givenOf(questions: readonly Question[], known: Known): Given {
  const given: Given = {};
  for (const question of questions) {
    const { id, kind, values, proposed } = question;
    const said = saidTo(question, known);
    if (asksTable(question)) {
      const table = { ...(proposed as object | null), ...(said as object | undefined) } as Record<
        string,
        unknown
      >;
      for (const { value } of values)
        if (Object.hasOwn(table, value)) given[cellKey(id, value)] = JSON.stringify(table[value]);
      continue;
    }
    const answer = said ?? proposed;
    if (answer === undefined || answer === null) continue;
    given[id] = kind === "zone" ? String(answer) : JSON.stringify(answer);
  }
  return given;
}

/** Some are asked only where another was answered in one way. */
export function isAsked({ when }: Question, given: Given): boolean {
  return !when || given[when.id] === JSON.stringify(when.is);
}

/** Severities that are bare numbers run one way or the other: one answer for all of them. */
export function directionsOf({ id, field, values }: Question): { label: string; said: Given }[] {
  const numbers = values.map(({ value }) => value);
  if (field !== "severity" || numbers.length < 2 || numbers.some((value) => !/^[1-5]$/.test(value)))
    return [];
  const all = (meaning: (value: string) => number | null): Given =>
    Object.fromEntries(numbers.map((value) => [cellKey(id, value), JSON.stringify(meaning(value))]));
  return [
    { label: "1 is the worst", said: all(Number) },
    { label: "5 is the worst", said: all((value) => 6 - Number(value)) },
    { label: "Nothing recorded by them", said: all(() => null) },
  ];
}

/** Questions that cost rows as long as nobody answers them. */
export function openOf(questions: readonly Question[], given: Given): Question[] {
  return questions.filter((question) => {
    if (!question.required || !isAsked(question, given)) return false;
    if (!asksTable(question)) return (given[question.id] ?? "") === "";
    return question.values.some(({ value }) => (given[cellKey(question.id, value)] ?? "") === "");
  });
}

/** The form's answers put in their places, beside what was answered before. */
export function withAnswers(
  questions: readonly Question[],
  { given, answers, reading }: Known & { given: Given },
): { answers: Answers; options: ReadingOptions } {
  const all = { ...structuredClone(answers), reading: { ...reading } } as Record<string, unknown>;
  for (const question of questions) {
    const { id, kind, values } = question;
    if (asksTable(question)) {
      const table: Record<string, unknown> = {};
      for (const { value } of values) {
        const said = given[cellKey(id, value)] ?? "";
        if (said !== "") table[value] = JSON.parse(said) as unknown;
      }
      put(all, id, Object.keys(table).length > 0 ? table : undefined);
      continue;
    }
    const said = given[id] ?? "";
    if (said !== "") put(all, id, kind === "zone" ? said : (JSON.parse(said) as unknown));
  }
  const { reading: options, ...rest } = all;
  return { answers: rest as Answers, options: options as ReadingOptions };
}

/** What is no longer said is taken out. */
function put(all: Record<string, unknown>, id: string, answer: unknown): void {
  const [head, tail] = id.split(".") as [string, string | undefined];
  const inside = tail === undefined ? all : { ...(all[head] as Record<string, unknown> | undefined) };
  const name = tail ?? head;
  if (answer === undefined) delete inside[name];
  else inside[name] = answer;
  if (tail !== undefined) all[head] = inside;
}
