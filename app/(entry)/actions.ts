"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { attempt, type FormState } from "#app/_server/form.ts";
import { callerAddress, keepCookies } from "#app/_server/session.ts";
import { scopeOfPart, world } from "#app/_server/world.ts";
import { offersOidc, signInWithPassword, startOidc } from "#lib/access/auth.ts";
import { claim } from "#lib/access/first-start.ts";
import { acceptInvitation } from "#lib/access/invitations/write.ts";
import { nextPath } from "#lib/access/origin.ts";

async function enter(email: string, password: string): Promise<void> {
  const address = await callerAddress();
  const given = { email, password, headers: await headers(), address };
  await keepCookies(await signInWithPassword(await world(), given));
}

export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, ({ email = "", password = "" }) => enter(email, password));
  if (state.message !== null) return state;
  redirect(nextPath(form.get("next")?.toString()));
}

export async function signInElsewhere(_: FormState, form: FormData): Promise<FormState> {
  const here = await world();
  if (!offersOidc(here.environment)) return { message: null, errors: {}, values: {} };
  const state = await attempt(form, async ({ next }) => {
    const started = await startOidc(here, { headers: await headers(), next: nextPath(next) });
    await keepCookies(started.cookies);
    return started.location;
  });
  if (state.answer === undefined) return state;
  redirect(state.answer);
}

export async function setUp(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(
    form,
    async ({ code = "", organisation = "", zone = "", name = "", ...rest }) => {
      const { email = "", password = "" } = rest;
      await claim(await world(), { code, organisation, zone, name, email, password });
      await enter(email, password);
    },
  );
  if (state.message !== null || Object.keys(state.errors).length > 0) return state;
  redirect("/");
}

export async function accept(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ token = "", name, password = "" }) => {
    const scope = await scopeOfPart("invitation");
    await scope.runtime.limits.countInvitation();
    const { email } = await acceptInvitation(scope, { token, name, password });
    await enter(email, password);
  });
  if (state.message !== null || Object.keys(state.errors).length > 0) return state;
  redirect("/");
}
