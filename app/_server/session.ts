import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { clientAddress } from "#lib/access/address.ts";
import { type Cookies, cookieParts } from "#lib/access/auth.ts";
import { awaitsSetUp } from "#lib/access/first-start.ts";
import { nextPath } from "#lib/access/origin.ts";
import { runtime } from "#lib/runtime.ts";

export async function keepCookies(list: Cookies): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of cookieParts(list)) jar.set(name, value, options);
}

/** Where somebody who is not signed in has to go: to set up while nobody exists, then to sign in. */
export async function toEntrance(): Promise<never> {
  const world = await runtime();
  if (await awaitsSetUp(world)) redirect("/setup");
  const next = nextPath((await headers()).get("x-path") ?? undefined);
  redirect(next === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`);
}

export async function callerAddress(): Promise<string | null> {
  const { environment } = await runtime();
  return clientAddress(await headers(), environment.TRUST_PROXY);
}
