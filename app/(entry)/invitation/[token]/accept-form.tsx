"use client";

import { Button, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { NewPasswordInput } from "#app/_ui/new-password-input.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { accept } from "../../actions.ts";
import classes from "../../entry.module.css";

export type AcceptFormProps = { token: string; email: string; asksName: boolean };

export function AcceptForm({ token, email, asksName }: AcceptFormProps) {
  const [{ message, errors, values }, send, pending] = useActionState(accept, untouched);
  return (
    <form action={send} className={classes.form}>
      <Refusal>{message}</Refusal>
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
      <NewPasswordInput label="Password" error={errors.password} />
      <Button type="submit" loading={pending}>
        {asksName ? "Join" : "Set the password"}
      </Button>
    </form>
  );
}
