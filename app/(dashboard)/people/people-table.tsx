"use client";

import { Alert, Badge, Button, Group, NativeSelect, Table, Text, VisuallyHidden } from "@mantine/core";
import { useState, useTransition } from "react";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { ShownOnce } from "#app/_ui/shown-once.tsx";
import type { ListedPerson } from "#lib/access/schema.ts";
import { type Link, letIn, newPasswordLink, setRole, shutOut } from "./actions.ts";

export type PeopleTableProps = { people: ListedPerson[]; self: string | null; zone: string };

export function PeopleTable({ people, self, zone }: PeopleTableProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  return (
    <>
      {refusal !== null && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setRefusal(null)}
        >
          {refusal}
        </Alert>
      )}
      {link !== null && (
        <ShownOnce title={`A new password for ${link.email}`} secret={link.url}>
          Send this link to them. It works once, for seven days, and is shown only now.
        </ShownOnce>
      )}
      <Table.ScrollContainer minWidth={720}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>E-mail address</Table.Th>
              <Table.Th>Role</Table.Th>
              <Table.Th>Signs in with</Table.Th>
              <Table.Th>Last signed in</Table.Th>
              <Table.Th>
                <VisuallyHidden>What can be done</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                own={person.id === self}
                zone={zone}
                onRefusal={setRefusal}
                onLink={setLink}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

type PersonRowProps = {
  person: ListedPerson;
  own: boolean;
  zone: string;
  onRefusal: (message: string | null) => void;
  onLink: (link: Link) => void;
};

function PersonRow({ person, own, zone, onRefusal, onLink }: PersonRowProps) {
  const [pending, start] = useTransition();
  const { id, version, name, email, role, disabledAt } = person;
  const ways = [person.password && "password", person.singleSignOn && "single sign-on"].filter(Boolean);
  return (
    <Table.Tr>
      <Table.Td>
        {name}{" "}
        {own && (
          <Text span size="xs" c="dimmed">
            (you)
          </Text>
        )}{" "}
        {disabledAt !== null && (
          <Badge color="gray" variant="light" size="sm">
            shut out
          </Badge>
        )}
      </Table.Td>
      <Table.Td>{email}</Table.Td>
      <Table.Td>
        <NativeSelect
          aria-label={`Role of ${name}`}
          size="xs"
          value={role}
          disabled={pending || disabledAt !== null}
          data={["viewer", "responder", "admin"]}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.value;
            start(async () => onRefusal((await setRole({ id, version, role: chosen })).message));
          }}
        />
      </Table.Td>
      <Table.Td>{ways.length === 0 ? "nothing yet" : ways.join(", ")}</Table.Td>
      <Table.Td>
        {person.signedInAt === null ? "never" : <Instant at={person.signedInAt} zone={zone} />}
      </Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {disabledAt === null ? (
            <>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                loading={pending}
                onClick={() =>
                  start(async () => {
                    const { message, answer } = await newPasswordLink(id);
                    onRefusal(message);
                    if (answer !== undefined) onLink(answer);
                  })
                }
              >
                New password
              </Button>
              <ConfirmButton
                label="Shut out"
                confirmLabel="Shut out"
                onConfirm={() => shutOut({ id, version })}
              >
                {name} is signed out everywhere at once. Keys stay as they are.
              </ConfirmButton>
            </>
          ) : (
            <Button
              size="compact-sm"
              variant="subtle"
              loading={pending}
              onClick={() => start(async () => onRefusal((await letIn({ id, version })).message))}
            >
              Let in again
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
