import { globSync } from "node:fs";
import type { Expression } from "oxc-parser";
import { type Chapter, chapters, commonGround, picturesOnly, statisticTitles } from "./chapters.ts";
import {
  type Doc,
  descriptionsOf,
  docLabels,
  type Form,
  type Member,
  readSource,
  type Shape,
  type Source,
} from "./read.ts";

/** The definitions of all figures, as Markdown, from the docstrings of lib/analytics and lib/statistics. */
export function definitions(): string {
  const missing: string[] = [];
  const seen = new Map<string, string>();
  const parts = [
    opening,
    "## Common ground",
    ...commonGround.map(({ title, file, name }) => `### ${title}\n\n${docText(docIn(file, name))}`),
    `### Words of the filter\n\n${filterWords()}`,
    "## Shapes of answers",
    ...shapes(),
    ...chapters.map((chapter) => chapterOf(chapter, { missing, seen })),
    "## Statistics",
    statisticsOpening,
    ...statistics(missing),
  ];
  const told = new Set([...chapters.map(({ file }) => file), ...picturesOnly]);
  const untold = questionFiles().filter((file) => !told.has(file));
  missing.push(...untold.map((file) => `${file} has no chapter in scripts/definitions/chapters.ts`));
  if (missing.length > 0) throw new Error(`Definitions are missing:\n${missing.join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

const opening = `# Definitions

What each figure means: population, unit, uncertainty, when it declines to answer, and where its method comes from. Names are those of the REST answers; the pages show the same figures. This file is made from the docstrings of the code that computes them (\`npm run definitions\`), so it says what that code does.

Three rules hold everywhere. Null means *not recorded* and is never zero. Intervals are 95% intervals. A figure that would rest on too little is declined, with the reason in words and the number it would have rested on.`;

const statisticsOpening =
  "The methods, as pure functions; each is tested against values computed with R. In them NaN stands for *not recorded* or *undefined*, and a RangeError for input that has no answer.";

const shapesFile = "lib/analytics/shapes.ts";

function docIn(file: string, name: string | null): Doc {
  const source = readSource(file);
  const doc = name === null ? source.doc : (source.declared.get(name)?.doc ?? null);
  if (doc === null) throw new Error(`${file} says nothing of ${name ?? "itself"}`);
  return doc;
}

/** The prose of a docstring, then what it labels, as a list. */
function docText({ text, labels }: Doc): string {
  const listed = docLabels.flatMap((label) => (labels[label] ? [`- *${label}*: ${labels[label]}`] : []));
  return [spaced(text), listed.join("\n")].filter(Boolean).join("\n\n");
}

/** A list needs an empty line before its first point. */
function spaced(text: string): string {
  return text.replace(/(^|\n)(?!- )([^\n]+)\n(- )/g, "$1$2\n\n$3");
}

function filterWords(): string {
  const fields = readSource("lib/analytics/filter.ts").declared.get("filterFields")!.value!;
  const rows = descriptionsOf(fields).map(
    ({ name, description }) => `| \`${name}\` | ${description ?? ""} |`,
  );
  return ["| word | meaning |", "|---|---|", ...rows].join("\n");
}

// ---- shapes ----

function shapes(): string[] {
  return [...readSource(shapesFile).declared]
    .filter(([, { isExported, isFunction, doc }]) => isExported && !isFunction && doc !== null)
    .map(([name, { doc }]) => `### ${title(name)}\n\n${docText(doc!)}`);
}

/** MeasuredCount: "Measured count". */
function title(name: string): string {
  const words = name
    .replace(/Shape$/, "")
    .replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// ---- questions ----

interface Book {
  missing: string[];
  /** Records told already, and where. */
  seen: Map<string, string>;
}

function chapterOf(chapter: Chapter, book: Book): string {
  const source = readSource(chapter.file);
  const { answer, summary } = partsOf(source, chapter.question);
  const lines = source
    .membersOf(answer)
    .filter(({ name }) => !commonMembers.has(name))
    .flatMap((member) => memberLines(member, { chapter, source, book, path: "", depth: 0, inNamed: false }));
  return [
    `## ${chapter.title}`,
    `*${summary}* Page \`${chapter.page}\`, \`GET /api/v1/analytics/${chapter.path}\`.`,
    ...(source.doc === null ? [] : [docText(withoutQuestion(source.doc, summary))]),
    ...chapter.rests.map(({ title: name, file, name: of }) => `### ${name}\n\n${docText(docIn(file, of))}`),
    `### Figures of ${chapter.title}`,
    lines.join("\n"),
  ].join("\n\n");
}

/** The docstring of a question may begin with it, which its heading has said. */
function withoutQuestion(doc: Doc, question: string): Doc {
  return { ...doc, text: doc.text.startsWith(question) ? doc.text.slice(question.length).trim() : doc.text };
}

/** Told once for all questions, in their common ground. */
const commonMembers = new Set(["text", "bucket", "period", "computedAt"]);

/** What a question answers, and its own words for what it asks. */
function partsOf(source: Source, name: string): { answer: Expression; summary: string } {
  const value = source.declared.get(name)?.value;
  const definition = value?.type === "CallExpression" ? value.arguments[0] : undefined;
  if (definition?.type !== "ObjectExpression") throw new Error(`${source.file} has no question ${name}`);
  const part = (key: string) => {
    for (const property of definition.properties) {
      if (property.type !== "Property" || property.key.type !== "Identifier") continue;
      if (property.key.name === key) return property.value as Expression;
    }
    throw new Error(`${name} has no ${key}`);
  };
  const summary = part("summary");
  return { answer: part("answer"), summary: summary.type === "Literal" ? String(summary.value) : "" };
}

interface Place {
  chapter: Chapter;
  source: Source;
  book: Book;
  path: string;
  depth: number;
  /** Whether it belongs to a record with a name: what stands in an answer is told by the answer. */
  inNamed: boolean;
}

function memberLines(member: Member, place: Place): string[] {
  const { name, doc, form } = member;
  const path = place.path === "" ? name : `${place.path}.${name}`;
  if (doc === null && (place.depth === 0 || (place.inNamed && isMeasured(form)))) {
    place.book.missing.push(`${place.source.file}: ${path}`);
  }
  const inside = insideOf(form, place);
  const words = [doc?.text, inside.doc?.text].filter(Boolean).join(" ");
  const labels = { ...inside.doc?.labels, ...doc?.labels };
  const indent = "  ".repeat(place.depth);
  const head = `${indent}- **\`${name}\`**${words === "" ? "" : `: ${words}`} *(${formWords(form, place)})*`;
  const labelled = docLabels.flatMap((label) =>
    labels[label] ? [`${indent}  - *${label}*: ${labels[label]}`] : [],
  );
  const isTold = (one: Member) => one.doc !== null || hasDocs(one.form, place.book);
  const nested = inside.members.filter(isTold);
  const plain = inside.members.filter((one) => !isTold(one));
  const within = { ...place, source: inside.source, path, depth: place.depth + 1, inNamed: inside.isNamed };
  return [
    head,
    ...labelled,
    ...nested.flatMap((one) => memberLines(one, within)),
    ...plainLine(plain, { indent, word: nested.length === 0 ? "Holds" : "Also", place }),
  ];
}

/** Members that need no words: their names, and the shape of those that are measured. */
function plainLine(members: readonly Member[], of: { indent: string; word: string; place: Place }): string[] {
  if (members.length === 0) return [];
  const names = members.map(({ name, form }) =>
    isMeasured(form) ? `\`${name}\` (${formWords(form, of.place)})` : `\`${name}\``,
  );
  return [`${of.indent}  - ${of.word} ${names.join(", ")}.`];
}

interface Inside {
  doc: Doc | null;
  members: Member[];
  source: Source;
  isNamed: boolean;
}

/** What a record is made of, the first time it is met; a shape of the common ones is told there. */
function insideOf(form: Form, place: Place): Inside {
  const nothing = { doc: null, members: [], source: place.source, isNamed: false };
  if (form.kind === "record") return { ...nothing, members: form.members };
  if (form.kind === "either") {
    const all = form.of.map((one) => insideOf(one, place));
    return { ...nothing, members: all.flatMap(({ members }) => members) };
  }
  if (form.kind === "list" || form.kind === "nullable" || form.kind === "optional") {
    return insideOf(form.of, place);
  }
  if (form.kind !== "shape" || !isOurs(form) || isAlias(form)) return nothing;
  const key = `${form.from} ${form.name}`;
  if (place.book.seen.has(key)) return nothing;
  place.book.seen.set(key, place.chapter.title);
  const source = readSource(form.from);
  const declared = source.declared.get(form.name);
  if (declared?.value === undefined || declared.value === null) return nothing;
  const members = membersWithin(source.formOf(declared.value));
  return { doc: declared.doc, members, source, isNamed: true };
}

function membersWithin(form: Form): Member[] {
  if (form.kind === "record") return form.members;
  if (form.kind === "either") return form.of.flatMap(membersWithin);
  return form.kind === "list" || form.kind === "nullable" ? membersWithin(form.of) : [];
}

function isOurs(form: Shape): boolean {
  return form.from.startsWith("lib/analytics/") && form.from !== shapesFile;
}

const measured = new Set(["Share", "MeasuredCount", "DurationFigures", "Estimate", "Declined", "Answered"]);

function isMeasured(form: Form): boolean {
  if (form.kind === "shape") return measured.has(form.name);
  if (form.kind === "either") return form.of.some(isMeasured);
  return form.kind === "list" || form.kind === "nullable" ? isMeasured(form.of) : false;
}

/** Whether there is something to tell of its members that was not told yet. */
function hasDocs(form: Form, book: Book): boolean {
  if (form.kind === "record") return form.members.some((one) => one.doc !== null || hasDocs(one.form, book));
  if (form.kind === "either") return form.of.some((one) => hasDocs(one, book));
  if (form.kind === "shape")
    return isOurs(form) && !isAlias(form) && !book.seen.has(`${form.from} ${form.name}`);
  return form.kind === "plain" ? false : hasDocs(form.of, book);
}

/** Another name for common shapes, such as an estimate or a refusal to answer. */
function isAlias(shape: Shape): boolean {
  const form = aliased(shape);
  return form?.kind === "either" && form.of.every((one) => one.kind === "shape" && one.from === shapesFile);
}

function aliased({ from, name }: Shape): Form | null {
  const source = readSource(from);
  const value = source.declared.get(name)?.value ?? null;
  return value === null ? null : source.formOf(value);
}

function formWords(form: Form, place: Place): string {
  switch (form.kind) {
    case "plain":
      return form.words;
    case "record":
      return "record";
    case "list":
      return `list: ${formWords(form.of, place)}`;
    case "nullable":
    case "optional":
      return `${formWords(form.of, place)}, or null`;
    case "either":
      return form.of.map((one) => formWords(one, place)).join(" or ");
    case "shape":
      return shapeWords(form, place);
  }
}

function shapeWords(form: Shape, place: Place): string {
  const { chapter, book } = place;
  if (form.from === shapesFile) {
    const named = title(form.name);
    return `[${named.toLowerCase()}](#${named.toLowerCase().replaceAll(" ", "-")})`;
  }
  if (isOurs(form) && isAlias(form)) return formWords(aliased(form)!, place);
  const where = book.seen.get(`${form.from} ${form.name}`);
  const words = title(form.name).toLowerCase();
  if (where === undefined || where === chapter.title) return words;
  return `${words}, as in [${where}](#${where.toLowerCase().replaceAll(" ", "-")})`;
}

function questionFiles(): string[] {
  return globSync("lib/analytics/*.ts")
    .filter((file) => !file.endsWith(".test.ts"))
    .filter((file) =>
      [...readSource(file).declared.values()].some(
        ({ value }) =>
          value?.type === "CallExpression" &&
          value.callee.type === "Identifier" &&
          value.callee.name === "question",
      ),
    )
    .sort();
}

// ---- statistics ----

/** The functions that figures are computed with, and what the files say of themselves. */
function statistics(missing: string[]): string[] {
  const used = new Set(
    globSync("lib/analytics/**/*.ts")
      .filter((file) => !/\.test\.ts$|oracle/.test(file))
      .flatMap((file) => [...readSource(file).imported.values()].map((one) => one.file))
      .filter((file) => file.startsWith("lib/statistics/")),
  );
  return [...used].sort().flatMap((file) => {
    const functions = [...readSource(file).declared].filter(
      ([, { isFunction, isExported }]) => isFunction && isExported,
    );
    for (const [name, { doc }] of functions) if (doc === null) missing.push(`${file}: ${name}`);
    const parts = functions.map(([name, { doc }]) => `**\`${name}\`**: ${doc === null ? "" : docText(doc)}`);
    const name = file.replace(/^.*\/|\.ts$/g, "");
    const heading = statisticTitles[name] ?? title(name.replaceAll("-", " "));
    if (functions.length === 0) return [];
    return [`### ${heading}`, ...parts];
  });
}
