import { sql } from "drizzle-orm";
import type { Database } from "#db/database.ts";
import { processWide } from "#db/process.ts";
import type { Scan } from "#db/scan.ts";
import { state } from "#db/schema/settings.ts";
import { ChangeFacts, VolumeFacts } from "./changes.ts";
import { IncidentFacts } from "./incidents.ts";
import { SystemFacts } from "./systems.ts";

/**
 * A columnar copy of what analytics needs, in memory. Each use first compares the database's revision with its own
 * and takes in the rows above it, so an answer always holds every write acknowledged before it was asked for.
 */
export class Facts {
  revision = 0;
  readonly systems = new SystemFacts();
  readonly incidents = new IncidentFacts();
  readonly changes = new ChangeFacts();
  readonly volumes = new VolumeFacts();
}

interface Holder {
  facts: Facts;
  loaded: boolean;
  refreshing: Promise<void> | null;
}

const holders = processWide("facts", () => new WeakMap<Database, Holder>());

export async function factsOf(database: Database, scan: Scan): Promise<Facts> {
  const holder = holderOf(database);
  // A refresh under way may have begun before the write that the caller knows of; it is awaited, then checked again.
  while (holder.refreshing !== null) await holder.refreshing;
  const latest = await revisionOf(scan);
  if (holder.loaded && latest <= holder.facts.revision) return holder.facts;
  // Another caller may have begun to refresh during the await above.
  if (holder.refreshing !== null) return factsOf(database, scan);
  holder.refreshing = refresh(holder, scan, latest).finally(() => {
    holder.refreshing = null;
  });
  await holder.refreshing;
  return holder.facts;
}

/** False until the first load is through: pages then say that figures are loading. */
export function factsLoaded(database: Database): boolean {
  return holderOf(database).loaded;
}

function holderOf(database: Database): Holder {
  let holder = holders.get(database);
  if (holder === undefined) {
    holder = { facts: new Facts(), loaded: false, refreshing: null };
    holders.set(database, holder);
  }
  return holder;
}

async function refresh(holder: Holder, scan: Scan, latest: number): Promise<void> {
  const { facts } = holder;
  const after = facts.revision;
  await facts.systems.pull(scan, after);
  await facts.changes.pull(scan, after);
  await facts.volumes.pull(scan, after);
  await facts.incidents.pull(scan, after);
  facts.revision = latest;
  holder.loaded = true;
}

async function revisionOf(scan: Scan): Promise<number> {
  const rows = await scan(sql`select ${state.revision} from ${state}`);
  return rows[0]![0] as number;
}
