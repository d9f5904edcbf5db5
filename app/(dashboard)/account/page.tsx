import type { Metadata } from "next";
import { ask, pageScope } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { ownPassword } from "#lib/access/read.ts";
import { PasswordForm } from "./password-form.tsx";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { actor } = await pageScope();
  const password = await ask(ownPassword, undefined);
  return (
    <>
      <PageHeader question={actor.name} answer={`You are signed in as ${actor.roles.join(", ")}.`} />
      <Card title="Password">
        {password === null ? (
          <p>You have none here: you come in by your organisation’s single sign-on.</p>
        ) : (
          <PasswordForm />
        )}
      </Card>
    </>
  );
}
