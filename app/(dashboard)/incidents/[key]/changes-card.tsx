import Link from "next/link";
import { ask } from "#app/_server/ask.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { changesByNumber, getChange } from "#lib/changes/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "../../changes/changes.module.css";
import { GuardrailList } from "../../changes/guardrail-list.tsx";

/** The culprit and suspected changes of an incident, each with the safeguards it had and lacked. */
export async function ChangesCard({ incident, zone }: { incident: Incident; zone: string }) {
  if (incident.changes.length === 0) return null;
  const changes = await ask(changesByNumber, { numbers: incident.changes.map(({ number }) => number) });
  return changes.map((change) => {
    const link = incident.changes.find(({ number }) => number === change.number)?.link;
    return (
      <Card
        key={change.number}
        title={link === "culprit" ? "Culprit change" : "Suspected change"}
        subtitle={
          <span className={classes.badges}>
            <span>CHG-{change.number}</span>
            <span>
              deployed <Instant at={change.deployedAt} precision={change.deployedPrecision} zone={zone} />
            </span>
            {change.systemName !== null && (
              <span>
                {change.systemName}
                {change.tier !== null && ` (Tier ${change.tier})`}
              </span>
            )}
            <AiBadge ai={change.aiAssistance} tool={change.aiTool} />
          </span>
        }
        means={meaningOf(getChange, "guardrails")}
      >
        <p className={classes.verdict}>
          <Link href={`/changes/${change.number}`}>{change.title}</Link>
        </p>
        <GuardrailList check={change.guardrails} />
      </Card>
    );
  });
}
