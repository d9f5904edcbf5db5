import { sql } from "drizzle-orm";
import { epochMs, flagNumber } from "#db/dialect.ts";
import type { RawRow, Scan } from "#db/scan.ts";
import {
  incidentChanges,
  incidentFactors,
  incidentRegions,
  incidentSystems,
  incidents,
} from "#db/schema/incidents.ts";
import {
  aiEvidences,
  aiInvolvements,
  contributingFactors,
  incidentKinds,
  rootCauses,
  statuses,
  triggers,
} from "#db/values.ts";
import { Bytes, ClosedList, Codes, Dictionary, Floats, flagCode, Lists } from "./columns.ts";
import { Rows } from "./rows.ts";
import { linksOf, slices } from "./slices.ts";

export const kindCodes = new ClosedList(incidentKinds);
export const statusCodes = new ClosedList(statuses);
export const triggerCodes = new ClosedList(triggers);
export const causeCodes = new ClosedList(rootCauses);
export const aiCodes = new ClosedList(aiInvolvements);
export const evidenceCodes = new ClosedList(aiEvidences);
export const factorCodes = new ClosedList(contributingFactors);

/** Links are kept as change number × 2 + 1 for a culprit, × 2 for a suspected change. */
export const culpritLink = 1;

/**
 * Incidents as columns, one row each. Instants are milliseconds since 1970; NaN is "not recorded" in every column of
 * numbers, 0 in every column of codes.
 */
export class IncidentFacts extends Rows {
  readonly kind = new Bytes();
  readonly severity = new Bytes();
  readonly status = new Bytes();
  readonly startedAt = new Floats();
  readonly detectedAt = new Floats();
  readonly mitigatedAt = new Floats();
  readonly resolvedAt = new Floats();
  readonly lostOrders = new Floats();
  readonly errors = new Floats();
  readonly customersAffected = new Floats();
  readonly orderDropPercent = new Floats();
  readonly customerFacing = new Bytes();
  readonly trigger = new Bytes();
  readonly cause = new Bytes();
  readonly ai = new Bytes();
  readonly aiEvidence = new Bytes();
  readonly aiTool = new Codes();
  readonly source = new Codes();
  readonly createdAt = new Floats();
  /** System numbers; the origins first. */
  readonly systems = new Lists();
  /** How many of a row's systems are origins. */
  readonly origins = new Bytes();
  readonly regions = new Lists();
  readonly factors = new Lists();
  readonly changes = new Lists();
  readonly tools = new Dictionary();
  readonly sources = new Dictionary();
  readonly regionNames = new Dictionary();

  /** Takes in every incident above a revision. */
  async pull(scan: Scan, after: number): Promise<void> {
    if (after === 0) await this.makeRoom(scan, incidents);
    for await (const rows of slices({ scan, table: incidents, columns, after })) {
      for (const row of rows) this.take(row);
      await this.pullLists({ scan, rows, after });
    }
  }

  private take(values: RawRow): void {
    const row = this.place(values[0] as number, values[1] === null);
    this.kind.set(row, kindCodes.code(values[2] as string));
    this.severity.set(row, (values[3] as number | null) ?? 0);
    this.status.set(row, statusCodes.code(values[4] as string));
    this.startedAt.set(row, values[5] as number);
    this.detectedAt.set(row, values[6] as number | null);
    this.mitigatedAt.set(row, values[7] as number | null);
    this.resolvedAt.set(row, values[8] as number | null);
    this.lostOrders.set(row, values[9] as number | null);
    this.errors.set(row, values[10] as number | null);
    this.customersAffected.set(row, values[11] as number | null);
    this.orderDropPercent.set(row, values[12] as number | null);
    this.customerFacing.set(row, flagCode(values[13] as number | null));
    this.trigger.set(row, triggerCodes.code(values[14] as string));
    this.cause.set(row, causeCodes.code(values[15] as string));
    this.ai.set(row, aiCodes.code(values[16] as string));
    this.aiEvidence.set(row, evidenceCodes.code(values[17] as string));
    this.aiTool.set(row, this.tools.code(values[18] as string | null));
    this.source.set(row, this.sources.code(values[19] as string | null));
    this.createdAt.set(row, values[20] as number);
  }

  private async pullLists(of: { scan: Scan; rows: RawRow[]; after: number }): Promise<void> {
    const which = linksOf(of.rows, { key: sql`incident_number`, after: of.after });
    const touched = of.rows.map((row) => this.rowOf(row[0] as number)!);
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

const columns = sql.join(
  [
    sql`${incidents.number}`,
    epochMs(incidents.deletedAt),
    sql`${incidents.kind}`,
    sql`${incidents.severity}`,
    sql`${incidents.status}`,
    epochMs(incidents.startedAt),
    epochMs(incidents.detectedAt),
    epochMs(incidents.mitigatedAt),
    epochMs(incidents.resolvedAt),
    sql`${incidents.lostOrders}`,
    sql`${incidents.errors}`,
    sql`${incidents.customersAffected}`,
    sql`${incidents.orderDropPercent}`,
    flagNumber(incidents.customerFacing),
    sql`${incidents.trigger}`,
    sql`${incidents.rootCause}`,
    sql`${incidents.aiInvolvement}`,
    sql`${incidents.aiEvidence}`,
    sql`${incidents.aiTool}`,
    sql`${incidents.source}`,
    epochMs(incidents.createdAt),
  ],
  sql`, `,
);
