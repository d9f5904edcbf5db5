import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { systemActor } from "#lib/actor.ts";
import { getImport } from "#lib/imports/read.ts";
import { rowsPerCommit } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { openScope } from "#lib/open-scope.ts";
import { type Random, seededRandom } from "#scripts/seed/random.ts";
import { faultsOf } from "./check.ts";
import { csvOf } from "./file.ts";
import type { Rounds, Survived } from "./kill.ts";
import { openStored } from "./stored.ts";

/**
 * Kills the run of one import again and again, lets it end, and compares every stored row with those of an import
 * that was left in peace on a database of its own.
 */
export async function killImport(rounds: Rounds & { rows: number; peaceful: string }): Promise<Survived> {
  const { url, peaceful, rows, kills, seed, tell } = rounds;
  const chance = seededRandom(seed);
  await run({ url: peaceful, id: await begun(peaceful, rows) });
  tell?.(`${rows} rows were imported in peace`);
  const id = await begun(url, rows);
  // A commit takes in what pieces of the file hold, so at most so many rows and half as many again.
  const mostCommits = Math.max(1, Math.floor(rows / (1.5 * rowsPerCommit) / kills));
  const faults: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const commits = await run({ url, id, kill: { chance, afterCommits: chance.integer(1, mostCommits) } });
    if (commits === null) faults.push(`kill ${kill} came too late`);
    const found = await faultsOf({ url, acknowledged: [] });
    faults.push(...found.map((fault) => `after kill ${kill}: ${fault}`));
    tell?.(`kill ${kill} after ${commits} commits: ${found.length} faults`);
  }
  await run({ url, id });
  const end = await stateOf(url, id);
  faults.push(...(await faultsOf({ url, acknowledged: [] })), ...(await differences(url, peaceful)));
  const done = end.state === "done" && end.created === rows ? 1 : 0;
  return { acknowledged: end.created, faults, imports: { done, other: 1 - done } };
}

async function begun(url: string, rows: number): Promise<string> {
  const { scope, close } = await openScope(url, systemActor("torture"));
  try {
    const { id } = await receiveImport(scope, {
      said: () => ({ target: "incidents" }),
      fileName: "large.csv",
      bytes: csvOf({ name: "large", rows }),
    });
    await planStaged(scope, id, { answers: { createSystems: true }, acceptProposals: true });
    await beginRun(scope, { id });
    return id;
  } finally {
    await close();
  }
}

async function stateOf(url: string, id: string): Promise<{ state: string; created: number }> {
  const { scope, close } = await openScope(url, systemActor("torture"));
  try {
    return await getImport(scope, { id });
  } finally {
    await close();
  }
}

interface Run {
  url: string;
  id: string;
  /** A moment of chance after so many commits. */
  kill?: { chance: Random; afterCommits: number };
}

/** A process at work on the import; how many commits it lived to tell of, null where it ended by itself. */
async function run({ url, id, kill }: Run): Promise<number | null> {
  const child = spawn(process.execPath, ["lib/imports/run/testing-run.ts", url, id], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, LOG_LEVEL: "warn", DATABASE_URL: url },
  });
  let commits = 0;
  child.stdout.on("data", (text: Buffer) => {
    const before = commits;
    commits += text.toString().split("\n").length - 1;
    if (kill === undefined || before >= kill.afterCommits || commits < kill.afterCommits) return;
    setTimeout(() => child.kill("SIGKILL"), kill.chance.integer(0, 150));
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (signal === "SIGKILL") return commits;
  if (code !== 0) throw new Error(`The import ended with code ${code}.`);
  return null;
}

/** Without what time, chance and the number of commits put into them. */
const compared: Record<string, string> = {
  incidents: `select number, version, source, external_id, kind, title, summary, severity, severity_raw, status, started_at,
    detected_at, mitigated_at, resolved_at, lost_orders, errors, trigger, root_cause, ai_involvement, deleted_at
    from incidents order by number`,
  systems: "select number, version, slug, name from systems order by number",
  incident_systems: `select incident_number, system_number, part from incident_systems order by 1, 2`,
  incident_regions: "select incident_number, region from incident_regions order by 1, 2",
  import_rows: `select line, state, record_number, record_version, before, raw, reasons from import_rows order by line`,
  imports: `select state, done, total, created, updated, unchanged, refused, skipped from imports`,
};

async function differences(url: string, peaceful: string): Promise<string[]> {
  const [killed, left] = [await digests(url), await digests(peaceful)];
  return Object.keys(compared)
    .filter((table) => killed[table] !== left[table])
    .map((table) => `${table} is not what an import left in peace stores`);
}

async function digests(url: string): Promise<Record<string, string>> {
  const stored = await openStored(url);
  try {
    const found: Record<string, string> = {};
    for (const [table, query] of Object.entries(compared)) {
      const hash = createHash("sha256");
      for (const row of await stored.rows(query)) hash.update(`${JSON.stringify(row)}\n`);
      found[table] = hash.digest("hex");
    }
    return found;
  } finally {
    await stored.close();
  }
}
