import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { csvFile } from "./csv.ts";
import { remove, scratchDatabase, scratchFile } from "./data.ts";
import { count, median, milliseconds, perSecond, ratio, type Section, verdict } from "./measure.ts";

/** A CSV file of incidents end to end: read, checked, planned and stored, beside `sqlite3 .import`, which checks nothing. */

const sizes = [10_000, 200_000];
const goals = { times: 5 };
const runs = 3;
const command = "scripts/import.ts";

export async function measure(): Promise<Section[]> {
  const section: Section = {
    title: "CSV import of incidents, 15 columns",
    columns: [
      "rows",
      "import",
      "rows of it",
      "sqlite3 .import",
      "import : sqlite3",
      "the same of processor time",
      "most memory",
    ],
    rows: [],
    notes: [],
  };
  if (!existsSync(command)) {
    section.notes.push("There is no import from the command line yet: nothing was measured.");
    return [section];
  }
  for (const size of sizes) {
    const file = await csvFile(size);
    const taken: { own: Ran; bare: Took }[] = [];
    for (let run = 0; run < runs; run += 1)
      taken.push({ own: await importWith(file, size), bare: bareImport(file) });
    const own = median(taken.map((run) => run.own.ms));
    const bare = median(taken.map((run) => run.bare.ms));
    const processor = median(taken.map((run) => run.own.processorMs / run.bare.processorMs));
    const memory = Math.max(...taken.map((run) => run.own.megabytes));
    section.rows.push([
      count(size),
      milliseconds(own),
      perSecond((size / own) * 1000),
      milliseconds(bare),
      ratio(own / bare),
      ratio(processor),
      `${Math.round(memory)} MB`,
    ]);
    if (size === sizes.at(-1))
      section.notes.push(
        `Goal at ${count(size)} rows: at most ${goals.times} ×: ${verdict(own / bare, goals.times)}.`,
      );
  }
  return [section];
}

interface Took {
  ms: number;
  processorMs: number;
}

interface Ran extends Took {
  megabytes: number;
}

async function importWith(csv: string, rows: number): Promise<Ran> {
  const file = await scratchDatabase("import");
  const began = performance.now();
  const before = processorMsOfChildren();
  const child = spawn(
    process.execPath,
    [command, csv, "--target", "incidents", "--zone", "UTC", "--accept-proposals"],
    {
      env: { ...process.env, DATABASE_URL: `file:${file}` },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, memoryOf(child.pid!));
  }, 50);
  const [code] = await once(child, "close");
  clearInterval(watch);
  const took: Took = { ms: performance.now() - began, processorMs: processorMsOfChildren() - before };
  if (code !== 0) throw new Error(`The import ended with code ${code}: ${said.slice(-2000)}`);
  const stored = spawnSync("sqlite3", [file, "select count(*) from incidents"], {
    encoding: "utf8",
  }).stdout.trim();
  if (Number(stored) !== rows) throw new Error(`${stored} of ${rows} rows were stored: ${said.slice(-2000)}`);
  remove(file);
  return { ...took, megabytes };
}

function memoryOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const tickMs = 10;

/** User and system time of the programs that ended, as Linux counts it for whoever started them. */
function processorMsOfChildren(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[13]) + Number(fields[14])) * tickMs;
}

function bareImport(csv: string): Took {
  const file = scratchFile("scratch-bare-import.db");
  remove(file);
  const began = performance.now();
  const before = processorMsOfChildren();
  const { status, stderr } = spawnSync("sqlite3", [file, ".mode csv", `.import ${csv} incidents`], {
    encoding: "utf8",
  });
  const took: Took = { ms: performance.now() - began, processorMs: processorMsOfChildren() - before };
  if (status !== 0) throw new Error(`sqlite3 ended with code ${status}: ${stderr}`);
  remove(file);
  return took;
}
