import { sql } from "drizzle-orm";
import { incidentFields } from "#db/fields/incidents.ts";
import type { RawRow, Scan } from "#db/scan.ts";
import {
  incidentChanges,
  incidentFactors,
  incidentRegions,
  incidentSystems,
  incidents,
} from "#db/schema/incidents.ts";
import { contributingFactors, endsOfState } from "#db/values.ts";
import { ClosedList, Codes, Dictionary, Lists } from "./columns.ts";
import { choiceLists, rowsOf } from "./fields.ts";
import { linksOf } from "./slices.ts";

export const {
  kind: kindCodes,
  status: statusCodes,
  startedPrecision: precisionCodes,
  trigger: triggerCodes,
  rootCause: causeCodes,
  aiInvolvement: aiCodes,
  aiEvidence: evidenceCodes,
} = choiceLists(incidentFields);
export const factorCodes = new ClosedList(contributingFactors);

/** Links are kept as change number × 2 + 1 for a culprit, × 2 for a suspected change. */
export const culpritLink = 1;

/** Incidents as columns, one row each: their fields, and the lists that hang on them. */
export class IncidentFacts extends rowsOf({ fields: incidentFields, table: incidents }) {
  /** System numbers; the origins first. */
  readonly systems = new Lists();
  /** How many of a row's systems are origins. */
  readonly origins = new Codes();
  readonly regions = new Lists();
  readonly factors = new Lists();
  readonly changes = new Lists();
  readonly regionNames = new Dictionary();

  /** Takes in every incident above a revision. */
  async pull(scan: Scan, after: number): Promise<void> {
    for await (const rows of this.slices(scan, after)) {
      const touched = rows.map((row) => this.rowOf(row[0] as number)!);
      this.dropEnds(touched);
      await this.pullLists({ scan, rows, touched, after });
    }
  }

  /** An end that the state contradicts is none, whatever the record holds. */
  private dropEnds(touched: readonly number[]): void {
    for (const row of touched) {
      const ends: readonly string[] = endsOfState[statusCodes.word(this.status.values[row]!)!];
      if (!ends.includes("mitigatedAt")) this.mitigatedAt.set(row, null);
      if (!ends.includes("resolvedAt")) this.resolvedAt.set(row, null);
    }
  }

  private async pullLists(of: {
    scan: Scan;
    rows: RawRow[];
    touched: number[];
    after: number;
  }): Promise<void> {
    const which = linksOf(of.rows, { key: sql`incident_number`, after: of.after });
    const { touched } = of;
    const origin = sql`case when ${incidentSystems.part} = 'origin' then 0 else 1 end`;
    const systems = await of.scan(sql`
      select ${incidentSystems.incidentNumber}, ${incidentSystems.systemNumber}, ${origin}
      from ${incidentSystems} where ${which} order by 1`);
    const regions = await of.scan(sql`
      select ${incidentRegions.incidentNumber}, ${incidentRegions.region} from ${incidentRegions} where ${which} order by 1`);
    const factors = await of.scan(sql`
      select ${incidentFactors.incidentNumber}, ${incidentFactors.factor} from ${incidentFactors} where ${which} order by 1`);
    const culprit = sql`case when ${incidentChanges.link} = 'culprit' then 1 else 0 end`;
    const changes = await of.scan(sql`
      select ${incidentChanges.incidentNumber}, ${incidentChanges.changeNumber}, ${culprit}
      from ${incidentChanges} where ${which} order by 1`);
    this.takeSystems(touched, systems);
    this.takeList(this.regions, touched, regions, (row) => this.regionNames.code(row[1] as string));
    this.takeList(this.factors, touched, factors, (row) => factorCodes.code(row[1] as string));
    this.takeList(this.changes, touched, changes, (row) => (row[1] as number) * 2 + (row[2] as number));
  }

  private takeSystems(touched: number[], listed: RawRow[]): void {
    let next = 0;
    for (const row of touched) {
      this.systems.clear(row);
      const first = next;
      while (next < listed.length && listed[next]![0] === this.number.values[row]) next += 1;
      let origins = 0;
      for (let pass = 0; pass < 2; pass += 1) {
        for (let i = first; i < next; i += 1) {
          if (listed[i]![2] !== pass) continue;
          this.systems.add(row, listed[i]![1] as number);
          if (pass === 0) origins += 1;
        }
      }
      this.origins.set(row, origins);
    }
  }

  private takeList(list: Lists, touched: number[], listed: RawRow[], code: (row: RawRow) => number): void {
    let next = 0;
    for (const row of touched) {
      list.clear(row);
      for (; next < listed.length && listed[next]![0] === this.number.values[row]; next += 1) {
        list.add(row, code(listed[next]!));
      }
    }
  }
}
