"use client";

import { Alert, Autocomplete, Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState, useEffect, useState } from "react";
import { shortestPassword } from "#lib/access/schema.ts";
import { setUp } from "../actions.ts";
import classes from "../entry.module.css";

const untouched = { message: null, errors: {}, values: {} };

export function SetUpForm({ zones }: { zones: string[] }) {
  const [{ message, errors, values }, send, pending] = useActionState(setUp, untouched);
  const [zone, setZone] = useState("UTC");
  // The reader's own zone is known in the browser alone.
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <form action={send} className={classes.form}>
      {message !== null && (
        <Alert color="red" variant="light" role="alert">
          {message}
        </Alert>
      )}
      <TextInput
        name="code"
        label="Code"
        description="Printed when the server starts, such as ABCD-EFGH-JKLM"
        autoComplete="off"
        required
        error={errors.code}
      />
      <TextInput
        name="organisation"
        label="Organisation"
        autoComplete="organization"
        required
        defaultValue={values.organisation}
        error={errors.organisation}
      />
      <Autocomplete
        name="zone"
        label="Time zone"
        description="Days and weeks begin in this zone"
        data={zones}
        limit={20}
        required
        value={zone}
        onChange={setZone}
        error={errors.zone}
      />
      <TextInput
        name="name"
        label="Your name"
        autoComplete="name"
        required
        defaultValue={values.name}
        error={errors.name}
      />
      <TextInput
        name="email"
        type="email"
        label="Your e-mail address"
        autoComplete="username"
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <PasswordInput
        name="password"
        label="Password"
        description={`${shortestPassword} characters or more`}
        autoComplete="new-password"
        required
        error={errors.password}
      />
      <Button type="submit" loading={pending}>
        Set up
      </Button>
    </form>
  );
}
