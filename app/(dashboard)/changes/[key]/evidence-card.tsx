import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { FactList, factsOf } from "#app/_ui/fields/field-value.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { countedWithoutAi } from "#lib/analytics/counted-without-ai.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getChange } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import type { Evidence } from "#lib/evidence/schema.ts";
import { pieceInWords } from "#lib/evidence/words.ts";
import { changeFields, inPlace } from "#lib/fields/entries.ts";
import { upperFirst } from "#lib/format.ts";
import classes from "../changes.module.css";
import { DecisionForm } from "./decision-form.tsx";

/** What is known of AI in it: the fields, why they say so, and every piece that was ever told. */
const evidenceFields = inPlace(changeFields, "card").filter((name) =>
  ["ai", "dose"].includes(changeFields[name].group),
);

export async function EvidenceCard({
  change,
  zone,
  mayDecide,
}: {
  change: Change;
  zone: string;
  mayDecide: boolean;
}) {
  const facts = factsOf(changeFields, evidenceFields, { record: change, zone });
  const isDecided = change.evidence.some(({ decision, counts }) => decision === "made" && counts);
  const counted = await ask(countedWithoutAi, { numbers: [change.number] });
  return (
    <Card title="AI in it" means={meaningOf(getChange, "evidence", "evidence.strength")}>
      <p className={classes.verdict}>
        {change.aiReason}
        {counted.length > 0 &&
          ` Figures count it as made without AI: ${change.repository} requires marks, and it is said on what grounds none is missing.`}
      </p>
      <FactList facts={facts.filter(({ value }) => value !== null)} />
      {change.evidence.length > 0 && (
        <ul className={classes.ledger} aria-label="Evidence">
          {change.evidence.map((piece) => (
            <Piece key={JSON.stringify(piece)} piece={piece} zone={zone} />
          ))}
        </ul>
      )}
      {mayDecide && <DecisionForm change={change} isDecided={isDecided} />}
    </Card>
  );
}

function Piece({ piece, zone }: { piece: Evidence; zone: string }) {
  return (
    <li data-counts={piece.counts}>
      {upperFirst(pieceInWords(piece))}
      <span className={classes.reason}>
        <Instant at={piece.at} zone={zone} /> · {toldBy(piece)}
        {!piece.counts && " · a later word took its place"}
      </span>
    </li>
  );
}

function toldBy({ source, by, heardAt }: Evidence): string {
  if (heardAt === null) return "in its own fields";
  return by === null || by === source ? `told by ${source}` : `${by}, told by ${source}`;
}
