import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { getLabelAccuracy } from "#lib/analytics/label-audit.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";

/** How far the shares of this page rest on labels that somebody has checked. */
export async function LabelsCard({ words }: { words: Words }) {
  const { text } = await ask(getLabelAccuracy, words);
  return (
    <Card
      title="Can the labels be trusted?"
      means={meaningOf(getLabelAccuracy, "changes.corrected", "fits")}
      href={address("/ai/labels", new URLSearchParams(words))}
      hrefLabel="Check labels"
    >
      <p>{text}</p>
    </Card>
  );
}
