import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The built product, served as its readers get it, on a database of its own. */
export interface Served {
  url: string;
  /** What the server printed, for codes and errors. */
  log: () => string;
  /** The folder that holds its database. */
  folder: string;
  stop: () => Promise<void>;
}

const startSeconds = 60;

export async function serveDemo(): Promise<Served> {
  return start(
    (folder) => ["scripts/demo.ts", "--data", join(folder, "demo.db")],
    () => ({}),
  );
}

/** With more of the environment, which may name the address that it will be reached at. */
export async function serveEmpty(more: Environment = () => ({})): Promise<Served> {
  return start(() => ["scripts/serve.ts"], more);
}

type Environment = (url: string, folder: string) => Record<string, string>;

/** Runs a script of the command line on the database that is being served, as its operator does. */
async function operate({ folder }: Served, args: string[], input = ""): Promise<string[]> {
  const script = spawn(process.execPath, args, {
    env: { ...process.env, BASE_URL: "", DATABASE_URL: `file:${join(folder, "faultline.db")}` },
  });
  let printed = "";
  for (const stream of [script.stdout, script.stderr]) stream.on("data", (text) => (printed += text));
  script.stdin.end(input);
  const status = await new Promise((resolve) => script.once("close", resolve));
  if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${printed}`);
  return printed.trim().split("\n");
}

export async function keyFor(served: Served, scopes: string): Promise<string> {
  const printed = await operate(served, ["scripts/create-key.ts", "--name", scopes, "--scopes", scopes]);
  return printed.at(-1)!;
}

export async function adminFor(
  served: Served,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<void> {
  await operate(served, ["scripts/create-admin.ts", "--email", email, "--name", name], `${password}\n`);
}

/** Sends to the REST interface as a program does. */
export async function send(
  { url }: Served,
  of: { key: string; method?: string; path: string; body?: unknown },
  // biome-ignore lint/suspicious/noExplicitAny: each journey knows the shape it asked for
): Promise<any> {
  const response = await fetch(`${url}/api/v1${of.path}`, {
    method: of.method ?? (of.body === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${of.key}`, "content-type": "application/json" },
    ...(of.body === undefined ? {} : { body: JSON.stringify(of.body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${of.path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function start(script: (folder: string) => string[], more: Environment): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-journey-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, script(folder), {
    env: {
      ...process.env,
      // The test runner sets this one for its own ends.
      BASE_URL: "",
      NODE_ENV: "production",
      TZ: "UTC",
      PORT: String(port),
      DATABASE_URL: `file:${join(folder, "faultline.db")}`,
      LOG_LEVEL: "info",
      ...more(url, folder),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (printed += text));
  const stop = async () => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tried = 0; tried < startSeconds * 4; tried += 1) {
    const health = await fetch(`${url}/api/health`).catch(() => null);
    if (health?.ok && ((await health.json()) as { figures: string }).figures === "ready")
      return { url, log: () => printed, folder, stop };
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  throw new Error(`The server did not start:\n${printed}`);
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill("SIGTERM");
    setTimeout(() => server.kill("SIGKILL"), 5000).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
