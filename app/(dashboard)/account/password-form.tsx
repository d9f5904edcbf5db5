"use client";

import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useActionState } from "react";
import { NewPasswordInput } from "#app/_ui/new-password-input.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { setPassword } from "./actions.ts";

export function PasswordForm() {
  const [{ message, errors, answer }, send, pending] = useActionState(setPassword, untouched);
  return (
    <form action={send}>
      <Stack maw="24rem">
        <Refusal>{message}</Refusal>
        {answer === "changed" && (
          <Alert variant="light" role="status">
            The password is changed. Every other session has ended.
          </Alert>
        )}
        <PasswordInput
          name="current"
          label="Present password"
          autoComplete="current-password"
          required
          error={errors.current}
        />
        <NewPasswordInput label="New password" error={errors.password} />
        <div>
          <Button type="submit" loading={pending}>
            Change the password
          </Button>
        </div>
      </Stack>
    </form>
  );
}
