import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { world } from "#app/_server/world.ts";
import { offersOidc, sessionActor } from "#lib/access/auth.ts";
import { awaitsSetUp } from "#lib/access/first-start.ts";
import { nextPath } from "#lib/access/origin.ts";
import classes from "../entry.module.css";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

/** What the identity provider's way back may say; anything else is told in general. */
const reasons: Record<string, string> = {
  signup_disabled: "Nobody here has your address. Ask an administrator for an invitation.",
  account_not_linked:
    "Your identity provider does not vouch for your address, so it cannot be matched to a person here.",
  account_disabled: "This person may not sign in any more. Ask an administrator.",
  access_denied: "The sign-in was not finished.",
};

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const here = await world();
  const { environment } = here;
  const { next, error } = await wordsOf(searchParams);
  if (environment.FAULTLINE_DEMO) redirect("/");
  if (await awaitsSetUp(here)) redirect("/setup");
  if ((await sessionActor(here, await headers())) !== null) redirect(nextPath(next));
  return (
    <>
      <h1 className={classes.title}>Sign in</h1>
      <SignInForm
        next={nextPath(next)}
        provider={offersOidc(environment) ? environment.OIDC_NAME : null}
        problem={
          error === undefined ? null : (reasons[error] ?? "The sign-in did not go through. Try again.")
        }
      />
    </>
  );
}
