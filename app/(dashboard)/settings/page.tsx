import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { world } from "#app/_server/world.ts";
import { zonesOffered } from "#app/_server/zones.ts";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Card } from "#app/_ui/card.tsx";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { dayOf } from "#lib/calendar.ts";
import { listMeanings } from "#lib/incidents/meanings/read.ts";
import { listTargets } from "#lib/notifications/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { SettingsForm } from "./settings-form.tsx";
import { TargetForm } from "./target-form.tsx";
import { TargetsTable } from "./targets-table.tsx";
import { WordsTable } from "./words-table.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  if (!(await permitted("settings.write"))) return <NotPermitted page="Settings" />;
  const [settings, targets, words] = await Promise.all([
    ask(getSettings, undefined),
    ask(listTargets, undefined),
    ask(listMeanings, {}),
  ]);
  const { environment } = await world();
  return (
    <>
      <PageHeader
        question="Settings"
        answer="They hold for everyone. What figures are made with holds from a day on, and figures before that day stay."
        actions={
          <>
            <ButtonLink href="/audit?subject=settings">Earlier changes</ButtonLink>
            <ButtonLink href="/incidents/postmortem-template">Post-mortem template</ButtonLink>
          </>
        }
      />
      <SettingsForm settings={settings} zones={zonesOffered()} today={dayOf(new Date(), settings.zone)} />
      {words.items.length + words.waiting.length > 0 && (
        <Card
          title="Words of other tools"
          subtitle="What a source's word for a severity means, said once: it then holds for files, hooks and the API, and for what is stored. A word that waits stays beside its record, without a severity."
        >
          <WordsTable items={words.items} waiting={words.waiting} />
        </Card>
      )}
      <Card
        title="Notifications"
        subtitle="Who is told, by e-mail or by a webhook, without looking here. What cannot be delivered is tried again for two days."
      >
        <TargetForm mail={environment.SMTP_URL !== undefined} linked={environment.BASE_URL !== undefined} />
        {targets.length > 0 && <TargetsTable targets={targets} zone={settings.zone} />}
      </Card>
    </>
  );
}
