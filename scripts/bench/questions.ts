import { deepStrictEqual } from "node:assert";
import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Query } from "#lib/query.ts";
import { benchDatabase, withScope } from "./data.ts";
import { count, medianCpuMs, medianMs, milliseconds, type Section, verdict } from "./measure.ts";
import { comparisons } from "./sql/all.ts";
import { openDuck } from "./sql/duck.ts";
import { differences } from "./sql/shapes.ts";

/** Every question, at growing numbers of incidents and changes. */

const sizes = [10_000, 100_000, 1_000_000];
const goalMs = 1000;
const sizeForSql = 100_000;
/** Three in sixteen of the generated incidents are Sev-1 or Sev-2: so many give 50,000 of them. */
const sizeForCorrelation = 266_667;
const correlationGoalMs = 250;

type Question = Query<unknown, { incidents: number }>;

export async function measure(): Promise<Section[]> {
  const questions = await allQuestions();
  const times = new Map<string, number[]>([...questions.keys()].map((name) => [name, []]));
  for (const size of sizes) {
    await withScope(await benchDatabase(size), async (scope) => {
      for (const [name, ask] of questions) times.get(name)!.push(await medianMs(() => ask(scope, {}), 3));
    });
  }
  const processor = new Map<string, number>();
  await withScope(await benchDatabase(sizes.at(-1)!), async (scope) => {
    for (const [name, ask] of questions) {
      await ask(scope, {});
      processor.set(name, await medianCpuMs(() => ask(scope, {})));
    }
  });
  const slow = [...times]
    .filter(([, taken]) => verdict(taken.at(-1)!, goalMs) === "NO")
    .map(([name]) => name);
  const sections: Section[] = [
    {
      title: "Each question, no filter",
      columns: [
        "question",
        ...sizes.map((size) => `${count(size)} incidents and changes`),
        "of it processor time",
      ],
      rows: [...times].map(([name, taken]) => [
        name,
        ...taken.map(milliseconds),
        milliseconds(processor.get(name)!),
      ]),
      notes: [
        `Goal at ${count(sizes.at(-1)!)}: at most 1 s each: ${slow.length === 0 ? "yes" : `NO for ${slow.join(", ")}`}.`,
      ],
    },
  ];
  sections[0]!.notes.push(await equalToSql());
  const correlation = questions.get("correlation");
  if (correlation !== undefined) sections.push(await correlationOf(correlation));
  return sections;
}

/** Fails where a figure differs from what DuckDB says of it. */
async function equalToSql(): Promise<string> {
  const file = await benchDatabase(sizeForSql);
  const duck = await openDuck(file);
  await withScope(file, async (scope) => {
    for (const [name, compare] of Object.entries(comparisons)) {
      const { answered, asked } = await compare({ scope, duck, filter: {} });
      deepStrictEqual(differences(answered, asked), [], name);
    }
  });
  duck.close();
  return `At ${count(sizeForSql)} every figure that SQL can say was compared with DuckDB's and is equal: ${Object.keys(comparisons).join("; ")}.`;
}

async function correlationOf(ask: Question): Promise<Section> {
  const section: Section = {
    title: "The correlation page, Sev-1/2",
    columns: ["outcome", "Sev-1/2 incidents", "time"],
    rows: [],
    notes: [],
  };
  let longest = 0;
  await withScope(await benchDatabase(sizeForCorrelation), async (scope) => {
    for (const outcome of ["sev1", "high-blast", "lost-orders", "mitigate"]) {
      const { incidents } = await ask(scope, { outcome });
      const ms = await medianMs(() => ask(scope, { outcome }), 5);
      longest = Math.max(longest, ms);
      section.rows.push([outcome, count(incidents), milliseconds(ms)]);
    }
  });
  section.notes.push(`Goal: at most ${correlationGoalMs} ms: ${verdict(longest, correlationGoalMs)}.`);
  return section;
}

/** A question is a file of the same name in lib/analytics, so that a new one is measured without being listed. */
async function allQuestions(): Promise<Map<string, Question>> {
  const found = new Map<string, Question>();
  for (const file of globSync("lib/analytics/*.ts").sort()) {
    const name = basename(file, ".ts");
    if (name.includes(".")) continue;
    const exported: Record<string, unknown> = await import(resolve(file));
    for (const value of Object.values(exported))
      if (isQuery(value) && value.definition.name === name) found.set(name, value);
  }
  return found;
}

function isQuery(value: unknown): value is Question {
  return typeof value === "function" && "definition" in value;
}
