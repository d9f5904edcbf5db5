"use client";

import { Alert, Button, Group } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { incidentFields } from "#lib/fields/entries.ts";
import { stateLabel } from "#lib/incidents/rules.ts";
import { contradicted, type End, stateOfTimes, type Values } from "./incident-values.ts";

type Props = { form: UseFormReturnType<Values>; from: Values };

const labelsOf = (ends: readonly End[]) => ends.map((end) => incidentFields[end].label).join(" and ");
const wide = { gridColumn: "1 / -1" };

/** Asks what becomes of recorded ends when a state is chosen that has none; nothing is taken away without a word. */
export function StateAgainstTimes({ form, from }: Props) {
  const [cleared, setCleared] = useState<Partial<Record<End, string>>>({});
  const { values } = form;
  const ends = contradicted(values, from);
  const taken = (Object.keys(cleared) as End[]).filter((end) => values[end] === "");
  if (ends.length > 0) {
    const kept = stateOfTimes(values, from);
    const clear = () => {
      setCleared(Object.fromEntries(ends.map((end) => [end, values[end]])));
      for (const end of ends) form.setFieldValue(end, "");
      form.clearFieldError("status");
    };
    return (
      <Alert
        style={wide}
        role="alert"
        variant="light"
        title={`“${stateLabel(values.status as "open")}”, and ${labelsOf(ends)} recorded?`}
      >
        An incident in this state has not come to that. What becomes of the{" "}
        {ends.length > 1 ? "times" : "time"}?
        <Group gap="sm" mt="sm">
          <Button size="xs" onClick={clear}>
            Clear {labelsOf(ends)}
          </Button>
          <Button size="xs" variant="default" onClick={() => form.setFieldValue("status", kept)}>
            Keep, the state is “{stateLabel(kept)}”
          </Button>
        </Group>
      </Alert>
    );
  }
  if (taken.length === 0) return null;
  const bringBack = () => {
    for (const end of taken) form.setFieldValue(end, cleared[end]!);
    setCleared({});
  };
  return (
    <Alert style={wide} role="status" variant="light">
      {labelsOf(taken)} will be cleared when you save; the history keeps what stood there.{" "}
      <Button size="compact-xs" variant="subtle" onClick={bringBack}>
        Bring back
      </Button>
    </Alert>
  );
}
