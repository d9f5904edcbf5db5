import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { inject, onTestFinished } from "vitest";
import { isConnected } from "./connections.ts";
import type { Database } from "./database.ts";
import { engine } from "./dialect.ts";
import { openDatabase } from "./open.ts";
import { takeDatabase } from "./testing-pool.ts";

/** What a run of a property took and gives back. */
const ofRun = new AsyncLocalStorage<(() => Promise<void>)[]>();

/** An empty database for the running test alone, on the engine under test; it goes when the test ends. */
export async function testDatabase(): Promise<Database> {
  const { url, drop } = await copyOfTemplate();
  const database = openDatabase(url);
  const giveBack = async () => {
    if (isConnected(database)) await database.close();
    await drop();
  };
  const run = ofRun.getStore();
  if (run === undefined) onTestFinished(giveBack);
  else run.push(giveBack);
  return database;
}

/** As fast-check's own, where each run has its own databases, which go with it: a server lends only so many connections. */
export const asyncProperty = ((...of: unknown[]) => {
  const run = of.pop() as (...drawn: unknown[]) => Promise<unknown>;
  const alone = (...drawn: unknown[]) =>
    ofRun.run([], async () => {
      try {
        return await run(...drawn);
      } finally {
        for (const giveBack of ofRun.getStore()!) await giveBack();
      }
    });
  return (fc.asyncProperty as (...all: unknown[]) => unknown)(...of, alone);
}) as typeof fc.asyncProperty;

/** The address of such a database, for tests that start a program of their own on it. */
export async function copyOfTemplate(): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = inject("template");
  if (engine === "postgres") return takeDatabase(template);
  const file = join(template.folder, `${randomUUID()}.db`);
  copyFileSync(template.name, file);
  const drop = async () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  };
  return { url: `file:${file}`, drop };
}

/**
 * How often a property is tried whose fault would be one of ours on whatever engine: in full on one of them. The other
 * tries the first of the same draws, which is enough for what is wrong with all that it stores or answers.
 */
export function runs(count: number): number {
  return engine === "sqlite" ? count : Math.ceil(count / 4);
}
