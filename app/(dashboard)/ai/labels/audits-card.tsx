import Link from "next/link";
import { ActTable } from "#app/_ui/act-table.tsx";
import { Card } from "#app/_ui/card.tsx";
import { termsWords } from "#lib/analytics/label-words.ts";
import { formatCount, formatInstant, formatPeriod } from "#lib/format.ts";
import type { LabelAuditHead } from "#lib/label-audits/schema.ts";
import { AuditRow } from "./audit-row.tsx";

type Props = { audits: readonly LabelAuditHead[]; shown: string; zone: string; canRemove: boolean };

export function AuditsCard({ audits, shown, zone, canRemove }: Props) {
  return (
    <Card title="Samples" subtitle="each speaks of the changes that it was drawn from, and of no others">
      <ActTable columns={["Drawn", "Changes of", "By", "Looked at"]} minWidth={480}>
        {audits.map(({ id, version, createdAt, createdBy, period, terms, dealt, answered }) => (
          <AuditRow key={id} id={id} version={version} canRemove={canRemove}>
            {id === shown ? (
              formatInstant(createdAt, zone)
            ) : (
              <Link href={`/ai/labels?audit=${id}`}>{formatInstant(createdAt, zone)}</Link>
            )}
            {`${formatPeriod(period.from, period.to, period.zone)}${termsWords(terms)}`}
            {createdBy ?? "not recorded"}
            {`${formatCount(answered)} of ${formatCount(dealt)}`}
          </AuditRow>
        ))}
      </ActTable>
    </Card>
  );
}
