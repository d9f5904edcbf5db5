"use client";

import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useActionState } from "react";
import { shortestPassword } from "#lib/access/schema.ts";
import { setPassword } from "./actions.ts";

const untouched = { message: null, errors: {}, values: {} };

export function PasswordForm() {
  const [{ message, errors, answer }, send, pending] = useActionState(setPassword, untouched);
  return (
    <form action={send}>
      <Stack maw="24rem">
        {message !== null && (
          <Alert color="red" variant="light" role="alert">
            {message}
          </Alert>
        )}
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
        <PasswordInput
          name="password"
          label="New password"
          description={`${shortestPassword} characters or more`}
          autoComplete="new-password"
          required
          error={errors.password}
        />
        <div>
          <Button type="submit" loading={pending}>
            Change the password
          </Button>
        </div>
      </Stack>
    </form>
  );
}
