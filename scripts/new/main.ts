import { spawnSync } from "node:child_process";
import { exitWithMessage, typed, usageOf } from "../command-line.ts";
import { newIntegration } from "./integration.ts";
import { type Making, make, type Name, nameOf } from "./making.ts";
import { newQuestion } from "./question.ts";

/** `npm run new`: the files and lines of a new question or integration, with a test that says what to write. */

const usage =
  'npm run new -- question <name> ["What it asks?"]\n       npm run new -- integration <name>\n       <name> in small letters, with hyphens: error-budget';

await exitWithMessage(() => {
  const [kind, kebab, asks] = typed(usage, { allowPositionals: true }).positionals;
  const name = nameOf(kebab ?? "");
  const making = name === null ? null : makingOf(kind, name, asks);
  if (making === null) throw usageOf(usage);
  const written = make(".", making);
  run("node_modules/@biomejs/biome/bin/biome", ["check", "--write", ...written.filter(isCode)]);
  run("scripts/definitions.ts", []);
  console.log(`Made:\n${written.map((file) => `  ${file}`).join("\n")}\n\nNow:`);
  console.log(making.next.map((step, i) => `  ${i + 1}. ${step}`).join("\n"));
});

function makingOf(kind: string | undefined, name: Name, asks: string | undefined): Making | null {
  if (kind === "question") return newQuestion(name, asks ?? `What does ${name.title.toLowerCase()} tell?`);
  return kind === "integration" ? newIntegration(name) : null;
}

function isCode(file: string): boolean {
  return /\.tsx?$/.test(file);
}

function run(program: string, given: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...given], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
}
