import { randomUUID } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { isConnected } from "./connections.ts";
import type { Database } from "./database.ts";
import { engine } from "./dialect.ts";
import { openDatabase } from "./open.ts";
import { administer, databaseUrl } from "./testing-global.ts";

/** An empty database for the running test alone, on the engine under test; it goes when the test ends. */
export async function testDatabase(): Promise<Database> {
  const { url, drop } = await copyOfTemplate();
  const database = openDatabase(url);
  onTestFinished(async () => {
    // A test that opens many closes each itself.
    if (isConnected(database)) await database.close();
    await drop();
  });
  return database;
}

/** The address of such a database, for tests that start a program of their own on it. */
export async function copyOfTemplate(): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = inject("template");
  if (engine === "sqlite") {
    const file = join(template.folder, `${randomUUID()}.db`);
    copyFileSync(template.name, file);
    const drop = async () => {
      for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    };
    return { url: `file:${file}`, drop };
  }
  const name = `faultline_test_${randomUUID().replaceAll("-", "")}`;
  await administer(template.folder, `create database ${name} template ${template.name}`);
  return {
    url: databaseUrl(template.folder, name),
    drop: () => administer(template.folder, `drop database if exists ${name} with (force)`),
  };
}
