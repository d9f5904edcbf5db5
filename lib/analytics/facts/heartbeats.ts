import { sql } from "drizzle-orm";
import { epochMs } from "#db/dialect.ts";
import type { Scan } from "#db/scan.ts";
import { heartbeats } from "#db/schema/hooks.ts";

/** When each source of incidents last spoke, in milliseconds, by its name. */
export class Heartbeats {
  readonly bySource = new Map<string, number>();

  async pull(scan: Scan, after: number): Promise<void> {
    const rows = await scan(sql`
      select ${heartbeats.source}, ${epochMs(heartbeats.at)} from ${heartbeats} where ${heartbeats.revision} > ${after}`);
    for (const [source, at] of rows) this.bySource.set(source as string, at as number);
  }
}
