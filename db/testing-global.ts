import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { engine } from "./dialect.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open.ts";

/** A migrated, empty database is made once; each test works on a copy of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return engine === "postgres" ? setupPostgres(project) : setupSqlite(project);
}

async function setupSqlite(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-test-"));
  const file = join(folder, "template.db");
  const database = openDatabase(`file:${file}`);
  await migrate(database);
  await database.close();
  project.provide("template", { folder, name: file, rows: "" });
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function setupPostgres(project: TestProject) {
  const server = process.env.DATABASE_URL!;
  const name = `faultline_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await administer(server, `create database ${name}`);
  const database = openDatabase(databaseUrl(server, name));
  await migrate(database);
  await database.close();
  project.provide("template", { folder: server, name, rows: await rowsOf(databaseUrl(server, name)) });
  return async () => {
    const left = await administer<{ datname: string }>(
      server,
      `select datname from pg_database where datname ^@ '${name}'`,
    );
    for (const { datname } of left)
      await administer(server, `drop database if exists ${datname} with (force)`);
  };
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function administer<Row extends object>(server: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** What is stored, by table: the rows that migrations made. */
async function rowsOf(url: string): Promise<string> {
  const tables = await administer<{ name: string }>(
    url,
    "select oid::regclass as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  const stored: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [rows] = await administer<{ all: unknown }>(url, `select json_agg(t) as all from ${name} t`);
    if (rows?.all) stored[name] = rows.all;
  }
  return JSON.stringify(stored);
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Where it is, what it is called, and what its migrations stored. */
    template: { folder: string; name: string; rows: string };
  }
}
