import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, machine, markdownOf, type Section } from "./measure.ts";

/**
 * `npm run bench [-- part …] [--write]`: each part in a process of its own, so that none inherits another's memory.
 * `--write` puts the tables into RESULTS.md, in place of those of the same parts.
 */

const parts = ["facts", "load", "list", "questions", "import", "meanwhile", "ingest", "git"] as const;
type Part = (typeof parts)[number];

interface Measured {
  measure(): Promise<Section[]>;
}

const modules: Record<Part, () => Promise<Measured>> = {
  facts: () => import("./facts.ts"),
  load: () => import("./load.ts"),
  list: () => import("./list.ts"),
  questions: () => import("./questions.ts"),
  import: () => import("./import.ts"),
  meanwhile: () => import("./meanwhile.ts"),
  ingest: () => import("./ingest.ts"),
  git: () => import("./git.ts"),
};

const preface = `# Results

Written by \`npm run bench -- --write\`. Times are medians of several runs on a machine that others use too; the
ratios, measured in turns within one run, say more than the times. Answers are not kept between runs.
`;

const words = process.argv.slice(2);
const isPart = (word: string): word is Part => (parts as readonly string[]).includes(word);

if (process.send !== undefined && words[0] !== undefined && isPart(words[0])) await runHere(words[0]);
else await runAll(words);

async function runHere(part: Part): Promise<void> {
  const { measure } = await modules[part]();
  process.send!(await measure());
  process.disconnect();
}

async function runAll(given: readonly string[]): Promise<void> {
  const unknown = given.find((word) => word !== "--write" && !isPart(word));
  if (unknown !== undefined) {
    console.error(`There is no part “${unknown}”. Parts: ${parts.join(", ")}. Option: --write`);
    process.exit(1);
  }
  const chosen = given.filter(isPart);
  const tables = new Map<Part, string>();
  console.log(`${machine()}\n`);
  for (const part of chosen.length === 0 ? parts : chosen) {
    const text = (await runApart(part)).map(markdownOf).join("\n");
    tables.set(part, `${stampOf(load())}\n\n${text.trim()}\n`);
    console.log(text);
  }
  if (given.includes("--write")) write(tables);
}

function runApart(part: Part): Promise<Section[]> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [part], {
      env: { ...process.env, FAULTLINE_KEEP_ANSWERS: "0", LOG_LEVEL: "warn" },
    });
    let sections: Section[] | null = null;
    child.on("message", (message) => {
      sections = message as Section[];
    });
    child.on("exit", (code) => {
      if (code === 0 && sections !== null) resolve(sections);
      else reject(new Error(`The part ${part} ended with code ${code}.`));
    });
  });
}

/** Parts that were not run keep the tables, and the machine, they had. */
function write(tables: ReadonlyMap<Part, string>): void {
  const file = join(import.meta.dirname, "RESULTS.md");
  const kept = new Map(sectionsOf(file));
  for (const [part, text] of tables) kept.set(part, text);
  const body = parts.flatMap((part) => (kept.has(part) ? [`<!-- ${part} -->\n${kept.get(part)!}`] : []));
  writeFileSync(file, `${preface}\n${body.join("\n")}`);
}

function stampOf(average: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Measured ${day} on ${machine()}; load average over the last five minutes ${average}, the benchmark's own included.`;
}

function sectionsOf(file: string): [Part, string][] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return [...text.matchAll(/<!-- (\w+) -->\n([\s\S]*?)(?=\n<!-- |$(?![\s\S]))/g)].map(([, part, body]) => [
    part as Part,
    `${body!.trim()}\n`,
  ]);
}
