"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { attempt, type FormState, tried } from "#app/_server/form.ts";
import { createKey, revokeKey } from "#lib/access/api-keys/write.ts";
import { invitePerson, offerNewPassword, revokeInvitation } from "#lib/access/invitations/write.ts";
import { changeRole, disablePerson, enablePerson } from "#lib/access/people/write.ts";
import { dayStart } from "#lib/calendar.ts";
import { invalid } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";

const page = "/people";

export interface Link {
  url: string;
  email: string;
}

export async function invite(_: FormState<Link>, form: FormData): Promise<FormState<Link>> {
  const state = await attempt(form, async ({ email, role }) => {
    const { token, invitation } = await invitePerson(await pageScope(), { email, role });
    return { url: `${await baseUrl()}/invitation/${token}`, email: invitation.email };
  });
  revalidatePath(page);
  return state;
}

export async function withdraw(id: string) {
  const done = await tried(async () => revokeInvitation(await pageScope(), { id }));
  revalidatePath(page);
  return done;
}

export async function setRole(input: { id: string; version: number; role: string }) {
  const done = await tried(async () => changeRole(await pageScope(), input));
  revalidatePath(page);
  return { message: done.message };
}

export async function shutOut(input: { id: string; version: number }) {
  const done = await tried(async () => disablePerson(await pageScope(), input));
  revalidatePath(page);
  return { message: done.message };
}

export async function letIn(input: { id: string; version: number }) {
  const done = await tried(async () => enablePerson(await pageScope(), input));
  revalidatePath(page);
  return { message: done.message };
}

export async function newPasswordLink(id: string): Promise<{ message: string | null; answer?: Link }> {
  const done = await tried(async () => {
    const { token, invitation } = await offerNewPassword(await pageScope(), { id });
    return { url: `${await baseUrl()}/invitation/${token}`, email: invitation.email };
  });
  revalidatePath(page);
  return done;
}

export interface MadeKey {
  key: string;
  name: string;
}

export async function makeKey(_: FormState<MadeKey>, form: FormData): Promise<FormState<MadeKey>> {
  const state = await attempt(form, async ({ name, expires }) => {
    const scope = await pageScope();
    const made = await createKey(scope, {
      name,
      scopes: form.getAll("scopes"),
      expiresAt: expires === undefined || expires === "" ? null : await startOf(expires),
    });
    return { key: made.key, name: made.record.name };
  });
  revalidatePath(page);
  return state;
}

async function startOf(day: string): Promise<Date> {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw invalid([{ path: "expires", message: "is not a day" }]);
  const { zone } = await getSettings(await pageScope(), undefined);
  return dayStart(day, zone);
}

export async function endKey(id: string) {
  const done = await tried(async () => revokeKey(await pageScope(), { id }));
  revalidatePath(page);
  return { message: done.message };
}
