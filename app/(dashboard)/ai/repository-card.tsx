import type { Words } from "#app/_server/address.ts";
import { ask, pageScope } from "#app/_server/ask.ts";
import { changesHref } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { type Column, DataTable } from "#app/_ui/data-table.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { permits } from "#lib/actor.ts";
import { type AiEvidenceFound, getAiEvidence } from "#lib/analytics/ai-evidence.ts";
import { baseRateWords } from "#lib/analytics/base-bounds.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatDay, formatShareInterval } from "#lib/format.ts";
import { listMarkPolicies } from "#lib/mark-policies/read.ts";
import type { MarkPolicy } from "#lib/mark-policies/schema.ts";
import { PolicyForm } from "./policy-form.tsx";

const columns: Column[] = [
  { key: "repository", label: "Repository", wraps: true },
  { key: "changes", label: "Changes", unit: "count" },
  { key: "ai", label: "With AI", unit: "count" },
  { key: "none", label: "Without", unit: "count" },
  { key: "unknown", label: "Not known", unit: "count" },
  { key: "share", label: "AI's share", missing: "not known" },
  { key: "policy", label: "Marks are", missing: "nobody said", wraps: true },
  { key: "lost", label: "Lost by squash", missing: "too few" },
];

/** What each repository tells, and what it asks of marks. */
export async function RepositoryCard({ answer, words }: { answer: AiEvidenceFound; words: Words }) {
  const { repositories, period } = answer;
  const [{ items }, { actor }] = await Promise.all([ask(listMarkPolicies, {}), pageScope()]);
  const names = repositories.flatMap(({ repository }) => repository ?? []);
  return (
    <Card
      title="Repositories"
      subtitle="changes of the period by where they went out from"
      means={meaningOf(getAiEvidence, "repositories", "repositories.ai", "repositories.lost")}
      note="Where marks are required, on grounds that are said, a missing mark counts as made without AI from that day on. Anywhere else it says nothing, and the share may lie between bounds: none of the unknown with AI, or all."
    >
      {repositories.length === 0 ? (
        <p>No single change was deployed in this period.</p>
      ) : (
        <DataTable
          caption="Repositories, and what is known of AI in their changes"
          columns={columns}
          maxHeight={420}
          rows={repositories.map(({ repository, changes, ai, lost }) => ({
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
              policy: policyWords(items.filter((one) => one.repository === repository)),
              lost: lost.share === null ? null : `${formatShareInterval(lost.share, lost)} of ${lost.known}`,
            },
          }))}
        />
      )}
      {permits(actor, "settings.write") && names.length > 0 && <PolicyForm repositories={names} />}
    </Card>
  );
}

/** "Required from 1 May 2026: a sample was looked at"; null where nobody said. */
function policyWords(policies: readonly MarkPolicy[]): string | null {
  if (policies.length === 0) return null;
  return policies
    .map(({ policy, holdsFrom, note, labelAudit }) => {
      const grounds = note ?? (labelAudit === null ? null : "its labels were audited");
      const without = policy === "required" && grounds === null ? ", without grounds" : "";
      return `${wordsFor(policy)} from ${formatDay(holdsFrom)}${grounds === null ? without : `: ${grounds}`}`;
    })
    .join("; ");
}
