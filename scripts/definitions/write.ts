import { globSync, readFileSync } from "node:fs";
import { filterFields } from "#lib/analytics/filter.ts";
import { meaningIn, membersOf } from "#lib/analytics/meaning.ts";
import { Frame } from "#lib/analytics/question.ts";
import { BucketSize, InWords } from "#lib/analytics/shapes.ts";
import {
  type Chapter,
  chapters,
  commonGround,
  picturesOnly,
  statisticTitles,
  type Told,
} from "./chapters.ts";
import { type Doc, docLabels, docstringsIn } from "./docstrings.ts";
import { commonShapes, labelLines, memberLines, type Seen } from "./members.ts";

/**
 * The definitions of all figures, as Markdown: of the members of each answer what their shapes say, of methods and
 * of what is common what their docstrings say.
 */
export function definitions(): string {
  const missing = questionFiles()
    .filter((file) => !toldFiles.has(file))
    .map((file) => `${file} has no chapter in scripts/definitions/chapters.ts`);
  const seen: Seen = new Map();
  const parts = [
    opening,
    "## Common ground",
    ...commonGround.map(toldPart),
    `### What every answer carries\n\n${framePart()}`,
    `### Words of the filter\n\n${filterWords()}`,
    "## Shapes of answers",
    ...shapeParts(),
    ...chapters.map((chapter) => chapterOf(chapter, seen)),
    "## Statistics",
    statisticsOpening,
    ...statistics(missing),
  ];
  if (missing.length > 0) throw new Error(`Definitions are missing:\n${missing.join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

const opening = `# Definitions

What each figure means: population, unit, uncertainty, when it declines to answer, and where its method comes from. Names are those of the REST answers; the pages show the same figures. This file is made from what the code that computes them says of itself (\`npm run definitions\`), so it says what that code does.

Three rules hold everywhere. Null means *not recorded* and is never zero. Intervals are 95% intervals. A figure that would rest on too little is declined, with the reason in words and the number it would have rested on.`;

const statisticsOpening =
  "The methods, as pure functions; each is tested against values computed with R. In them NaN stands for *not recorded* or *undefined*, and a RangeError for input that has no answer.";

// ---- docstrings ----

function toldPart({ title, file, name }: Told): string {
  const { own, of } = docstringsIn(file);
  const doc = name === null ? own : of.get(name);
  if (!doc) throw new Error(`${file} says nothing of ${name ?? "itself"}`);
  return `### ${title}\n\n${docText(doc)}`;
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

// ---- filter and shapes ----

function filterWords(): string {
  const rows = Object.entries(filterFields).map(
    ([word, schema]) => `| \`${word}\` | ${meaningIn(schema)?.description ?? ""} |`,
  );
  return ["| word | meaning |", "|---|---|", ...rows].join("\n");
}

function framePart(): string {
  const members = Object.entries(frame).flatMap((member) => linesOf(member, "", new Map()));
  return `${docText(docstringsIn("lib/analytics/question.ts").of.get("Frame")!)}\n\n${members.join("\n")}`;
}

function shapeParts(): string[] {
  return [...commonShapes].map(([shape, meaning]) => {
    const members = [...membersOf(shape)].flatMap((member) => linesOf(member, meaning.title!, new Map()));
    return [
      `### ${meaning.title}`,
      [meaning.description, labelLines(meaning).join("\n")].filter(Boolean).join("\n\n"),
      members.join("\n"),
    ].join("\n\n");
  });
}

function linesOf(member: Parameters<typeof memberLines>[0], heading: string, seen: Seen): string[] {
  return memberLines(member, { heading, seen, depth: 0 });
}

// ---- questions ----

const fileOf = ({ question }: Chapter) => `lib/analytics/${question.name}.ts`;
const toldFiles = new Set([...chapters.map(fileOf), ...picturesOnly]);

function questionFiles(): string[] {
  return globSync("lib/analytics/*.ts")
    .filter((file) => !file.endsWith(".test.ts") && /= question\(/.test(readFileSync(file, "utf8")))
    .sort();
}

/** Told once for all questions, in their common ground. */
const frame = { ...Frame, text: InWords, bucket: BucketSize };
const ofFrame = new Set<unknown>(Object.values(frame));

function chapterOf(chapter: Chapter, seen: Seen): string {
  const { title, page, rests, question } = chapter;
  const { summary, name, answer } = question;
  const { own } = docstringsIn(fileOf(chapter));
  const members = [...membersOf(answer)].filter(([, member]) => !ofFrame.has(member));
  return [
    `## ${title}`,
    `*${summary}* Page \`${page}\`, \`GET /api/v1/analytics/${name}\`.`,
    ...(own === null ? [] : [docText(withoutQuestion(own, summary))]),
    ...rests.map(toldPart),
    `### Figures of ${title}`,
    members.flatMap((member) => linesOf(member, title, seen)).join("\n"),
  ].join("\n\n");
}

/** The docstring of a question may begin with it, which its heading has said. */
function withoutQuestion(doc: Doc, question: string): Doc {
  return { ...doc, text: doc.text.startsWith(question) ? doc.text.slice(question.length).trim() : doc.text };
}

// ---- statistics ----

/** The functions that figures are computed with, and what the files say of themselves. */
function statistics(missing: string[]): string[] {
  const used = new Set(
    globSync("lib/analytics/**/*.ts")
      .filter((file) => !/\.test\.ts$|oracle/.test(file))
      .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/from "#(lib\/statistics\/[^"]+)"/g)])
      .map(([, file]) => file!),
  );
  return [...used].sort().flatMap((file) => {
    const { functions, of } = docstringsIn(file);
    if (functions.length === 0) return [];
    missing.push(...functions.filter((name) => !of.has(name)).map((name) => `${file}: ${name}`));
    const name = file.replace(/^.*\/|\.ts$/g, "");
    return [
      `### ${statisticTitles[name] ?? titled(name)}`,
      ...functions.map((one) => `**\`${one}\`**: ${of.has(one) ? docText(of.get(one)!) : ""}`),
    ];
  });
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
}
