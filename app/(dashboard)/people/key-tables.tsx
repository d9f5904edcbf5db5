"use client";

import { Badge, Code, Table, VisuallyHidden } from "@mantine/core";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import type { ApiKey, Invitation } from "#lib/access/schema.ts";
import { endKey, withdraw } from "./actions.ts";

export function InvitationsTable({ invitations, zone }: { invitations: Invitation[]; zone: string }) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>E-mail address</Table.Th>
            <Table.Th>For</Table.Th>
            <Table.Th>Invited by</Table.Th>
            <Table.Th>Open until</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map(({ id, email, role, personId, createdBy, expiresAt }) => (
            <Table.Tr key={id}>
              <Table.Td>{email}</Table.Td>
              <Table.Td>{personId === null ? role : "a new password"}</Table.Td>
              <Table.Td>{createdBy}</Table.Td>
              <Table.Td>
                <Instant at={expiresAt} zone={zone} />
              </Table.Td>
              <Table.Td ta="end">
                <ConfirmButton label="Withdraw" confirmLabel="Withdraw" onConfirm={() => withdraw(id)}>
                  The link sent to {email} will lead nowhere.
                </ConfirmButton>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function KeysTable({ keys, zone }: { keys: ApiKey[]; zone: string }) {
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Begins with</Table.Th>
            <Table.Th>May</Table.Th>
            <Table.Th>Made by</Table.Th>
            <Table.Th>Last used</Table.Th>
            <Table.Th>Ends</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} entry={key} zone={zone} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
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
      <Table.Td>{lastUsedAt === null ? "never" : <Instant at={lastUsedAt} zone={zone} />}</Table.Td>
      <Table.Td>{expiresAt === null ? "never" : <Instant at={expiresAt} zone={zone} />}</Table.Td>
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
