"use client";

import { Button, Checkbox, Group, Table, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { ActTable } from "#app/_ui/act-table.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { type Outcome, Told } from "#app/_ui/sent-form.tsx";
import type { Delivery, Target } from "#lib/notifications/schema.ts";
import { change, sendTest, stopTelling } from "./actions.ts";

export function TargetsTable({ targets, zone }: { targets: Target[]; zone: string }) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  return (
    <>
      <Told outcome={outcome} mt="sm" onClose={() => setOutcome(null)} />
      <ActTable
        minWidth={760}
        columns={["Name", "Address", "Weekly review", "High blast radius", "Last delivery"]}
      >
        {targets.map((target) => (
          <TargetRow key={target.id} target={target} zone={zone} onOutcome={setOutcome} />
        ))}
      </ActTable>
    </>
  );
}

type TargetRowProps = { target: Target; zone: string; onOutcome: (outcome: Outcome) => void };

function TargetRow({ target, zone, onOutcome }: TargetRowProps) {
  const [pending, start] = useTransition();
  const { id, version, name, address, last } = target;
  const set = (told: { review?: boolean; highBlast?: boolean }) =>
    start(async () => {
      const { message } = await change({ id, patch: { ...told, version } });
      onOutcome(message === null ? null : { tone: "bad", words: message });
    });
  const test = () => start(async () => onOutcome(testWords(name, await sendTest(id))));
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{address}</Table.Td>
      {(["review", "highBlast"] as const).map((what) => (
        <Table.Td key={what}>
          <Checkbox
            aria-label={`${name}: ${what === "review" ? "weekly review" : "high blast radius"}`}
            checked={target[what]}
            disabled={pending}
            onChange={({ currentTarget }) => set({ [what]: currentTarget.checked })}
          />
        </Table.Td>
      ))}
      <Table.Td>{last === null ? "none yet" : <LastDelivery delivery={last} zone={zone} />}</Table.Td>
      <Table.Td>
        <Group gap="2xs" justify="flex-end" wrap="nowrap">
          <Button size="compact-sm" variant="subtle" color="gray" loading={pending} onClick={test}>
            Send a test
          </Button>
          <ConfirmButton label="Remove" confirmLabel="Remove" onConfirm={() => stopTelling(id)}>
            {name} is told no longer. What is on its way is not sent.
          </ConfirmButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function testWords(name: string, tested: { message: string | null; answer?: Delivery }): Outcome {
  const { message, answer } = tested;
  if (message !== null || answer === undefined) return { tone: "bad", words: message ?? "It was not sent." };
  if (answer.state === "sent") return { tone: "good", words: `The test was delivered to ${name}.` };
  return { tone: "bad", words: answer.error ?? "The test is not through yet; look again in a moment." };
}

const kindWords = { review: "weekly review", "high-blast": "high blast radius", test: "test" } as const;

function LastDelivery({ delivery, zone }: { delivery: Delivery; zone: string }) {
  const { kind, state, sentAt, nextAt, updatedAt, error } = delivery;
  return (
    <>
      {kindWords[kind]},{" "}
      {state === "sent" ? "delivered" : state === "failed" ? "given up" : "not delivered yet"}{" "}
      <Instant at={sentAt ?? updatedAt} zone={zone} />
      {error !== null && (
        <Text size="sm" c="var(--bad)">
          {error}
        </Text>
      )}
      {state === "retrying" && nextAt !== null && (
        <Text size="sm" c="dimmed">
          Tried again <Instant at={nextAt} zone={zone} />
        </Text>
      )}
    </>
  );
}
