"use client";

import { Table } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ActTable } from "#app/_ui/act-table.tsx";
import { Card } from "#app/_ui/card.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { termsWords } from "#lib/analytics/label-words.ts";
import { formatCount, formatInstant, formatPeriod } from "#lib/format.ts";
import type { LabelAuditHead } from "#lib/label-audits/schema.ts";
import { remove } from "./actions.ts";

type Props = { audits: readonly LabelAuditHead[]; shown: string; zone: string; canRemove: boolean };

export function AuditsCard({ audits, shown, zone, canRemove }: Props) {
  const router = useRouter();
  const takeAway = async (of: { id: string; version: number }) => {
    const removed = await remove(of);
    if (!("answer" in removed))
      return { message: removed.message ?? Object.values(removed.errors).join(" ") };
    router.replace("/ai/labels");
    return { message: null };
  };
  return (
    <Card title="Samples" subtitle="each speaks of the changes that it was drawn from, and of no others">
      <ActTable columns={["Drawn", "Changes of", "By", "Looked at"]} minWidth={480}>
        {audits.map(({ id, version, createdAt, createdBy, period, terms, dealt, answered }) => (
          <Table.Tr key={id}>
            <Table.Td>
              {id === shown ? (
                formatInstant(createdAt, zone)
              ) : (
                <Link href={`/ai/labels?audit=${id}`}>{formatInstant(createdAt, zone)}</Link>
              )}
            </Table.Td>
            <Table.Td>
              {formatPeriod(period.from, period.to, period.zone)}
              {termsWords(terms)}
            </Table.Td>
            <Table.Td>{createdBy ?? "not recorded"}</Table.Td>
            <Table.Td>
              {formatCount(answered)} of {formatCount(dealt)}
            </Table.Td>
            <Table.Td>
              {canRemove && (
                <ConfirmButton
                  label="Remove"
                  confirmLabel="Remove"
                  onConfirm={() => takeAway({ id, version })}
                >
                  The sample and what was found in it no longer count. The audit trail keeps both.
                </ConfirmButton>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </ActTable>
    </Card>
  );
}
