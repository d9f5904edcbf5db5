"use client";

import { Badge, Code, Table } from "@mantine/core";
import { ActTable } from "#app/_ui/act-table.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import type { ApiKey, Invitation } from "#lib/access/schema.ts";
import { endKey, withdraw } from "./actions.ts";
import classes from "./people.module.css";

export function InvitationsTable({ invitations, zone }: { invitations: Invitation[]; zone: string }) {
  return (
    <ActTable minWidth={720} columns={["E-mail address", "For", "Invited by", "Open until"]}>
      {invitations.map(({ id, email, role, personId, createdBy, expiresAt }) => (
        <Table.Tr key={id}>
          <Table.Td className={classes.address}>{email}</Table.Td>
          <Table.Td>{personId === null ? role : "a new password"}</Table.Td>
          <Table.Td>{createdBy}</Table.Td>
          <Table.Td className={classes.whole}>
            <Instant at={expiresAt} zone={zone} />
          </Table.Td>
          <Table.Td ta="end">
            <ConfirmButton label="Withdraw" confirmLabel="Withdraw" onConfirm={() => withdraw(id)}>
              The link sent to {email} will lead nowhere.
            </ConfirmButton>
          </Table.Td>
        </Table.Tr>
      ))}
    </ActTable>
  );
}

export function KeysTable({ keys, zone }: { keys: ApiKey[]; zone: string }) {
  return (
    <ActTable minWidth={860} columns={["Name", "Begins with", "May", "Made by", "Last used", "Ends"]}>
      {keys.map((key) => (
        <KeyRow key={key.id} entry={key} zone={zone} />
      ))}
    </ActTable>
  );
}

function KeyRow({ entry, zone }: { entry: ApiKey; zone: string }) {
  const { id, name, start, scopes, createdBy, lastUsedAt, expiresAt, revokedAt } = entry;
  return (
    <Table.Tr c={revokedAt === null ? undefined : "dimmed"}>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        <Code>{start}…</Code>
      </Table.Td>
      <Table.Td>{scopes.join(", ")}</Table.Td>
      <Table.Td>{createdBy}</Table.Td>
      <Table.Td className={classes.whole}>
        {lastUsedAt === null ? "never" : <Instant at={lastUsedAt} zone={zone} />}
      </Table.Td>
      <Table.Td className={classes.whole}>
        {expiresAt === null ? "never" : <Instant at={expiresAt} zone={zone} />}
      </Table.Td>
      <Table.Td ta="end">
        {revokedAt === null ? (
          <ConfirmButton label="Revoke" confirmLabel="Revoke" onConfirm={() => endKey(id)}>
            Programs that use it are refused from their next request on.
          </ConfirmButton>
        ) : (
          <Badge color="gray" variant="light" size="sm">
            revoked
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
