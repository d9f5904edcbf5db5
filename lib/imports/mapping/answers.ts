import { foldWord } from "#lib/meanings/rules.ts";
import { fits, WordMeaningBody, wordFields } from "#lib/meanings/schema.ts";
import { oneName } from "#lib/names.ts";
import type { Answers, Mapping, Question, ReadingOptions, Settled } from "./schema.ts";

/** As an answer: rows with this value are left out on purpose. */
export const leaveOut = "skip";

type Given = { answers: Answers; reading: ReadingOptions };

/** Questions that have no answer yet. A table of values is answered when each of its values is. */
export function unanswered(questions: readonly Question[], { answers, reading }: Given): Question[] {
  return questions.filter((question) => {
    if (question.when && saidTo(question.when, { answers, reading }) !== question.when.is) return false;
    const said = saidTo(question, { answers, reading });
    if (said === undefined) return !(forAllFields(question, answers) || byField(question, answers));
    return asksTable(question) && unsaid(question, { answers, reading }).length > 0;
  });
}

/** The values of a table that nothing was said of. */
export function unsaid(question: Question, given: Given): string[] {
  const said = (saidTo(question, given) ?? {}) as Answers["unreadable"] & object;
  const isSaid = question.kind === "unreadable" ? meaningOfUnreadable(said) : null;
  return question.values
    .map(({ value }) => value)
    .filter((value) => (isSaid === null ? !Object.hasOwn(said, value) : isSaid(value) === undefined));
}

/** What a cell means that cannot be read, whatever its case; undefined where nobody said. */
export function meaningOfUnreadable(
  said: NonNullable<Answers["unreadable"]>,
): (text: string) => "nothing" | "refuse" | undefined {
  const words = new Map(Object.entries(said).map(([word, means]) => [word.toLowerCase(), means]));
  const others = words.get("*");
  return (text) => words.get(text.trim().toLowerCase()) ?? others;
}

/** One order, or one mark, may be given for the whole file. */
function forAllFields({ id }: Question, { order, mark }: Answers): boolean {
  if (id.startsWith("orders.")) return order !== undefined;
  return id.startsWith("marks.") && mark !== undefined;
}

/** What is asked of several fields at once may be answered for each of them. */
function byField({ id, fields = [] }: Question, { orders = {} }: Answers): boolean {
  return id === "order" && fields.length > 0 && fields.every((field) => Object.hasOwn(orders, field));
}

/** The answer that stands where the question's id says; undefined where nothing does. */
export function saidTo({ id }: Pick<Question, "id">, { answers, reading }: Given): unknown {
  return at(id.startsWith("reading.") ? { reading } : answers, id);
}

/** Whether it asks what each of several values means. */
export function asksTable({ kind }: Question): boolean {
  return kind === "values" || kind === "zone-words" || kind === "unreadable";
}

function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const step of path.split(".")) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[step];
  }
  return inner;
}

/** Answers that stand above those before, word by word and field by field where they are tables. */
export function withAnswers(before: Answers, given: Answers): Answers {
  const merged = Object.entries(given).flatMap(([key, said]) => {
    const earlier = before[key as keyof Answers];
    if (said === undefined) return [];
    const isWhole = !isTable(said) || !isTable(earlier) || key === "repeatedKey";
    return [[key, isWhole ? said : joined(earlier, said, { deep: key === "values" })]];
  });
  return { ...before, ...Object.fromEntries(merged) };
}

type Table = Readonly<Record<string, unknown>>;

function joined(before: Table, given: Table, { deep }: { deep: boolean }): Table {
  const merged = Object.entries(given).map(([key, said]) => {
    const earlier = before[key];
    const isTwo = deep && isTable(said) && isTable(earlier);
    return [key, isTwo ? joined(earlier, said, { deep: false }) : said];
  });
  return { ...before, ...Object.fromEntries(merged) };
}

/** Adds what the file settled by itself; what a person said goes first. */
export function withSettled(answers: Answers, settled: readonly Settled[]): Answers {
  return settled
    .filter(({ id }) => !id.startsWith("reading."))
    .reduce((all, { id, answer }) => put(all, id, answer), answers);
}

/** Takes every proposal that was not answered otherwise, for those who ask for it. */
export function withProposals(answers: Answers, questions: readonly Question[]): Answers {
  return questions
    .filter(({ id, proposed }) => proposed !== null && !id.startsWith("reading."))
    .reduce((all, { id, proposed }) => put(all, id, proposed), answers);
}

/** The same for how the file is read, which is what was proposed when it was looked at. */
export function readingWithProposals(
  reading: ReadingOptions,
  questions: readonly Question[],
): ReadingOptions {
  const proposed = questions
    .filter(({ id, proposed }) => proposed !== null && id.startsWith("reading."))
    .map(({ id, proposed }) => [id.slice("reading.".length), proposed]);
  return { ...(Object.fromEntries(proposed) as ReadingOptions), ...reading };
}

function put(answers: Answers, id: string, answer: unknown): Answers {
  const [head, tail] = id.split(".") as [keyof Answers, string | undefined];
  const before = answers[head];
  if (tail !== undefined) {
    const group = (before ?? {}) as Record<string, unknown>;
    const merged =
      isTable(answer) && head !== "sources"
        ? { ...answer, ...(group[tail] as object | undefined) }
        : (group[tail] ?? answer);
    return { ...answers, [head]: { ...group, [tail]: merged } };
  }
  if (isTable(answer) && (head === "zoneWords" || head === "unreadable")) {
    return { ...answers, [head]: { ...answer, ...answers[head] } };
  }
  return before === undefined ? { ...answers, [head]: answer } : answers;
}

function isTable(answer: unknown): answer is Record<string, unknown> {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}

/** The one source of all rows; null where each says its own, or none does. */
export function sourceOf({ fields: { source } }: Mapping): string | null {
  return source?.from === "constant" ? oneName(source.value) : null;
}

const longestWord = 200;

/** What was answered of words that a source uses, as it holds for every way in. */
export function wordsAnswered(of: { mapping: Mapping | null; answers: Answers }): WordMeaningBody[] {
  const source = of.mapping === null ? null : sourceOf(of.mapping);
  if (source === null || source === "") return [];
  return wordFields.flatMap((field) =>
    Object.entries(of.answers.values?.[field] ?? {}).flatMap(([word, said]) => {
      const meaning = WordMeaningBody.shape.meaning.safeParse(said);
      if (!meaning.success || !fits({ field, meaning: meaning.data })) return [];
      const length = foldWord(word).length;
      return length === 0 || length > longestWord ? [] : [{ source, field, word, meaning: meaning.data }];
    }),
  );
}

/** Words of severities that nothing was said of are said to say nothing, for those who ask for it. */
export function withNothingRecorded(answers: Answers, questions: readonly Question[]): Answers {
  return questions
    .filter((question) => question.field === "severity" && asksTable(question))
    .reduce((all, question) => {
      const open = unsaid(question, { answers: all, reading: {} });
      return put(all, question.id, Object.fromEntries(open.map((value) => [value, null])));
    }, answers);
}
