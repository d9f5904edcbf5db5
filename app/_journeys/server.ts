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
  stop: () => Promise<void>;
}

const startSeconds = 60;

export async function serveDemo(): Promise<Served> {
  return start((folder) => ["scripts/demo.ts", "--data", join(folder, "demo.db")], {});
}

export async function serveEmpty(): Promise<Served> {
  return start(() => ["scripts/serve.ts"], {});
}

async function start(script: (folder: string) => string[], more: Record<string, string>): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-journey-"));
  const port = await freePort();
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
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (printed += text));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tried = 0; tried < startSeconds * 4; tried += 1) {
    const health = await fetch(`${url}/api/health`).catch(() => null);
    if (health?.ok && ((await health.json()) as { figures: string }).figures === "ready")
      return { url, log: () => printed, stop };
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
