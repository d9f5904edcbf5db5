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
  project.provide("template", { folder, name: file });
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function setupPostgres(project: TestProject) {
  const server = process.env.DATABASE_URL!;
  const name = `faultline_template_${process.pid}`;
  await administer(server, `create database ${name}`);
  const database = openDatabase(databaseUrl(server, name));
  await migrate(database);
  await database.close();
  project.provide("template", { folder: server, name });
  return async () => administer(server, `drop database if exists ${name} with (force)`);
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    template: { folder: string; name: string };
  }
}
