import Link from "next/link";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { narrowed } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { getAiAgreement } from "#lib/analytics/ai-agreement.ts";
import { disagreements } from "#lib/analytics/ai-agreement-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";

/** Incidents that leave unsaid, or contradict, what their culprits say of AI; each line opens exactly its own. */
export async function AgreementCard({ words }: { words: Words }) {
  const answer = await ask(getAiAgreement, words);
  const lines = disagreements(answer);
  return (
    <Card
      title="Do incidents say what their culprits say?"
      means={meaningOf(getAiAgreement, "known", "unsaid", "contradicted")}
    >
      {lines.length === 0 ? (
        <p>{answer.text}</p>
      ) : (
        <ul>
          {lines.map(({ key, text, ai, causedBy }) => (
            <li key={key}>
              <Link
                href={incidentsHref({
                  words,
                  period: answer.period,
                  more: { ...narrowed(words, "ai", ai), ...narrowed(words, "causedBy", [causedBy]) },
                })}
              >
                {text}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
