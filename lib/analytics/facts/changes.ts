import { sql } from "drizzle-orm";
import { changeFields } from "#db/fields/changes.ts";
import type { Scan } from "#db/scan.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { choiceLists, rowsOf } from "./fields.ts";

export const {
  kind: changeKindCodes,
  aiAssistance: assistanceCodes,
  authorLevel: levelCodes,
  aiEvidence: changeEvidenceCodes,
  aiStrength: strengthCodes,
  auditOutcome: outcomeCodes,
} = choiceLists(changeFields);

/** Changes as columns, one row each: their fields, and the number of the system, 0 where none is recorded. */
export class ChangeFacts extends rowsOf({
  fields: changeFields,
  table: changes,
  others: { system: changes.systemNumber },
}) {
  /** Takes in every change above a revision. */
  async pull(scan: Scan, after: number): Promise<void> {
    for await (const _ of this.slices(scan, after));
  }
}

/** A day's total of changes, for those who cannot send each. */
export interface VolumeFact {
  day: string;
  /** System number; 0 where none is recorded. */
  system: number;
  assistance: number;
  count: number;
  source: string;
}

export class VolumeFacts {
  readonly byId = new Map<string, VolumeFact>();

  async pull(scan: Scan, after: number): Promise<void> {
    const rows = await scan(sql`
      select ${changeVolumes.id}, ${changeVolumes.day}, ${changeVolumes.systemNumber}, ${changeVolumes.aiAssistance},
        ${changeVolumes.count}, ${changeVolumes.source}
      from ${changeVolumes} where ${changeVolumes.revision} > ${after}`);
    for (const [id, day, system, assistance, count, source] of rows) {
      this.byId.set(id as string, {
        day: day as string,
        system: (system as number | null) ?? 0,
        assistance: assistanceCodes.code(assistance as string),
        count: count as number,
        source: source as string,
      });
    }
  }
}
