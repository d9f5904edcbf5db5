"use client";

import { Table } from "@mantine/core";
import { useRouter } from "next/navigation";
import { Children, type ReactNode } from "react";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { remove } from "./actions.ts";

type Props = { id: string; version: number; canRemove: boolean; children: ReactNode };

/** What is told of a sample, cell by cell, and the way to take it away. */
export function AuditRow({ id, version, canRemove, children }: Props) {
  const router = useRouter();
  const takeAway = async () => {
    const removed = await remove({ id, version });
    if (!("answer" in removed))
      return { message: removed.message ?? Object.values(removed.errors).join(" ") };
    router.replace("/ai/labels");
    return { message: null };
  };
  return (
    <Table.Tr>
      {Children.map(children, (cell) => (
        <Table.Td>{cell}</Table.Td>
      ))}
      <Table.Td>
        {canRemove && (
          <ConfirmButton label="Remove" confirmLabel="Remove" onConfirm={takeAway}>
            The sample and what was found in it no longer count. The audit trail keeps both.
          </ConfirmButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
