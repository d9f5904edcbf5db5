"use client";

import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useActionState, useState, useTransition } from "react";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { optionsOf } from "#app/_ui/words.ts";
import type { Change } from "#lib/changes/schema.ts";
import { changeFields } from "#lib/fields/entries.ts";
import { decide, takeBack } from "./actions.ts";

const { aiAssistance, aiTool, aiModel } = changeFields;

/** Who knows better than the evidence says so here: it stands above all evidence, until it is taken back. */
export function DecisionForm({ change, isDecided }: { change: Change; isDecided: boolean }) {
  const [{ message, errors, values }, send, pending] = useActionState(decide, untouched);
  const [opened, setOpened] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [takingBack, start] = useTransition();
  const { id, version } = change;
  const withdraw = () => start(async () => setRefusal((await takeBack(id, version)).message));
  if (!opened && message === null && Object.keys(errors).length === 0)
    return (
      <Stack gap="xs">
        <Refusal>{refusal}</Refusal>
        <Group gap="xs">
          <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
            {isDecided ? "Decide otherwise" : "Decide it by hand"}
          </Button>
          {isDecided && (
            <Button variant="default" size="compact-sm" onClick={withdraw} loading={takingBack}>
              Let the evidence decide
            </Button>
          )}
        </Group>
      </Stack>
    );
  return (
    <form action={send} key={version}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <Stack gap="sm" maw="32rem">
        <Refusal>{message}</Refusal>
        <NativeSelect
          name="aiAssistance"
          label={aiAssistance.label}
          description="Stands above all evidence, also what comes later"
          data={optionsOf(aiAssistance.values)}
          defaultValue={values.aiAssistance ?? change.aiAssistance}
          error={errors["patch.aiAssistance"]}
        />
        <TextInput
          name="aiTool"
          label={aiTool.label}
          defaultValue={values.aiTool ?? change.aiTool ?? ""}
          error={errors["patch.aiTool"]}
        />
        <TextInput
          name="aiModel"
          label={aiModel.label}
          defaultValue={values.aiModel ?? change.aiModel ?? ""}
          error={errors["patch.aiModel"]}
        />
        <Group gap="xs">
          <Button type="submit" loading={pending}>
            Decide
          </Button>
          <Button variant="default" onClick={() => setOpened(false)}>
            Leave it to the evidence
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
