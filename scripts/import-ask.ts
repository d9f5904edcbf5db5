import { separators } from "#lib/csv/separators.ts";
import { asksTable, unanswered, unsaid } from "#lib/imports/mapping/answers.ts";
import type { Answers, FieldSource, Question, ReadingOptions } from "#lib/imports/mapping/schema.ts";
import { type Field, fieldOf, type Target } from "#lib/imports/targets/target.ts";
import { asTyped, writtenMeanings, writtenSource } from "./import-words.ts";

/** What a file leaves open, in the words of a terminal: the very words, and the flags that answer. */

type Given = { answers: Answers; reading: ReadingOptions };

/** What is still open; of a table, the words that nothing was said of. */
export function openQuestions(questions: readonly Question[], given: Given): Question[] {
  return unanswered(questions, given).map((question) => {
    if (!asksTable(question)) return question;
    const open = new Set(unsaid(question, given));
    return { ...question, values: question.values.filter(({ value }) => open.has(value)) };
  });
}

const mostShown = 12;

export function inWords(question: Question, target: Target): string {
  const { text, why, values, kind } = question;
  const lines = kind === "systems" ? [] : values.slice(0, mostShown).map((one) => valueLine(question, one));
  if (values.length > mostShown && kind !== "systems") lines.push(`and ${values.length - mostShown} more`);
  const others = otherAnswers(question, target);
  const isProposed = !asksTable(question) && hasProposal(question);
  return [
    `  ${text} ${why}`,
    ...lines.map((line) => `      ${line}`),
    `      ${commandFor(question, target, "…")}${isProposed ? "  → proposed" : ""}${others === "" ? "" : `  (${kindOfOthers(question)} ${others})`}`,
  ].join("\n");
}

function valueLine(question: Question, { value, count }: Question["values"][number]): string {
  const proposed = proposedFor(question, value);
  return `${value} (${count})${proposed === undefined ? "" : ` → ${proposed ?? "unknown"}?`}`;
}

export function hasProposal(question: Question): boolean {
  if (asksTable(question))
    return question.values.some(({ value }) => proposedFor(question, value) !== undefined);
  return question.proposed !== null;
}

/** What is taken where somebody asks for all that is proposed; what decides who is who is told by itself. */
export function proposalsFor(open: readonly Question[]): Question[] {
  return open
    .filter((question) => !tellsIdentity(question) && hasProposal(question))
    .map((question) => {
      if (!asksTable(question)) return question;
      return {
        ...question,
        values: question.values.filter(({ value }) => proposedFor(question, value) !== undefined),
      };
    });
}

export const tellsIdentity = ({ kind }: Question) => kind === "repeated-key" || kind === "natural-key";

export function takenInWords(question: Question, target: Target): string {
  return `  ${question.text} Taken as proposed: ${commandFor(question, target)}`;
}

/** Null is a proposal too: that the word says nothing. */
function proposedFor({ proposed }: Question, value: string): unknown {
  const table = proposed as Record<string, unknown> | null;
  return table !== null && Object.hasOwn(table, value) ? table[value] : undefined;
}

type Flag = readonly [string, string?];

/**
 * The flags that answer a question with what is proposed, or else with its first answer, as they would be typed; or with
 * `unsaid` for words that nothing is proposed for, so that nobody takes an example for an answer.
 */
export function commandFor(question: Question, target: Target, unsaid?: string): string {
  return flagsFor(question, target, unsaid).map(asTyped).join(" ");
}

function flagsFor(question: Question, target: Target, unsaid?: string): Flag[] {
  const { field, kind } = question;
  if (kind === "values") return valueFlags(question, target, unsaid);
  if (kind === "zone-words")
    return question.values.map(({ value }) => ["--zone-word", `${value}=${meantBy(question, value, "UTC")}`]);
  if (kind === "unreadable")
    return [
      [
        "--unreadable",
        writtenMeanings(
          question.values.map(({ value }) => [value, String(meantBy(question, value, "nothing"))]),
        ),
      ],
    ];
  const first = question.proposed ?? question.options[0]?.value ?? null;
  if (kind === "sources") return [mapFlag(field ?? "", first as NamedSource)];
  const fields = field === null ? (question.fields ?? []) : [field];
  if (kind === "list-mark" || kind === "duration-unit")
    return fields.map((one) => [flagNames[kind]!, `${one}=${answerText(kind, first)}`]);
  return [flagOf(question, first)];
}

function meantBy(question: Question, value: string, otherwise: unknown): unknown {
  return proposedFor(question, value) ?? question.options[0]?.value ?? otherwise;
}

function valueFlags(question: Question, target: Target, unsaid?: string): Flag[] {
  const name = question.field ?? "";
  const field = fieldOf(target, name);
  // Text where a closed list belongs is another field's.
  if (question.values.length === 0) return [["--unmap", name]];
  const pairs = question.values.map(({ value }): [string, string] => {
    const proposed = proposedFor(question, value);
    if (proposed === undefined && unsaid !== undefined) return [value, unsaid];
    return [value, meaningText(proposed === undefined ? question.options[0]?.value : proposed, field)];
  });
  const table = writtenMeanings(pairs);
  return name === "severity" ? [["--severity", table]] : [["--values", `${name}:${table}`]];
}

const flagNames: Partial<Record<Question["kind"], string>> = {
  encoding: "--encoding",
  separator: "--separator",
  sheet: "--sheet",
  zone: "--zone",
  "date-only": "--date-only",
  "month-year": "--month-year",
  "day-numbers": "--day-numbers",
  "over-midnight": "--over-midnight",
  "list-mark": "--split",
  "natural-key": "--natural-key",
  "absent-end": "--absent-end",
  "duration-unit": "--unit",
  "repeated-key": "--repeated",
};

function flagOf({ kind, field, id }: Question, answer: unknown): Flag {
  switch (kind) {
    case "header":
      return [answer === false ? "--no-header" : "--header"];
    case "systems":
      return [answer === false ? "--no-create-systems" : "--create-systems"];
    case "order":
    case "mark":
      return [`--${kind}`, id === kind ? String(answer) : `${field}=${String(answer)}`];
    default:
      return [flagNames[kind] ?? `--${kind}`, answerText(kind, answer)];
  }
}

/** An answer as its flag holds it. */
function answerText(kind: Question["kind"], answer: unknown): string {
  if (kind === "separator") {
    const place = separators.indexOf(answer as (typeof separators)[number]);
    return separatorWords[answer as keyof typeof separatorWords] ?? String(separators[place]);
  }
  if (kind === "natural-key")
    return (answer as string[]).length === 0 ? "row" : (answer as string[]).join("+");
  if (kind === "list-mark") return Array.isArray(answer) ? answer.join("") : String(answer);
  if (kind !== "repeated-key") return String(answer);
  const { keep, by } = answer as { keep: string; by?: string };
  return by === undefined ? keep : `${keep}:${by}`;
}

const separatorWords = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

/** Of a table each word has its own answer; the first of the others stands in the flag already. */
const kindOfOthers = (question: Question) =>
  asksTable(question) && question.kind !== "zone-words" ? "each" : "or";

/** The further answers that a question takes, as its flag holds them. */
function otherAnswers(question: Question, target: Target): string {
  const { kind, options, proposed } = question;
  if (kind === "zone" || kind === "zone-words") return "any other zone, such as Europe/Berlin or +05:45";
  const first = proposed ?? options[0]?.value;
  const rest = asksTable(question)
    ? options
    : options.filter(({ value }) => JSON.stringify(value) !== JSON.stringify(first));
  const field = question.field === null ? undefined : fieldOf(target, question.field);
  if (kind === "values") return rest.map(({ value }) => meaningText(value, field)).join(", ");
  if (kind === "unreadable") return rest.map(({ value }) => String(value)).join(", ");
  if (kind === "header" || kind === "systems")
    return rest.map(({ value }) => flagOf(question, value)[0]).join(", ");
  return rest.map(({ value }) => answerText(kind, value)).join(", ");
}

/** What null is called, where a closed list may hold one of the words itself. */
export function nothingWord(field: Field | undefined): string {
  return field?.choices?.includes("unknown") ? "nothing" : "unknown";
}

function meaningText(value: unknown, field: Field | undefined): string {
  if (value === null || value === undefined) return nothingWord(field);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

type NamedSource = Exclude<FieldSource, { from: "constant" }>;

export function mapFlag(field: string, source: NamedSource): Flag {
  return ["--map", `${field}=${writtenSource(source)}`];
}
