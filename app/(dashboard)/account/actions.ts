"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState } from "#app/_server/form.ts";
import { callerAddress, keepCookies } from "#app/_server/session.ts";
import { world } from "#app/_server/world.ts";
import { signInWithPassword, signOut } from "#lib/access/auth.ts";
import { changePassword } from "#lib/access/people/write.ts";
import { ownEmail } from "#lib/access/read.ts";

export async function leave(): Promise<void> {
  await keepCookies(await signOut(await world(), await headers()));
  redirect("/sign-in");
}

/** Every session ends, and this one begins anew. */
export async function setPassword(_: FormState, form: FormData): Promise<FormState> {
  return attempt(form, async ({ current = "", password = "" }) => {
    const scope = await pageScope();
    const email = await ownEmail(scope, undefined);
    await changePassword(scope, { current, password });
    const given = { email, password, headers: await headers(), address: await callerAddress() };
    await keepCookies(await signInWithPassword(await world(), given));
    return "changed";
  });
}
