"use client";

import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { FieldRow } from "#app/_ui/field-row.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { ShownOnce } from "#app/_ui/shown-once.tsx";
import { makeKey } from "./actions.ts";

export function KeyForm() {
  const [{ message, errors, values, answer }, send, pending] = useActionState(makeKey, untouched);
  return (
    <Stack gap="sm">
      <Refusal>{message}</Refusal>
      {answer !== undefined && (
        <ShownOnce title={`The key ${answer.name}`} secret={answer.key}>
          Keep it where your programs find it. It is shown only now; only its hash is stored.
        </ShownOnce>
      )}
      <form action={send}>
        <FieldRow
          send={
            <Button type="submit" loading={pending}>
              Make a key
            </Button>
          }
        >
          <TextInput
            name="name"
            label="Name"
            placeholder="deploy pipeline"
            required
            miw="14rem"
            defaultValue={values.name}
            error={errors.name}
          />
          <Checkbox.Group label="May" defaultValue={["write"]} error={errors.scopes}>
            <Group h="2.25rem" gap="md">
              {["read", "write", "admin"].map((scope) => (
                <Checkbox key={scope} name="scopes" value={scope} label={scope} />
              ))}
            </Group>
          </Checkbox.Group>
          <TextInput
            name="expires"
            type="date"
            label="Ends on"
            defaultValue={values.expires}
            error={errors.expires ?? errors.expiresAt}
          />
        </FieldRow>
      </form>
    </Stack>
  );
}
