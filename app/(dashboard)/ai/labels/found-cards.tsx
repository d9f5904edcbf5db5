import { Card } from "#app/_ui/card.tsx";
import { type Column, DataTable, type Row } from "#app/_ui/data-table.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { type CheckedLabels, getLabelAccuracy, type StratumChecked } from "#lib/analytics/label-audit.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { labelCheckFields } from "#lib/fields/entries.ts";
import { formatCount, formatShare, formatShareInterval } from "#lib/format.ts";
import { isMarked } from "#lib/label-audits/rules.ts";
import type { LabelAudit } from "#lib/label-audits/schema.ts";

const names = {
  marked: "Marked as made with AI",
  unmarked: "Not marked",
  culprits: "Culprits of incidents",
} as const;

const foundColumns: Column[] = [
  { key: "stratum", label: "Sample" },
  { key: "members", label: "Changes", unit: "count" },
  { key: "dealt", label: "Drawn", unit: "count" },
  { key: "answered", label: "Looked at", unit: "count" },
  { key: "ai", label: "Made with AI", unit: "count" },
  { key: "other", label: "Made without", unit: "count" },
  { key: "wrong", label: "Of these labelled wrongly", unit: "count" },
  { key: "unclear", label: "Cannot be told", unit: "count" },
];

export function FoundCard({ strata }: { strata: readonly StratumChecked[] }) {
  return (
    <Card
      title="What people found"
      subtitle="each sample drawn at random from the changes of its kind"
      means={meaningOf(getLabelAccuracy, "strata", "strata.stratum", "strata.cannotTell", "strata.disagreed")}
    >
      <DataTable
        caption="What people found in each sample"
        columns={foundColumns}
        rows={strata.map((one): Row => {
          const { stratum, members, dealt, answered, hits, misses, falseAlarms, quiet } = one;
          return {
            key: stratum,
            cells: {
              stratum: names[stratum],
              members,
              dealt,
              answered,
              ai: hits + misses,
              other: falseAlarms + quiet,
              wrong: misses + falseAlarms,
              unclear: one.cannotTell + one.disagreed,
            },
          };
        })}
      />
    </Card>
  );
}

const shareColumns: Column[] = [
  { key: "of", label: "Of" },
  { key: "recorded", label: "Marked" },
  { key: "sensitivity", label: "Of those AI made, marked" },
  { key: "specificity", label: "Of the others, not marked" },
  { key: "corrected", label: "Corrected share", wraps: true },
];

export function SharesCard(of: { changes: CheckedLabels; culprits: CheckedLabels | null }) {
  const { changes, culprits } = of;
  return (
    <Card
      title="What follows"
      subtitle="shares, with 95% intervals"
      means={meaningOf(
        getLabelAccuracy,
        "changes.sensitivity",
        "changes.specificity",
        "changes.corrected",
        "culprits",
      )}
      note="Labels that were corrected since count as they were when the sample was drawn."
    >
      <DataTable
        caption="Marked and corrected shares"
        columns={shareColumns}
        rows={[
          rowOf("changes", `All ${formatCount(changes.recorded.of)} changes`, changes),
          ...(culprits === null
            ? []
            : [rowOf("culprits", `The ${formatCount(culprits.recorded.of)} culprits among them`, culprits)]),
        ]}
      />
    </Card>
  );
}

const unlikeColumns: Column[] = [
  { key: "change", label: "Change" },
  { key: "recorded", label: "On record when drawn" },
  { key: "answer", label: "Answer" },
  { key: "checker", label: "By" },
  { key: "note", label: "Known from", wraps: true, missing: "not said" },
];

/** Answers that contradict the label, so that somebody can look again and correct one or the other. */
export function UnlikeCard({ audit: { drawn, checks } }: { audit: LabelAudit }) {
  const labels = new Map(drawn.map(({ change, recorded }) => [change, recorded]));
  const unlike = checks.filter(
    ({ change, answer }) => answer !== "cannot-tell" && isMarked(labels.get(change)!) !== (answer !== "none"),
  );
  if (unlike.length === 0) return null;
  return (
    <Card title="Answers unlike the label" subtitle="whether AI made it, not how far">
      <DataTable
        caption="Each answer that contradicts the label, with who gave it"
        columns={unlikeColumns}
        maxHeight={420}
        rows={unlike.map(({ id, change, answer, checker, note }) => ({
          key: id,
          cells: {
            change: { value: `CHG-${change}`, href: `/changes/${change}` },
            recorded: wordsFor(labels.get(change)!),
            answer: labelCheckFields.answer.words[answer],
            checker,
            note,
          },
        }))}
      />
    </Card>
  );
}

function rowOf(key: string, of: string, checked: CheckedLabels): Row {
  const { recorded, sensitivity, specificity, corrected } = checked;
  const rate = (one: CheckedLabels["sensitivity"]) =>
    one.share === null ? null : formatShareInterval(one.share, one);
  return {
    key,
    cells: {
      of,
      recorded: recorded.share === null ? null : formatShare(recorded.share),
      sensitivity: rate(sensitivity),
      specificity: rate(specificity),
      corrected: "declined" in corrected ? corrected.declined : correctedText(corrected),
    },
  };
}

function correctedText({ estimate, low, high }: Exclude<CheckedLabels["corrected"], { declined: string }>) {
  return formatShareInterval(Number(estimate), { low: Number(low), high: Number(high) });
}
