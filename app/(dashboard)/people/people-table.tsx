"use client";

import { Badge, Button, Group, NativeSelect, Table, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { ActTable } from "#app/_ui/act-table.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { Told } from "#app/_ui/sent-form.tsx";
import { ShownOnce } from "#app/_ui/shown-once.tsx";
import type { ListedPerson } from "#lib/access/schema.ts";
import { type Link, letIn, newPasswordLink, setRole, shutOut } from "./actions.ts";
import classes from "./people.module.css";

export type PeopleTableProps = { people: ListedPerson[]; self: string | null; zone: string };

export function PeopleTable({ people, self, zone }: PeopleTableProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  return (
    <>
      <Told
        outcome={refusal === null ? null : { tone: "bad", words: refusal }}
        onClose={() => setRefusal(null)}
      />
      {link !== null && (
        <ShownOnce title={`A new password for ${link.email}`} secret={link.url}>
          Send this link to them. It works once, for seven days, and is shown only now.
        </ShownOnce>
      )}
      <ActTable
        minWidth={960}
        columns={["Name", "E-mail address", "Role", "Signs in with", "Last signed in"]}
      >
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
      </ActTable>
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
      <Table.Td className={classes.address}>{email}</Table.Td>
      <Table.Td>
        <NativeSelect
          aria-label={`Role of ${name}`}
          size="xs"
          miw="7.25rem"
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
      <Table.Td className={classes.whole}>
        {person.signedInAt === null ? "never" : <Instant at={person.signedInAt} zone={zone} />}
      </Table.Td>
      <Table.Td>
        <Group gap="2xs" justify="flex-end" wrap="nowrap">
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
