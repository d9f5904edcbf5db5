import Link from "next/link";
import { PartBars } from "#app/_charts/pictures/part-bars.tsx";
import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { aiAssisted, changesHref } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { type Column, DataTable } from "#app/_ui/data-table.tsx";
import { type AiEvidenceFound, getAiEvidence } from "#lib/analytics/ai-evidence.ts";
import { strengthLabels } from "#lib/analytics/ai-evidence-words.ts";
import { baseRateWords } from "#lib/analytics/base-bounds.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatPlural } from "#lib/format.ts";
import { parts } from "./links.ts";

type Props = { answer: AiEvidenceFound; words: Words };

/** On what it rests what is known of AI in changes, where evidence disagrees, and what each repository tells. */
export async function LedgerCards({ words }: { words: Words }) {
  const answer = await ask(getAiEvidence, words);
  return (
    <>
      <StrengthCard answer={answer} words={words} />
      <RepositoryCard answer={answer} words={words} />
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

const columns: Column[] = [
  { key: "repository", label: "Repository", wraps: true },
  { key: "changes", label: "Changes", unit: "count" },
  { key: "ai", label: "With AI", unit: "count" },
  { key: "none", label: "Without", unit: "count" },
  { key: "unknown", label: "Not known", unit: "count" },
  { key: "share", label: "AI's share", missing: "not known" },
];

function RepositoryCard({ answer: { repositories, period }, words }: Props) {
  return (
    <Card
      title="Repositories"
      subtitle="changes of the period by where they went out from"
      means={meaningOf(getAiEvidence, "repositories", "repositories.ai")}
      note="Where many are not known, the share lies between bounds: none of them with AI, or all."
    >
      {repositories.length === 0 ? (
        <p>No single change was deployed in this period.</p>
      ) : (
        <DataTable
          caption="Repositories, and what is known of AI in their changes"
          columns={columns}
          maxHeight={420}
          rows={repositories.map(({ repository, changes, ai }) => ({
            key: repository ?? "unknown",
            cells: {
              repository: {
                value: repository ?? "Repository not recorded",
                href: changesHref({ words, period, more: { repository: repository ?? "unknown" } }),
              },
              changes,
              ai: ai.yes,
              none: ai.known - ai.yes,
              unknown: ai.unknown,
              share: baseRateWords(ai),
            },
          }))}
        />
      )}
    </Card>
  );
}
