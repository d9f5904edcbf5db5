import { sql } from "drizzle-orm";
import type { Scan } from "#db/scan.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import { Dictionary } from "./columns.ts";

export interface SystemFact {
  number: number;
  slug: string;
  name: string;
  /** 0 where no tier is recorded. */
  tier: number;
  /** Code in `orgs`; 0 where none is recorded. */
  org: number;
  owner: string | null;
}

/** Systems by number. There are hundreds or thousands of them, so objects will do. */
export class SystemFacts {
  readonly byNumber: (SystemFact | undefined)[] = [];
  readonly bySlug = new Map<string, SystemFact>();
  readonly orgs = new Dictionary();
  /** For each system number, the numbers of those that depend on it. */
  dependents = new Map<number, number[]>();

  private known = 0;

  async pull(scan: Scan, after: number): Promise<void> {
    const changed = await this.take(scan, after);
    const removed = await this.forgetRemoved(scan);
    if (changed || removed) await this.pullDependents(scan);
  }

  /** A system that was removed leaves no revision behind: there are fewer of them than are known here. */
  private async forgetRemoved(scan: Scan): Promise<boolean> {
    const [[count]] = (await scan(sql`select count(*) from ${systems}`)) as [[number | string]];
    if (Number(count) === this.known) return false;
    this.byNumber.fill(undefined);
    this.bySlug.clear();
    this.known = 0;
    return this.take(scan, -1);
  }

  private async take(scan: Scan, after: number): Promise<boolean> {
    const rows = await scan(sql`
      select ${systems.number}, ${systems.slug}, ${systems.name}, ${systems.tier}, ${systems.org},
        ${systems.owner}
      from ${systems} where ${systems.revision} > ${after}`);
    for (const [number, slug, name, tier, org, owner] of rows) {
      const before = this.byNumber[number as number];
      if (before !== undefined) this.bySlug.delete(before.slug);
      else this.known += 1;
      const fact: SystemFact = {
        number: number as number,
        slug: slug as string,
        name: name as string,
        tier: (tier as number | null) ?? 0,
        org: this.orgs.code(org as string | null),
        owner: owner as string | null,
      };
      this.byNumber[fact.number] = fact;
      this.bySlug.set(fact.slug, fact);
    }
    return rows.length > 0;
  }

  private async pullDependents(scan: Scan): Promise<void> {
    const links = await scan(sql`
      select ${systemDependencies.systemNumber}, ${systemDependencies.dependsOnNumber} from ${systemDependencies}`);
    this.dependents = new Map();
    for (const [system, dependsOn] of links) {
      const list = this.dependents.get(dependsOn as number);
      if (list === undefined) this.dependents.set(dependsOn as number, [system as number]);
      else list.push(system as number);
    }
  }
}
