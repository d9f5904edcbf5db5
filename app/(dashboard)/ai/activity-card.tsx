import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { changesHref, narrowed } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { Wide } from "#app/_ui/layout.tsx";
import { getAiActivity } from "#lib/analytics/ai-activity.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";

/** Only where somebody's days are recorded. */
export async function ActivityCard({ words }: { words: Words }) {
  const { text, recorded, changes, period } = await ask(getAiActivity, words);
  if (!recorded) return null;
  const open = changesHref({ words, period, more: narrowed(words, "assistance", ["unknown"]) });
  return (
    <Wide>
      <Card
        title="Activity of people"
        means={meaningOf(getAiActivity, "active", "inactive", "nobody")}
        href={changes === 0 ? undefined : open}
        hrefLabel="Open the changes of which it is not known"
      >
        <p>{text}</p>
      </Card>
    </Wide>
  );
}
