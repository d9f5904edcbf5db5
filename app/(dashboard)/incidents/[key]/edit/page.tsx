import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { incidentOr404 } from "#app/_server/incident.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getChoices } from "#lib/analytics/choices.ts";
import { formatZone } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";
import { IncidentForm } from "../../incident-form.tsx";

export const metadata: Metadata = { title: "Change an incident" };

export default async function EditIncidentPage({ params }: { params: Promise<{ key: string }> }) {
  if (!(await permitted("incident.write")))
    return <NotPermitted page="Change an incident" who="Responders" />;
  const incident = await incidentOr404((await params).key);
  const [{ zone }, choices] = await Promise.all([ask(getSettings, undefined), ask(getChoices, undefined)]);
  const names = incident.systems.map(({ slug, name }) => ({ value: slug, label: name }));
  return (
    <>
      <PageHeader question={`Edit INC-${incident.number}`} answer={incident.title} />
      <IncidentForm
        key={incident.version}
        incident={incident}
        zone={zone}
        zoneWords={formatZone(zone, new Date())}
        systems={[
          ...names,
          ...choices.system.filter(({ value }) => !names.some((one) => one.value === value)),
        ]}
        regions={choices.region.map(({ value }) => value)}
        tools={choices.tool.map(({ value }) => value)}
      />
    </>
  );
}
