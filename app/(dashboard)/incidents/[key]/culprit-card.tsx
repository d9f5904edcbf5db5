import Link from "next/link";
import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { suggestCulprits } from "#lib/analytics/culprit-suggestions.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatPlural, formatShareInterval } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "../../changes/changes.module.css";
import { NameCulprit } from "./name-culprit.tsx";

/** What followed on an incident without a culprit points at; who knows better says so. */
export async function CulpritCard({
  incident,
  zone,
  canWrite,
}: {
  incident: Incident;
  zone: string;
  canWrite: boolean;
}) {
  if (incident.changes.some(({ link }) => link === "culprit")) return null;
  const { items } = await ask(suggestCulprits, { key: incident.id });
  if (items.length === 0) return null;
  return (
    <Card
      title="What may have caused it"
      subtitle="by what was done afterwards; nothing is linked by itself"
      means={meaningOf(suggestCulprits, "items", "items.reasons.confirmed")}
    >
      <ul className={classes.ledger}>
        {items.map(({ change, reasons }) => (
          <li key={change.number}>
            <Link href={`/changes/${change.number}`}>{change.title}</Link> (CHG-{change.number}, deployed{" "}
            <Instant at={change.deployedAt} precision={change.deployedPrecision} zone={zone} />)
            {reasons.map(({ kind, text, confirmed }) => (
              <span key={`${kind} ${text}`} className={classes.reason}>
                {text}{" "}
                {confirmed.known === 0
                  ? "No such suggestion was judged so far."
                  : `Of ${formatPlural(confirmed.known, "such suggestion")} that people judged, ${formatShareInterval(confirmed.share, confirmed)} were right.`}
              </span>
            ))}
            {canWrite && (
              <NameCulprit
                id={incident.id}
                version={incident.version}
                named={incident.changes}
                change={{ id: change.id, number: change.number }}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
