import type { Metadata } from "next";
import { scopeOfPart, world } from "#app/_server/world.ts";
import { invitationOf, notOpen } from "#lib/access/read.ts";
import { isAppError } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";
import classes from "../../entry.module.css";
import { AcceptForm } from "./accept-form.tsx";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const found = await open(token);
  if (typeof found === "string") {
    return (
      <>
        <h1 className={classes.title}>No way in here</h1>
        <p className={classes.lead}>{found}</p>
      </>
    );
  }
  const { invitation, organisation } = found;
  const known = invitation.personId !== null;
  return (
    <>
      <h1 className={classes.title}>{known ? "Set a new password" : `Join ${organisation}`}</h1>
      <p className={classes.lead}>
        {known
          ? `For ${invitation.email}.`
          : `You were invited as a ${invitation.role}, ${invitation.email}.`}
      </p>
      <AcceptForm token={token} email={invitation.email} asksName={!known} />
    </>
  );
}

async function open(token: string) {
  if ((await world()).environment.FAULTLINE_DEMO)
    return "The demo invites nobody: everyone is in it already.";
  try {
    const scope = await scopeOfPart("invitation");
    await scope.runtime.limits.countInvitation();
    const invitation = token.length > 200 ? null : await invitationOf(scope, { token });
    if (invitation === null) throw notOpen();
    return { invitation, organisation: (await getSettings(scope, undefined)).organisation };
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}
