import { sql } from "drizzle-orm";
import { flagNumber } from "#db/dialect.ts";
import type { Scan } from "#db/scan.ts";
import { aiActivity } from "#db/schema/ai-activity.ts";
import { changes } from "#db/schema/changes.ts";
import { dayNumber } from "#lib/calendar.ts";
import { Codes, Dictionary } from "./columns.ts";
import { slices } from "./slices.ts";

/**
 * Who used AI tools on which day, and who made which change: only to count changes by what is recorded of their authors'
 * days. Authors are not looked at before any such day is recorded.
 */
export class ActivityFacts {
  readonly emails = new Dictionary();
  private readonly sources = new Dictionary();
  /** Whether a person was active on a day, by source. */
  private readonly told = new Map<number, boolean>();
  readonly authorNames = new Dictionary();
  /** The author's code by the number of the change; 0 where none is recorded. */
  readonly authors = new Codes();
  private authorsAt = 0;

  get isEmpty(): boolean {
    return this.told.size === 0;
  }

  async pull(scan: Scan, { after, latest }: { after: number; latest: number }): Promise<void> {
    const { email, day, source, isActive, deletedAt, revision } = aiActivity;
    const rows = await scan(sql`
      select ${email}, ${day}, ${source}, ${flagNumber(isActive)}, ${deletedAt} is null
      from ${aiActivity} where ${revision} > ${after}`);
    for (const [who, when, by, active, stands] of rows) {
      const place = placeOf(this.emails.code(who as string), dayNumber(when as string));
      const key = place * mostSources + this.sources.code(by as string);
      if (stands) this.told.set(key, active === 1);
      else this.told.delete(key);
    }
    if (this.isEmpty) return;
    const columns = sql`${changes.number}, ${changes.author}`;
    for await (const some of slices({ scan, table: changes, columns, after: this.authorsAt }))
      for (const [number, author] of some)
        this.authors.set(number as number, this.authorNames.code(author as string | null));
    this.authorsAt = latest;
  }

  /** Whether a person was active on a day by any source, by `placeOf`. */
  byPlace(): ReadonlyMap<number, boolean> {
    const places = new Map<number, boolean>();
    for (const [key, active] of this.told) {
      const place = Math.floor(key / mostSources);
      places.set(place, active || places.get(place) === true);
    }
    return places;
  }
}

const mostSources = 65_536;

/** One number for a person, by code, and a day. */
export function placeOf(email: number, day: number): number {
  return email * 65_536 + day;
}
