import type { Answers, Question, ReadingOptions, Settled } from "./schema.ts";

/** As an answer: rows with this value are left out on purpose. */
export const leaveOut = "skip";

type Given = { answers: Answers; reading: ReadingOptions };

/** Questions that have no answer yet. A table of values is answered when each of its values is. */
export function unanswered(questions: readonly Question[], { answers, reading }: Given): Question[] {
  return questions.filter((question) => {
    if (question.when && saidTo(question.when, { answers, reading }) !== question.when.is) return false;
    const said = saidTo(question, { answers, reading });
    if (said === undefined) return !forAllFields(question, answers);
    return asksTable(question) && unsaid(question, { answers, reading }).length > 0;
  });
}

/** The values of a table that nothing was said of. */
export function unsaid(question: Question, given: Given): string[] {
  const said = (saidTo(question, given) ?? {}) as object;
  return question.values.map(({ value }) => value).filter((value) => !Object.hasOwn(said, value));
}

/** One order, or one mark, may be given for the whole file. */
function forAllFields({ id }: Question, { order, mark }: Answers): boolean {
  if (id.startsWith("orders.")) return order !== undefined;
  return id.startsWith("marks.") && mark !== undefined;
}

/** The answer that stands where the question's id says; undefined where nothing does. */
export function saidTo({ id }: Pick<Question, "id">, { answers, reading }: Given): unknown {
  return at(id.startsWith("reading.") ? { reading } : answers, id);
}

/** Whether it asks what each of several values means. */
export function asksTable({ kind }: Question): boolean {
  return kind === "values" || kind === "zone-words";
}

function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const step of path.split(".")) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[step];
  }
  return inner;
}

/** Adds what the file settled by itself; what a person said goes first. */
export function withSettled(answers: Answers, settled: readonly Settled[]): Answers {
  return settled.reduce((all, { id, answer }) => put(all, id, answer), answers);
}

/** Takes every proposal that was not answered otherwise, for those who ask for it. */
export function withProposals(answers: Answers, questions: readonly Question[]): Answers {
  return questions
    .filter(({ id, proposed }) => proposed !== null && !id.startsWith("reading."))
    .reduce((all, { id, proposed }) => put(all, id, proposed), answers);
}

function put(answers: Answers, id: string, answer: unknown): Answers {
  const [head, tail] = id.split(".") as [keyof Answers, string | undefined];
  const before = answers[head];
  if (tail !== undefined) {
    const group = (before ?? {}) as Record<string, unknown>;
    const merged = isTable(answer)
      ? { ...answer, ...(group[tail] as object | undefined) }
      : (group[tail] ?? answer);
    return { ...answers, [head]: { ...group, [tail]: merged } };
  }
  if (isTable(answer) && head === "zoneWords") {
    return { ...answers, zoneWords: { ...(answer as Record<string, string>), ...answers.zoneWords } };
  }
  return before === undefined ? { ...answers, [head]: answer } : answers;
}

function isTable(answer: unknown): answer is Record<string, unknown> {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}
