import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { zonesOffered } from "#app/_server/zones.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getSettings } from "#lib/settings/read.ts";
import { SettingsForm } from "./settings-form.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  if (!(await permitted("settings.write"))) return <NotPermitted page="Settings" />;
  const settings = await ask(getSettings, undefined);
  return (
    <>
      <PageHeader question="Settings" answer="They hold for everyone, and change figures at once." />
      <SettingsForm settings={settings} zones={zonesOffered()} />
    </>
  );
}
