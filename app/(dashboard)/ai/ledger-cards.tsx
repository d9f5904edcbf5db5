import Link from "next/link";
import { PartBars } from "#app/_charts/pictures/part-bars.tsx";
import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { aiAssisted, changesHref } from "#app/_server/changes-address.ts";
import { Wide } from "#app/_ui/layout.tsx";
import { type AiEvidenceFound, getAiEvidence } from "#lib/analytics/ai-evidence.ts";
import { strengthLabels } from "#lib/analytics/ai-evidence-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatPlural } from "#lib/format.ts";
import { parts } from "./links.ts";
import { RepositoryCard } from "./repository-card.tsx";

type Props = { answer: AiEvidenceFound; words: Words };

/** On what it rests what is known of AI in changes, where evidence disagrees, and what each repository tells. */
export async function LedgerCards({ words }: { words: Words }) {
  const answer = await ask(getAiEvidence, words);
  return (
    <>
      <StrengthCard answer={answer} words={words} />
      <Wide>
        <RepositoryCard answer={answer} words={words} />
      </Wide>
    </>
  );
}

function StrengthCard({ answer, words }: Props) {
  const { strengths, conflicts, period, changes } = answer;
  const list = (more: Words) => changesHref({ words, period, more });
  return (
    <PartBars
      title="What the evidence speaks of"
      unit="changes by their strongest evidence"
      means={meaningOf(getAiEvidence, "strengths", "conflicts")}
      n={changes}
      noun="changes"
      itemNoun="Evidence"
      parts={parts}
      items={strengths
        .filter(({ ai, other, unknown }) => ai + other + unknown > 0)
        .map(({ strength, ...values }) => ({
          key: strength ?? "unknown",
          label: strength === null ? "Nothing known" : strengthLabels[strength],
          values,
          hrefs: {
            ai: list({ assistance: aiAssisted.join(","), strength: strength ?? "unknown" }),
            other: list({ assistance: "none", strength: strength ?? "unknown" }),
            unknown: list({ assistance: "unknown" }),
          },
        }))}
      note={
        conflicts === 0 ? (
          "On no change does evidence disagree."
        ) : (
          <Link href={list({ evidenceConflict: "yes" })}>
            {`Evidence disagrees on ${formatPlural(conflicts, "change")}: some says that AI had a hand, some that it had none.`}
          </Link>
        )
      }
    />
  );
}
