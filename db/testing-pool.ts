import { randomUUID } from "node:crypto";
import pg from "pg";
import { administer, databaseUrl } from "./testing-global.ts";

/**
 * Databases of PostgreSQL for one test after the other. Making one takes 40 times as long as emptying it, so what a test
 * leaves is taken away and the next has it; one whose tables, functions or settings a test changed goes for good.
 */
type Pooled = { name: string; url: string; client: pg.Client; shape: string };

const ready: Pooled[] = [];

export async function takeDatabase(template: {
  folder: string;
  name: string;
  rows: string;
}): Promise<{ url: string; drop: () => Promise<void> }> {
  const taken = ready.pop() ?? (await made(template));
  const drop = async () => {
    try {
      await emptied(taken, template.rows);
      ready.push(taken);
    } catch {
      await taken.client.end().catch(() => {});
      await administer(template.folder, `drop database if exists ${taken.name} with (force)`);
    }
  };
  return { url: taken.url, drop };
}

async function made({ folder, name: template }: { folder: string; name: string }): Promise<Pooled> {
  const name = `${template}_${randomUUID().replaceAll("-", "")}`;
  await administer(folder, `create database ${name} template ${template}`);
  const url = databaseUrl(folder, name);
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  // Neither references nor triggers are asked while rows go and come back.
  await client.query("set session_replication_role = replica");
  return { name, url, client, shape: await shapeOf(client) };
}

/** As a copy of the template is: whoever is still connected is gone, and so is what they stored. */
async function emptied({ client, shape }: Pooled, rows: string): Promise<void> {
  await client.query(`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  if ((await shapeOf(client)) !== shape) throw new Error("Its tables are others now.");
  await client.query(emptying);
  for (const [table, stored] of Object.entries(JSON.parse(rows) as Record<string, unknown>))
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(stored),
    ]);
}

/** Deleting is quicker while a table is small, and leaves behind what cutting it off does not. */
const emptying = `
  do $$ declare one record; begin
    for one in
      select oid::regclass as name, pg_relation_size(oid) as size, pg_total_relation_size(oid) as total
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    loop
      if one.total > 1048576 then execute format('truncate %s cascade', one.name);
      elsif one.size > 0 then execute format('delete from %s', one.name);
      end if;
    end loop;
  end $$`;

/** Everything that is not a row, in one word. */
async function shapeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(`
    select md5(string_agg(part, ' ' order by part)) as shape from (
      select concat(oid, relname, relkind, relnatts, reloptions) as part
        from pg_class where oid >= 16384 and relkind <> 't' and relpersistence = 'p'
      union all select concat(attrelid, attname, atttypid, attnotnull, attisdropped, atthasdef)
        from pg_attribute where attrelid >= 16384 and attnum > 0
      union all select concat(oid, pg_get_expr(adbin, adrelid)) from pg_attrdef
      union all select concat(oid, pg_get_constraintdef(oid), convalidated) from pg_constraint where oid >= 16384
      union all select concat(oid, tgname, tgenabled) from pg_trigger where not tgisinternal
      union all select concat(oid, proname, md5(prosrc)) from pg_proc where oid >= 16384
      union all select concat('namespace', nspname) from pg_namespace where nspname !~ '^pg_'
      union all select concat('extension', extname) from pg_extension
      union all select concat('setting', setconfig) from pg_db_role_setting
        where setdatabase = (select oid from pg_database where datname = current_database())
      union all select concat('sequence', schemaname, sequencename, last_value) from pg_sequences
    ) parts`);
  return rows[0]!.shape;
}
