import { sql } from "drizzle-orm";
import type { Scan } from "#db/scan.ts";
import { state } from "#db/schema/settings.ts";
import { ActivityFacts } from "./activity.ts";
import { ChangeFacts, VolumeFacts } from "./changes.ts";
import { Heartbeats } from "./heartbeats.ts";
import { type LeftOut, nobodyLeftOut } from "./in-zone.ts";
import { IncidentFacts } from "./incidents.ts";
import { MarkPolicyFacts } from "./mark-policies.ts";
import { SystemFacts } from "./systems.ts";

/** A columnar copy of what analytics needs, in memory. */
export class Facts {
  revision = 0;
  readonly systems = new SystemFacts();
  readonly incidents = new IncidentFacts();
  readonly changes = new ChangeFacts();
  readonly volumes = new VolumeFacts();
  readonly heartbeats = new Heartbeats();
  readonly markPolicies = new MarkPolicyFacts();
  readonly activity = new ActivityFacts();
  /** Nobody, until a reader comes: see `factsIn`. */
  readonly leftOut: LeftOut = nobodyLeftOut;
  /** As they are stored, whoever reads. */
  readonly stored: Facts = this;
}

/**
 * The facts of one database. Each use first compares the database's revision with theirs and takes in the rows above
 * it, so an answer always holds every write acknowledged before it was asked for.
 */
export class FactsStore {
  private readonly facts = new Facts();
  private loaded = false;
  private refreshing: Promise<void> | null = null;

  /** False until the first load is through: pages then say that figures are loading. */
  get isLoaded(): boolean {
    return this.loaded;
  }

  async upToDate(scan: Scan): Promise<Facts> {
    // A refresh under way may have begun before the write that the caller knows of; it is awaited, then checked again.
    while (this.refreshing !== null) await this.refreshing;
    const latest = await revisionOf(scan);
    if (this.loaded && latest <= this.facts.revision) return this.facts;
    // Another caller may have begun to refresh during the await above.
    if (this.refreshing !== null) return this.upToDate(scan);
    this.refreshing = this.refresh(scan, latest).finally(() => {
      this.refreshing = null;
    });
    await this.refreshing;
    return this.facts;
  }

  private async refresh(scan: Scan, latest: number): Promise<void> {
    const { facts } = this;
    const after = facts.revision;
    await facts.systems.pull(scan, after);
    await facts.changes.pull(scan, after);
    await facts.volumes.pull(scan, after);
    await facts.incidents.pull(scan, after);
    await facts.heartbeats.pull(scan, after);
    await facts.markPolicies.pull(scan, after);
    await facts.activity.pull(scan, { after, latest });
    facts.revision = latest;
    this.loaded = true;
  }
}

async function revisionOf(scan: Scan): Promise<number> {
  const rows = await scan(sql`select ${state.revision} from ${state}`);
  return rows[0]![0] as number;
}
