import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getChoices } from "#lib/analytics/choices.ts";
import { formatZone } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { IncidentForm } from "../incident-form.tsx";

export const metadata: Metadata = { title: "Log an incident" };

export default async function NewIncidentPage() {
  if (!(await permitted("incident.write"))) return <NotPermitted page="Log an incident" who="Responders" />;
  const [{ zone }, choices] = await Promise.all([ask(getSettings, undefined), ask(getChoices, undefined)]);
  return (
    <>
      <PageHeader
        question="Log an incident"
        answer="Title, severity, start and systems are enough. The rest can follow."
      />
      <IncidentForm
        zone={zone}
        zoneWords={formatZone(zone, new Date())}
        systems={choices.system}
        regions={choices.region.map(({ value }) => value)}
        tools={choices.tool.map(({ value }) => value)}
      />
    </>
  );
}
