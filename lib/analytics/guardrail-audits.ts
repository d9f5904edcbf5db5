import { z } from "zod";
import { outcomeCodes } from "./facts/changes.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { tiersOf } from "./guardrail-states.ts";
import type { View } from "./question.ts";

/** Which changes to Tier-1 systems were audited, by whom they belong to. */

const Audited = {
  changes: z.int().describe("Changes to Tier-1 systems that were deployed in the period."),
  audited: z.int().describe("Those of them that somebody audited, with whatever outcome."),
  inOrder: z.int().describe("Those that the audit found in order."),
  deviations: z.int().describe("Those that the audit found to deviate."),
};

export const AuditFigures = z
  .object({
    org: z.string().nullable().describe("Organisation that owns the systems; null where none is recorded."),
    ...Audited,
    owners: z
      .array(
        z.object({
          owner: z.string().nullable().describe("Owner of the systems; null where nobody is named."),
          ...Audited,
        }),
      )
      .describe("The same by owner, most changes first."),
  })
  .meta({ title: "Audits of an organisation" });

export type AuditFigures = z.infer<typeof AuditFigures>;

export interface AuditCount {
  changes: number;
  audited: number;
  inOrder: number;
  deviations: number;
}

export function auditsOf({ facts }: View<Filter>, selected: Selection): AuditFigures[] {
  const { changes, systems } = facts;
  const tiers = tiersOf(facts);
  const [inOrder, deviation] = [outcomeCodes.code("in-order"), outcomeCodes.code("deviation")];
  // changes, audited, in order, deviations: four counts for each system.
  const counts = new Int32Array(tiers.length * 4);
  for (let i = 0; i < selected.length; i += 1) {
    const row = selected[i]!;
    const system = changes.system.values[row]!;
    if (tiers[system] !== 1) continue;
    const outcome = changes.auditOutcome.values[row]!;
    counts[system * 4]! += 1;
    counts[system * 4 + 1]! += Number(!Number.isNaN(changes.auditedAt.values[row]!));
    counts[system * 4 + 2]! += Number(outcome === inOrder);
    counts[system * 4 + 3]! += Number(outcome === deviation);
  }
  const byOrg = new Map<string | null, Map<string | null, AuditCount>>();
  for (const system of systems.byNumber) {
    if (system === undefined || counts[system.number * 4] === 0) continue;
    const org = systems.orgs.words[system.org] ?? null;
    const owners = byOrg.get(org) ?? new Map<string | null, AuditCount>();
    byOrg.set(org, owners);
    const [made, audited, fine, deviating] = counts.subarray(system.number * 4, system.number * 4 + 4);
    const own = { changes: made!, audited: audited!, inOrder: fine!, deviations: deviating! };
    owners.set(system.owner, added(owners.get(system.owner), own));
  }
  return [...byOrg]
    .map(([org, owners]) => ({
      org,
      ...[...owners.values()].reduce(added),
      owners: [...owners].map(([owner, count]) => ({ owner, ...count })).sort(mostChanges),
    }))
    .sort(mostChanges);
}

export function added(a: AuditCount | undefined, b: AuditCount): AuditCount {
  if (a === undefined) return b;
  return {
    changes: a.changes + b.changes,
    audited: a.audited + b.audited,
    inOrder: a.inOrder + b.inOrder,
    deviations: a.deviations + b.deviations,
  };
}

function mostChanges(a: AuditCount, b: AuditCount): number {
  return b.changes - a.changes;
}
