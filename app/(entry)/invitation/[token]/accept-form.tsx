"use client";

import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { shortestPassword } from "#lib/access/schema.ts";
import { accept } from "../../actions.ts";
import classes from "../../entry.module.css";

const untouched = { message: null, errors: {}, values: {} };

export type AcceptFormProps = { token: string; email: string; asksName: boolean };

export function AcceptForm({ token, email, asksName }: AcceptFormProps) {
  const [{ message, errors, values }, send, pending] = useActionState(accept, untouched);
  return (
    <form action={send} className={classes.form}>
      {message !== null && (
        <Alert color="red" variant="light" role="alert">
          {message}
        </Alert>
      )}
      <input type="hidden" name="token" value={token} />
      {/* For the browser's password keeper. */}
      <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />
      {asksName && (
        <TextInput
          name="name"
          label="Your name"
          autoComplete="name"
          required
          defaultValue={values.name}
          error={errors.name}
        />
      )}
      <PasswordInput
        name="password"
        label="Password"
        description={`${shortestPassword} characters or more`}
        autoComplete="new-password"
        required
        error={errors.password}
      />
      <Button type="submit" loading={pending}>
        {asksName ? "Join" : "Set the password"}
      </Button>
    </form>
  );
}
