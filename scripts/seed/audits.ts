import { DAY, isoOf } from "./calendar.ts";
import type { Change, Scene } from "./changes.ts";
import type { AuditRecord, ChangeVolumeRecord } from "./records.ts";

const notes = [
  "Approved by one person only.",
  "No entry in the change-management tool.",
  "Rollback plan says 'revert' and nothing else.",
  "Deployed before the checks had finished.",
  "Senior approval given after the deployment.",
];

/** Audits of Tier-1 changes since the reset began: some organisations are nearly done, others hardly started. */
export function auditChanges(
  { random, calendar, staff, estate }: Scene,
  changes: readonly Change[],
): AuditRecord[] {
  const orgs = [...new Set(estate.systems.map((system) => system.record.org))];
  const progress = new Map(orgs.map((org) => [org, 0.08 + 0.5 * random.next()]));
  const audits: AuditRecord[] = [];
  for (const { record, deployed, system, guarded } of changes) {
    if (deployed < calendar.resetBegins || system.record.tier !== 1) continue;
    const auditedAt = deployed + Math.round(random.lognormal(9, 0.6) * DAY);
    if (!random.chance(progress.get(system.record.org)!) || auditedAt >= calendar.now) continue;
    const inOrder = guarded.approved && guarded.documented && guarded.checked;
    audits.push({
      change: { source: record.source, externalId: record.externalId },
      auditedAt: isoOf(auditedAt),
      auditedBy: staff.directorOf.get(system.domain.key)!,
      outcome: inOrder ? "in-order" : "deviation",
      note: inOrder ? null : random.pick(notes),
    });
  }
  return audits;
}

/** Daily totals for the three months before single changes were sent. */
export function earlierVolumes({ random, calendar, scale }: Scene): ChangeVolumeRecord[] {
  const rows: ChangeVolumeRecord[] = [];
  for (let back = 92; back >= 1; back--) {
    const at = calendar.from - back * DAY;
    const weekend = [0, 6].includes(new Date(at).getUTCDay());
    const total = random.poisson((weekend ? 14 : 124) * scale);
    const ai = Math.round(total * 0.06);
    const unknown = Math.round(total * 0.1);
    const day = isoOf(at).slice(0, 10);
    const row = (aiAssistance: ChangeVolumeRecord["aiAssistance"], count: number) =>
      rows.push({ day, system: null, aiAssistance, count, source: "deploy-log-totals" });
    row("none", total - ai - unknown);
    row("assisted", ai);
    row("unknown", unknown);
  }
  return rows;
}
