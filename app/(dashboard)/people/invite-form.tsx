"use client";

import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { FieldRow } from "#app/_ui/field-row.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { ShownOnce } from "#app/_ui/shown-once.tsx";
import { invite } from "./actions.ts";

export function InviteForm() {
  const [{ message, errors, values, answer }, send, pending] = useActionState(invite, untouched);
  return (
    <Stack gap="sm">
      <Refusal>{message}</Refusal>
      {answer !== undefined && (
        <ShownOnce title={`An invitation for ${answer.email}`} secret={answer.url}>
          Send this link to them. It works once, for seven days, and is shown only now.
        </ShownOnce>
      )}
      <form action={send}>
        <FieldRow
          send={
            <Button type="submit" loading={pending}>
              Invite
            </Button>
          }
        >
          <TextInput
            name="email"
            type="email"
            label="E-mail address"
            required
            miw="16rem"
            defaultValue={values.email}
            error={errors.email}
          />
          <NativeSelect
            name="role"
            label="Role"
            data={["viewer", "responder", "admin"]}
            defaultValue={values.role ?? "responder"}
          />
        </FieldRow>
      </form>
    </Stack>
  );
}
