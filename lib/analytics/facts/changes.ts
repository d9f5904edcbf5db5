import { sql } from "drizzle-orm";
import { epochMs, flagNumber } from "#db/dialect.ts";
import type { RawRow, Scan } from "#db/scan.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { aiAssistances, aiEvidences, auditOutcomes, authorLevels, changeKinds } from "#db/values.ts";
import { Bytes, ClosedList, Codes, Dictionary, Floats, flagCode } from "./columns.ts";
import { Rows } from "./rows.ts";
import { slices } from "./slices.ts";

export const changeKindCodes = new ClosedList(changeKinds);
export const assistanceCodes = new ClosedList(aiAssistances);
export const levelCodes = new ClosedList(authorLevels);
export const changeEvidenceCodes = new ClosedList(aiEvidences);
export const outcomeCodes = new ClosedList(auditOutcomes);

/** Changes as columns, one row each; conventions as for incidents. Flags: 0 not recorded, 1 no, 2 yes. */
export class ChangeFacts extends Rows {
  readonly kind = new Bytes();
  /** System number; 0 where none is recorded. */
  readonly system = new Codes();
  readonly deployedAt = new Floats();
  readonly authorLevel = new Bytes();
  readonly assistance = new Bytes();
  readonly evidence = new Bytes();
  readonly tool = new Codes();
  readonly source = new Codes();
  readonly approvals = new Floats();
  readonly seniorApproval = new Bytes();
  readonly documented = new Bytes();
  readonly checksPassed = new Bytes();
  readonly riskAssessed = new Bytes();
  readonly rollbackPlan = new Bytes();
  readonly sandboxTested = new Bytes();
  readonly rolledBackAt = new Floats();
  readonly auditedAt = new Floats();
  readonly auditOutcome = new Bytes();
  readonly tools = new Dictionary();
  readonly sources = new Dictionary();

  /** Takes in every change above a revision. */
  async pull(scan: Scan, after: number): Promise<void> {
    if (after === 0) await this.makeRoom(scan, changes);
    for await (const rows of slices({ scan, table: changes, columns, after }))
      for (const row of rows) this.take(row);
  }

  private take(values: RawRow): void {
    const row = this.place(values[0] as number, values[1] === null);
    this.kind.set(row, changeKindCodes.code(values[2] as string | null));
    this.system.set(row, (values[3] as number | null) ?? 0);
    this.deployedAt.set(row, values[4] as number);
    this.authorLevel.set(row, levelCodes.code(values[5] as string));
    this.assistance.set(row, assistanceCodes.code(values[6] as string));
    this.evidence.set(row, changeEvidenceCodes.code(values[7] as string));
    this.tool.set(row, this.tools.code(values[8] as string | null));
    this.source.set(row, this.sources.code(values[9] as string | null));
    this.approvals.set(row, values[10] as number | null);
    this.seniorApproval.set(row, flagCode(values[11] as number | null));
    this.documented.set(row, flagCode(values[12] as number | null));
    this.checksPassed.set(row, flagCode(values[13] as number | null));
    this.riskAssessed.set(row, flagCode(values[14] as number | null));
    this.rollbackPlan.set(row, flagCode(values[15] as number | null));
    this.sandboxTested.set(row, flagCode(values[16] as number | null));
    this.rolledBackAt.set(row, values[17] as number | null);
    this.auditedAt.set(row, values[18] as number | null);
    this.auditOutcome.set(row, outcomeCodes.code(values[19] as string | null));
  }
}

const columns = sql.join(
  [
    sql`${changes.number}`,
    epochMs(changes.deletedAt),
    sql`${changes.kind}`,
    sql`${changes.systemNumber}`,
    epochMs(changes.deployedAt),
    sql`${changes.authorLevel}`,
    sql`${changes.aiAssistance}`,
    sql`${changes.aiEvidence}`,
    sql`${changes.aiTool}`,
    sql`${changes.source}`,
    sql`${changes.approvals}`,
    flagNumber(changes.seniorApproval),
    flagNumber(changes.documented),
    flagNumber(changes.checksPassed),
    flagNumber(changes.riskAssessed),
    flagNumber(changes.rollbackPlan),
    flagNumber(changes.sandboxTested),
    epochMs(changes.rolledBackAt),
    epochMs(changes.auditedAt),
    sql`${changes.auditOutcome}`,
  ],
  sql`, `,
);

/** A day's total of changes, for those who cannot send each. */
export interface VolumeFact {
  day: string;
  /** System number; 0 where none is recorded. */
  system: number;
  assistance: number;
  count: number;
}

export class VolumeFacts {
  readonly byId = new Map<string, VolumeFact>();

  async pull(scan: Scan, after: number): Promise<void> {
    const rows = await scan(sql`
      select ${changeVolumes.id}, ${changeVolumes.day}, ${changeVolumes.systemNumber}, ${changeVolumes.aiAssistance},
        ${changeVolumes.count}
      from ${changeVolumes} where ${changeVolumes.revision} > ${after}`);
    for (const [id, day, system, assistance, count] of rows) {
      this.byId.set(id as string, {
        day: day as string,
        system: (system as number | null) ?? 0,
        assistance: assistanceCodes.code(assistance as string),
        count: count as number,
      });
    }
  }
}
