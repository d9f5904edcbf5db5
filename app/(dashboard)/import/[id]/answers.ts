import { canonical } from "#lib/canonical.ts";
import { asksTable, saidTo } from "#lib/imports/mapping/answers.ts";
import type { Answers, Question, ReadingOptions } from "#lib/imports/mapping/schema.ts";

/** What the fields of the form hold: answers as JSON, those of a table by question and value; "" is not said. */
export type Given = Record<string, string>;

type Known = { answers: Answers; reading: ReadingOptions };
type Table = Record<string, unknown>;

/** In a table of unreadable texts it speaks for all that are not named. */
export const allOthers = "*";

export const cellKey = (id: string, value: string) => `${id} ${value}`;

/** What was answered before goes before what is proposed. */
export function givenOf(questions: readonly Question[], known: Known): Given {
  const given: Given = {};
  for (const question of questions) {
    const { id, kind, values, proposed } = question;
    const said = saidTo(question, known);
    if (asksTable(question)) {
      const table = { ...(proposed as Table | null), ...(said as Table | undefined) };
      for (const { value } of values) {
        const meant = [value, ...(kind === "unreadable" ? [allOthers] : [])].find((key) =>
          Object.hasOwn(table, key),
        );
        if (meant !== undefined) given[cellKey(id, value)] = canonical(table[meant]);
      }
      continue;
    }
    const answer = said ?? proposed;
    if (answer === undefined || answer === null) continue;
    given[id] = kind === "zone" ? String(answer) : canonical(answer);
  }
  return given;
}

/** Some are asked only where another was answered in one way. */
export function isAsked({ when }: Question, given: Given): boolean {
  return !when || given[when.id] === canonical(when.is);
}

export function isSaid({ id }: Question, value: string, given: Given): boolean {
  return (given[cellKey(id, value)] ?? "") !== "";
}

export type Press = { label: string; said: Given };

/** Severities that are bare numbers run one way or the other: one answer for all of them. */
function directionsOf({ id, field, values }: Question): Press[] {
  const numbers = values.map(({ value }) => value);
  if (field !== "severity" || numbers.length < 2 || numbers.some((value) => !/^[1-5]$/.test(value)))
    return [];
  const all = (meaning: (value: string) => number): Given =>
    Object.fromEntries(numbers.map((value) => [cellKey(id, value), canonical(meaning(value))]));
  return [
    { label: "1 is the worst", said: all(Number) },
    { label: "5 is the worst", said: all((value) => 6 - Number(value)) },
  ];
}

/** What can be said of all values at one press: each option where they are texts, and else that nothing is recorded. */
export function pressesFor(question: Question): Press[] {
  const { id, kind, options, values } = question;
  if (values.length < 2 || !asksTable(question)) return [];
  const forAll = kind === "unreadable" ? options : options.filter(({ value }) => value === null);
  const all = (meaning: unknown): Given =>
    Object.fromEntries(values.map(({ value }) => [cellKey(id, value), canonical(meaning)]));
  return [
    ...directionsOf(question),
    ...forAll.map(({ value, label }) => ({ label: `${label}, for all of them`, said: all(value) })),
  ];
}

/** Questions that cost rows as long as nobody answers them. */
export function openOf(questions: readonly Question[], given: Given): Question[] {
  return questions.filter((question) => {
    if (!question.required || !isAsked(question, given)) return false;
    if (!asksTable(question)) return (given[question.id] ?? "") === "";
    return question.values.some(({ value }) => !isSaid(question, value, given));
  });
}

/** The form's answers put in their places, beside what was answered before. What is not asked is left as it was. */
export function withAnswers(
  questions: readonly Question[],
  { given, answers, reading }: Known & { given: Given },
): { answers: Answers; options: ReadingOptions } {
  const all = { ...structuredClone(answers), reading: { ...reading } } as Record<string, unknown>;
  for (const question of questions) {
    if (!isAsked(question, given)) continue;
    const { id, kind } = question;
    if (asksTable(question)) {
      const table = tableOf(question, { given, said: saidTo(question, { answers, reading }) });
      put(all, id, Object.keys(table).length > 0 ? table : undefined);
      continue;
    }
    const said = given[id] ?? "";
    if (said !== "") put(all, id, kind === "zone" ? said : (JSON.parse(said) as unknown));
  }
  const { reading: options, ...rest } = all;
  return { answers: rest as Answers, options: options as ReadingOptions };
}

/** Values that the table does not show keep what was said of them. */
function tableOf({ id, values }: Question, { given, said }: { given: Given; said: unknown }): Table {
  const table: Table = { ...(said as Table | undefined) };
  for (const { value } of values) {
    const now = given[cellKey(id, value)] ?? "";
    if (now === "") delete table[value];
    else table[value] = JSON.parse(now) as unknown;
  }
  return table;
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
