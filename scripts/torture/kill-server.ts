import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { freePort } from "#scripts/postgres.ts";
import { seededRandom } from "#scripts/seed/random.ts";
import { faultsOf } from "./check.ts";
import { type Acknowledged, client, restDoors } from "./clients.ts";
import type { Rounds, Survived } from "./kill.ts";

/** The same with the built server as the one that dies, and clients that speak REST from outside it. */
export async function killServer(rounds: Rounds): Promise<Survived> {
  const { url, kills, seed, mostMs = 1500, tell } = rounds;
  const chance = seededRandom(seed);
  const all = new Map<string, Acknowledged>();
  const faults: string[] = [];
  const environment = serverEnvironment(url);
  const key = makeKey(environment);
  for (let kill = 1; kill <= kills && faults.length === 0; kill += 1) {
    const acknowledged: Acknowledged[] = [];
    const { server, address } = await startServer(environment);
    const doors = restDoors(address, key);
    const acknowledge = (some: Acknowledged[]) => {
      if (acknowledged.length === 0) setTimeout(() => server.kill("SIGKILL"), chance.integer(1, mostMs));
      acknowledged.push(...some);
    };
    const clients = Array.from({ length: 8 }, (_, i) =>
      client({ name: `k${kill}-${i}`, doors, acknowledge }),
    );
    await Promise.allSettled(clients);
    await gone(server);
    for (const one of acknowledged) all.set(one.name, one);
    const found = await faultsOf({ url, acknowledged: all.values() });
    faults.push(...found.map((fault) => `after kill ${kill}: ${fault}`));
    tell?.(`kill ${kill}: ${acknowledged.length} acknowledged, ${found.length} faults`);
  }
  return { acknowledged: all.size, faults, imports: { done: 0, other: 0 } };
}

export function serverEnvironment(url: string): NodeJS.ProcessEnv {
  return { ...process.env, BASE_URL: "", NODE_ENV: "production", LOG_LEVEL: "warn", DATABASE_URL: url };
}

/** The key alone stands on the last line of what the command prints. */
export function makeKey(env: NodeJS.ProcessEnv): string {
  const words = ["scripts/create-key.ts", "--name", "torture", "--scopes", "read,write"];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout.trimEnd().split("\n").at(-1)!;
}

export interface Started {
  server: ChildProcess;
  address: string;
  printed: () => string;
}

const startSeconds = 60;

export async function startServer(env: NodeJS.ProcessEnv): Promise<Started> {
  const port = await freePort();
  const server = spawn(process.execPath, ["scripts/serve.ts"], {
    env: { ...env, HOST: "127.0.0.1", PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [server.stdout!, server.stderr!]) stream.on("data", (some) => (text += some));
  const address = `http://127.0.0.1:${port}`;
  for (let tried = 0; tried < startSeconds * 10; tried += 1) {
    const answer = await fetch(`${address}/api/health`).catch(() => null);
    if (answer?.ok) return { server, address, printed: () => text };
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill("SIGKILL");
  throw new Error(`The server did not start:\n${text}`);
}

export function gone(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => server.once("exit", () => resolve()));
}
