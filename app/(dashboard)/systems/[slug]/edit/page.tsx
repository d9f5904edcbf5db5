import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getChoices } from "#lib/analytics/choices.ts";
import { systemNeighbours } from "#lib/analytics/system-records.ts";
import { isAppError } from "#lib/errors.ts";
import { getSystem } from "#lib/systems/read.ts";
import { SystemForm } from "../../system-form.tsx";

export const metadata: Metadata = { title: "Change a system" };

export default async function EditSystemPage({ params }: { params: Promise<{ slug: string }> }) {
  if (!(await permitted("system.write"))) return <NotPermitted page="Change a system" who="Responders" />;
  const slug = decodeURIComponent((await params).slug);
  const system = await ask(getSystem, { slug }).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  });
  const [choices, { dependencies }] = await Promise.all([
    ask(getChoices, undefined),
    ask(systemNeighbours, { slug }),
  ]);
  const named = dependencies.map((one) => ({ value: one.slug, label: one.name }));
  const others = choices.system.filter(
    ({ value }) => value !== slug && !named.some((one) => one.value === value),
  );
  return (
    <>
      <PageHeader question={`Edit ${system.name}`} basis={system.slug} />
      <SystemForm
        key={system.version}
        system={system}
        orgs={choices.org.map(({ value }) => value)}
        systems={[...named, ...others]}
      />
    </>
  );
}
