import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { FactList, factsOf } from "#app/_ui/fields/field-value.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import { aiTakenOver } from "#lib/incidents/ai-proposal/read.ts";
import { getIncident } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import classes from "./incident.module.css";
import { TakeOver } from "./take-over.tsx";

const facts = inPlace(incidentFields, "card").filter(
  (name) => incidentFields[name].group === "ai" && name !== "aiNote",
);

type Props = { incident: Incident; zone: string; canWrite: boolean };

/** What the incident says of AI, beside what its culprits say. */
export async function AiCard({ incident, zone, canWrite }: Props) {
  const { id, version, aiNote, aiProposal, aiContradiction } = incident;
  const taken = await ask(aiTakenOver, { key: id });
  return (
    <Card title="AI involvement" means={meaningOf(getIncident, "aiInvolvement", "aiProposal")}>
      <FactList facts={factsOf(incidentFields, facts, { record: incident, zone })} />
      {aiNote && <p className={classes.text}>{aiNote}</p>}
      {aiContradiction && (
        <p className={classes.text}>{aiContradiction} Whichever is mistaken is for people to mend.</p>
      )}
      <TakeOver {...{ id, version, zone, canWrite, taken }} proposal={aiProposal} />
    </Card>
  );
}
