import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getChoices } from "#lib/analytics/choices.ts";
import { SystemForm } from "../system-form.tsx";

export const metadata: Metadata = { title: "Add a system" };

export default async function NewSystemPage() {
  if (!(await permitted("system.write"))) return <NotPermitted page="Add a system" who="Responders" />;
  const { org, system } = await ask(getChoices, undefined);
  return (
    <>
      <PageHeader question="Add a system" />
      <SystemForm orgs={org.map(({ value }) => value)} systems={system} />
    </>
  );
}
