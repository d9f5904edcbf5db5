import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { world } from "#app/_server/world.ts";
import { zonesOffered } from "#app/_server/zones.ts";
import { awaitsSetUp } from "#lib/access/first-start.ts";
import classes from "../entry.module.css";
import { SetUpForm } from "./set-up-form.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  const here = await world();
  if (here.environment.FAULTLINE_DEMO) redirect("/");
  if (!(await awaitsSetUp(here))) redirect("/sign-in");
  return (
    <>
      <h1 className={classes.title}>Set up Faultline</h1>
      <p className={classes.lead}>
        Nobody can sign in yet. Name your organisation and become its first administrator; the code stands in
        the server’s log.
      </p>
      <SetUpForm zones={zonesOffered()} />
    </>
  );
}
