import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { incidentKinds } from "#lib/incidents/schema.ts";
import { type FileReader, fileReader } from "./file-reader.ts";
import { importFile, type Outcome, tallyOf } from "./imports.ts";
import { namedFiles } from "./named-files.ts";
import { naughtyFaults } from "./naughty.ts";
import { type Instance, openInstance } from "./server.ts";

/**
 * `node scripts/acceptance/main.ts`: real files of other tools, imported into the built product over REST with nothing
 * but answers to its questions, and counted by another reader. Where the files are not there, there is nothing to do.
 */

const folder = process.argv[2] ?? "../shared/data";
const faults: string[] = [];

function check(holds: boolean, fault: string): void {
  if (!holds) faults.push(fault);
}

/** Each named file is read whole, month by month as the other reader counts it, and a second time changes nothing. */
async function checkNamed(instances: readonly [Instance, Instance], reader: FileReader): Promise<void> {
  for (const [i, { file, target, start, rows }] of namedFiles.entries()) {
    // The first two tell of the same incidents.
    const instance = instances[(i % 2) as 0 | 1];
    const path = join(folder, file);
    const upload = { name: basename(file), bytes: new Uint8Array(readFileSync(path)), target };
    const outcome = await importFile(instance, upload);
    if ("refused" in outcome) {
      faults.push(`${file}: ${outcome.refused.status} ${outcome.refused.words}`);
      continue;
    }
    const { done } = outcome;
    const expected = await reader.months(path, start);
    const count = await reader.rows(path);
    check(count === rows, `${file}: the other reader finds ${count} rows, not ${rows}`);
    check(done.created === rows, `${file}: ${JSON.stringify(tallyOf(done))}, not ${rows} created`);
    const stored = await storedBy(instance, { id: done.id, target });
    check(stored === rows, `${file}: ${stored} records are there, not ${rows}`);
    const months = JSON.stringify(done.plan?.months);
    check(
      months === JSON.stringify(expected),
      `${file}: by month ${months}, not ${JSON.stringify(expected)}`,
    );
    const again = await importFile(instance, upload);
    const tally = "done" in again ? tallyOf(again.done) : again.refused;
    const nothing = { created: 0, updated: 0, unchanged: rows, refused: 0, skipped: 0 };
    check(
      JSON.stringify(tally) === JSON.stringify(nothing),
      `${file}: a second import gives ${JSON.stringify(tally)}`,
    );
    console.log(`${file}: ${rows} ${target}, and nothing new the second time`);
  }
}

async function storedBy(instance: Instance, of: { id: string; target: string }): Promise<number> {
  const kind = of.target === "incidents" ? `&kind=${incidentKinds.join(",")}` : "";
  const { json } = await instance.get(`/${of.target}?period=all&limit=1&import=${of.id}${kind}`);
  return (json as { total: number }).total;
}

const ways = [
  { target: "incidents", anyColumn: false },
  { target: "changes", anyColumn: false },
  { target: "systems", anyColumn: false },
  { target: "incidents", anyColumn: true },
] as const;

/** Whatever the file is: it is refused with a sentence, or every row of it is told of. */
async function checkAny(instance: Instance): Promise<void> {
  const counts = { read: 0, rows: 0, refused: 0 };
  for (const path of globSync(`${folder}/**/*.csv`).toSorted()) {
    const bytes = new Uint8Array(readFileSync(path));
    for (const way of ways) {
      const name = `${path} as ${way.target}${way.anyColumn ? " by any column" : ""}`;
      const began = Date.now();
      const upload = { name: basename(path), bytes, target: way.target };
      const outcome = await importFile(instance, upload, way).catch(asRefusal);
      const seconds = (Date.now() - began) / 1000;
      check(seconds < 30, `${name}: took ${seconds} s`);
      if ("refused" in outcome) {
        const { status, words } = outcome.refused;
        const isSentence = /^.{20,}[.?!]\s*$/s.test(words);
        check(status >= 400 && status < 500 && isSentence, `${name}: ${status} “${words}”`);
        counts.refused += 1;
        continue;
      }
      const { done } = outcome;
      const { created, updated, unchanged, refused, skipped } = done;
      const told = created + updated + unchanged + refused + skipped;
      check(done.state === "done", `${name}: ${done.state}, ${done.failure}`);
      check(told === done.total, `${name}: ${told} of ${done.total} rows are told of`);
      const known = recordsBeside(path);
      check(known === null || known === told, `${name}: ${told} rows, and ${known} are in the file`);
      counts.read += 1;
      counts.rows += told;
    }
  }
  const { read, rows, refused } = counts;
  console.log(`every file in four ways: ${read} read with ${rows} rows, ${refused} refused in words`);
}

/** One of the collections says in JSON what each of its files holds. */
function recordsBeside(path: string): number | null {
  const json = path.replace("/csvs/", "/json/").replace(/csv$/, "json");
  if (json === path || !existsSync(json)) return null;
  return [JSON.parse(readFileSync(json, "utf8")) as unknown].flat().length;
}

function asRefusal(error: unknown): Outcome {
  return { refused: { status: 0, words: String(error) } };
}

if (!existsSync(folder)) {
  console.log(`There are no files in ${folder}: nothing to try.`);
} else {
  const instance = await openInstance();
  const elsewhere = await openInstance();
  const reader = await fileReader();
  try {
    await checkNamed([instance, elsewhere], reader);
    const strings = join(folder, "naughty-strings/blns.json");
    if (existsSync(strings)) faults.push(...(await naughtyFaults(instance, elsewhere, strings)));
    await checkAny(elsewhere);
  } finally {
    reader.close();
    await instance.stop();
    await elsewhere.stop();
  }
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? "All of it holds." : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
