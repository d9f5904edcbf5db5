"use client";

import { Autocomplete, Button, TextInput } from "@mantine/core";
import { useActionState, useEffect, useState } from "react";
import { NewPasswordInput } from "#app/_ui/new-password-input.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { setUp } from "../actions.ts";
import classes from "../entry.module.css";

export function SetUpForm({ zones }: { zones: string[] }) {
  const [{ message, errors, values }, send, pending] = useActionState(setUp, untouched);
  const [zone, setZone] = useState("UTC");
  // The reader's own zone is known in the browser alone.
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <form action={send} className={classes.form}>
      <Refusal>{message}</Refusal>
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
      <NewPasswordInput label="Password" error={errors.password} />
      <Button type="submit" loading={pending}>
        Set up
      </Button>
    </form>
  );
}
