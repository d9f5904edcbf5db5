import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { systemActor } from "#lib/actor.ts";
import { busyImports, listImports } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { openScope } from "#lib/open-scope.ts";
import { type Random, seededRandom } from "#scripts/seed/random.ts";
import { faultsOf } from "./check.ts";
import type { Acknowledged } from "./clients.ts";

export interface Rounds {
  url: string;
  kills: number;
  seed: number;
  /** Rows of each imported file; none without. */
  rows?: number;
  clients?: number;
  /** How long after the first acknowledged write the kill comes, at most; a few come before it. */
  mostMs?: number;
  tell?: (line: string) => void;
}

export interface Survived {
  acknowledged: number;
  faults: string[];
  imports: { done: number; other: number };
}

/** Starts writers, kills them with SIGKILL at a moment of chance, looks at what is stored, and begins again. */
export async function killAgainAndAgain(rounds: Rounds): Promise<Survived> {
  const { url, kills, seed, tell } = rounds;
  const chance = seededRandom(seed);
  const all = new Map<string, Acknowledged>();
  const faults: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const acknowledged = await untilKilled({ ...rounds, name: `k${kill}`, chance });
    for (const one of acknowledged) all.set(one.name, one);
    await restarted(url);
    const found = await faultsOf({ url, acknowledged: all.values() });
    faults.push(...found.map((fault) => `after kill ${kill}: ${fault}`));
    tell?.(`kill ${kill}: ${acknowledged.length} acknowledged, ${found.length} faults`);
    if (found.length > 0) break;
  }
  const imports = await endImports(url);
  faults.push(...(await faultsOf({ url, acknowledged: all.values() })));
  return { acknowledged: all.size, faults, imports };
}

/** What a kill during the very first start left undone, the next start does. */
async function restarted(url: string): Promise<void> {
  const { close } = await openScope(url, systemActor("torture"));
  await close();
}

async function untilKilled(of: Rounds & { name: string; chance: Random }): Promise<Acknowledged[]> {
  const { name, chance, url, clients = 8, rows = 0, mostMs = 3000 } = of;
  const child = spawn(
    process.execPath,
    ["scripts/torture/ingest.ts", "--name", name, "--clients", String(clients), "--rows", String(rows)],
    {
      env: { ...process.env, BASE_URL: "", LOG_LEVEL: "warn", DATABASE_URL: url },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const acknowledged: Acknowledged[] = [];
  let printed = "";
  child.stderr!.on("data", (text) => (printed += text));
  const later = () => setTimeout(() => child.kill("SIGKILL"), chance.integer(1, mostMs));
  // Some are killed while they still start: they open, recover or migrate the database then.
  let killAt = chance.chance(0.1) ? later() : null;
  for await (const line of createInterface({ input: child.stdout! })) {
    const said = parsed(line);
    if (said?.acknowledged === undefined) continue;
    acknowledged.push(...said.acknowledged);
    if (killAt === null) killAt = later();
  }
  await ended(child);
  if (child.signalCode !== "SIGKILL") throw new Error(`The writers ended by themselves:\n${printed}`);
  return acknowledged;
}

/** The last line may be cut off by the kill: what it said was not heard by anybody. */
function parsed(line: string): { acknowledged?: Acknowledged[] } | null {
  try {
    return JSON.parse(line) as { acknowledged?: Acknowledged[] };
  } catch {
    return null;
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** An import that was killed goes on where it stood, and comes to its end. */
async function endImports(url: string): Promise<Survived["imports"]> {
  const { scope, close } = await openScope(url, systemActor("torture"));
  try {
    for (const { id, state } of await busyImports(scope, undefined))
      if (state !== "uploading") await work(scope, id);
    const { items } = await listImports(scope, { limit: 500 });
    const begun = items.filter(({ state }) => !["uploading", "uploaded", "planned"].includes(state));
    const done = begun.filter(({ state, created, total }) => state === "done" && created === total).length;
    return { done, other: begun.length - done };
  } finally {
    await close();
  }
}
