import { sql } from "drizzle-orm";
import type { Scan } from "#db/scan.ts";
import { markPolicies } from "#db/schema/mark-policies.ts";

/** What a repository asks of marks, from a day on. */
export interface MarkPolicyFact {
  repository: string;
  /** yyyy-mm-dd, in the organisation's zone. */
  holdsFrom: string;
  policy: string;
  /** Whether it is said on what grounds a missing mark may count as none. */
  grounded: boolean;
}

export class MarkPolicyFacts {
  readonly byId = new Map<string, MarkPolicyFact>();

  async pull(scan: Scan, after: number): Promise<void> {
    const rows = await scan(sql`
      select ${markPolicies.id}, ${markPolicies.repository}, ${markPolicies.holdsFrom}, ${markPolicies.policy},
        ${markPolicies.note}, ${markPolicies.labelAudit}
      from ${markPolicies} where ${markPolicies.revision} > ${after}`);
    for (const [id, repository, holdsFrom, policy, note, labelAudit] of rows) {
      this.byId.set(id as string, {
        repository: repository as string,
        holdsFrom: holdsFrom as string,
        policy: policy as string,
        grounded: note !== null || labelAudit !== null,
      });
    }
  }

  /** Whether a missing mark counts as none anywhere. */
  get counts(): boolean {
    for (const { policy, grounded } of this.byId.values()) if (policy === "required" && grounded) return true;
    return false;
  }
}
