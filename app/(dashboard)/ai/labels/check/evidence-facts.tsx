import { FactList, factsOf } from "#app/_ui/fields/field-value.tsx";
import { changeFields } from "#lib/fields/entries.ts";
import type { DealtChange } from "#lib/label-audits/schema.ts";

const shown = [
  "kind",
  "deployedAt",
  "author",
  "authorLevel",
  "source",
  "externalId",
  "url",
  "documentUrl",
] as const;

/** What is known of a change, besides its label and all that may tell it. */
export function EvidenceFacts({ change, zone }: { change: DealtChange; zone: string }) {
  const facts = [
    { label: "System", value: change.systemName },
    ...factsOf(changeFields, shown, { record: change as never, zone }),
  ].filter(({ value }) => value !== null);
  return <FactList facts={facts} />;
}
