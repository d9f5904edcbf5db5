import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

/** The built product, running by itself on a database of the bench's. */
export interface Server {
  url: string;
  headers: Record<string, string>;
  pid: number;
  /** From the start of the process until figures are ready. */
  readyMs: number;
  stop(): Promise<void>;
}

export function isBuilt(): boolean {
  return existsSync(".next/standalone/server.js");
}

export async function startServer(file: string): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: `file:${file}`,
    HOST: "127.0.0.1",
    PORT: String(port),
    BASE_URL: url,
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const headers = keyFor(environment);
  const began = performance.now();
  const child = spawn(process.execPath, ["scripts/serve.ts"], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await ready(url, child);
  return { url, headers, pid: child.pid!, readyMs: performance.now() - began, stop: () => stop(child) };
}

/** Where the product has keys, requests carry one that may do everything. */
function keyFor(environment: NodeJS.ProcessEnv): Record<string, string> {
  if (!existsSync("scripts/create-key.ts")) return {};
  const made = spawnSync(
    process.execPath,
    ["scripts/create-key.ts", "--name", "bench", "--scopes", "read,write,admin"],
    { env: environment, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`No key for the benchmark: ${made.stderr}`);
  return { authorization: `Bearer ${made.stdout.trim().split("\n").at(-1)!}` };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tried = 0; tried < 3000; tried += 1) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with code ${child.exitCode} before it was ready.`);
    const health = await fetch(`${url}/api/health`).then(
      (answer) => answer.json() as Promise<{ figures?: string }>,
      () => ({ figures: undefined }),
    );
    if (health.figures === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The server did not become ready within a minute.");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}
