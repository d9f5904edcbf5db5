"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { signIn, signInElsewhere } from "../actions.ts";
import classes from "../entry.module.css";

export type SignInFormProps = { next: string; provider: string | null; problem: string | null };

export function SignInForm({ next, provider, problem }: SignInFormProps) {
  const [state, send, pending] = useActionState(signIn, untouched);
  const [other, leave, leaving] = useActionState(signInElsewhere, untouched);
  const said = state.message ?? other.message ?? problem;
  return (
    <>
      <Refusal>{said}</Refusal>
      <form action={send} className={classes.form}>
        <input type="hidden" name="next" value={next} />
        <TextInput
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="username"
          required
          withAsterisk={false}
          defaultValue={state.values.email}
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={pending}>
          Sign in
        </Button>
      </form>
      {provider !== null && (
        <>
          <p className={classes.or}>or</p>
          <form action={leave} className={classes.form}>
            <input type="hidden" name="next" value={next} />
            <Button type="submit" variant="default" loading={leaving}>
              Continue with {provider}
            </Button>
          </form>
        </>
      )}
    </>
  );
}
