import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { ask, pageScope } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Card } from "#app/_ui/card.tsx";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { listInvitations, listKeys, listPeople } from "#lib/access/read.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatPlural } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { InviteForm } from "./invite-form.tsx";
import { KeyForm } from "./key-form.tsx";
import { InvitationsTable, KeysTable } from "./key-tables.tsx";
import { PeopleTable } from "./people-table.tsx";

export const metadata: Metadata = { title: "People and keys" };

export default async function PeoplePage() {
  if (!(await permitted("access.manage"))) return <NotPermitted page="People and keys" />;
  const [people, invitations, keys, { zone }] = await Promise.all([
    ask(listPeople, undefined),
    ask(listInvitations, undefined),
    ask(listKeys, undefined),
    ask(getSettings, undefined),
  ]);
  const { actor } = await pageScope();
  const active = people.filter((person) => person.disabledAt === null).length;
  const usable = keys.filter((key) => key.revokedAt === null).length;
  return (
    <>
      <PageHeader
        question="People and keys"
        answer={`${formatPlural(active, "person", "people")} may sign in, and ${usable === 0 ? "no key" : formatPlural(usable, "key")} may be used by programs.`}
      />
      <Card title="People" means={meaningOf(listPeople, "role")}>
        <PeopleTable people={people} self={actor.id} zone={zone} />
      </Card>
      <Card
        title="Invitations"
        subtitle="Nobody can register by themselves: send the link of an invitation, which leads in once."
      >
        <Stack gap="md">
          <InviteForm />
          {invitations.length > 0 && <InvitationsTable invitations={invitations} zone={zone} />}
        </Stack>
      </Card>
      <Card
        title="API keys"
        subtitle="A key acts as a role: read as a viewer, write as a responder, admin as an administrator."
        href="/docs"
        hrefLabel="How programs use it"
      >
        <Stack gap="md">
          <KeyForm />
          {keys.length > 0 && <KeysTable keys={keys} zone={zone} />}
        </Stack>
      </Card>
    </>
  );
}
