import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { exportHref } from "#app/_server/export-href.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import type { FilterChoices } from "#app/_ui/filter-address.ts";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { LeftOutNote } from "#app/_ui/left-out-note.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { ListSkeleton } from "#app/_ui/skeletons.tsx";
import { getChangeChoices, listChanges } from "#lib/analytics/changes.ts";
import { doseBands } from "#lib/analytics/dose.ts";
import { doseLabels } from "#lib/analytics/dose-words.ts";
import {
  aiAssistances,
  aiEvidences,
  aiStrengths,
  auditOutcomes,
  authorLevels,
  changeKinds,
} from "#lib/changes/schema.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import { guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import { ChangesTable } from "./changes-table.tsx";
import { HeldCard } from "./held-card.tsx";

export const metadata: Metadata = { title: "Changes" };

const unknown = { value: "unknown", label: "Unknown" };
const closed = (values: readonly string[]) => values.map((value) => ({ value, label: wordsFor(value) }));
const yesOrNo = (yes: string, no: string) => [
  { value: "yes", label: yes },
  { value: "no", label: no },
];

const states = [
  { value: "unmet", label: "unmet" },
  { value: "unknown", label: "not known" },
  { value: "met", label: "met" },
];

/** What the filter bar offers for changes: their own words, and those they share with incidents. */
async function changeChoices(): Promise<{ choices: FilterChoices; any: boolean }> {
  const { any, ...open } = await ask(getChangeChoices, undefined);
  const withUnknown = (list: { value: string; label: string }[]) =>
    list.length === 0 ? undefined : [...list, unknown];
  return {
    any,
    choices: {
      assistance: closed(aiAssistances),
      failed: [
        ...yesOrNo("Failed", "Did not fail"),
        { value: "pending", label: "In its follow-up" },
        { value: "unrecorded", label: "Follow-up not recorded" },
      ],
      rule: guardrailRules.flatMap((rule) =>
        states.map(({ value, label }) => ({
          value: `${rule}:${value}`,
          label: `${guardrailNames[rule]} ${label}`,
        })),
      ),
      audited: yesOrNo("Audited", "Not audited"),
      outcome: closed(auditOutcomes),
      tier: [1, 2, 3].map((tier) => ({ value: String(tier), label: `Tier ${tier}` })).concat(unknown),
      changeKind: [...closed(changeKinds), unknown],
      level: closed(authorLevels),
      changeEvidence: closed(aiEvidences),
      dose: doseBands.map((band) => ({ value: band, label: doseLabels[band] })),
      strength: [...closed(aiStrengths), unknown],
      evidenceConflict: [...yesOrNo("Evidence disagrees", "Evidence agrees"), unknown],
      model: withUnknown(open.model),
      repository: withUnknown(open.repository),
      org: withUnknown(open.org),
      owner: withUnknown(open.owner),
      system: withUnknown(open.system),
      tool: withUnknown(open.tool),
      source: withUnknown(open.source),
    },
  };
}

export default function ChangesPage(props: { searchParams: SearchParams }) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Changes {...props} />
    </Suspense>
  );
}

async function Changes({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const { bucket: _, compare: __, ...meant } = words;
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(listChanges, meant), changeChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/changes" />;
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  if (!any) {
    return (
      <>
        <PageHeader question="Changes" />
        <EmptyState title="No changes yet">
          Without them nothing can be said about the share of AI, nor about safeguards.{" "}
          <Link href="/import">Import a list of them</Link>, or send each deployment to{" "}
          <code>POST /api/v1/changes</code>, many at once to <code>/api/v1/changes/batch</code>, or totals by
          day to <code>PUT /api/v1/change-volumes</code>; <Link href="/docs">the documentation</Link> tells
          how.
        </EmptyState>
        <HeldCard zone={zone} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        question="Changes"
        answer={formatPlural(answer.total, "production change")}
        basis={formatPeriod(from, to, zone)}
        actions={<DownloadButton href={exportHref("changes", words)}>Export CSV</DownloadButton>}
      />
      <LeftOutNote leftOut={answer.leftOut} />
      <FilterBar defaultPreset="all" choices={choices} withCompare={false} withSearch />
      <Dimmed>
        {answer.items.length === 0 ? (
          <EmptyState title="No change matches">Widen the period, or remove a filter above.</EmptyState>
        ) : (
          <ChangesTable answer={answer} words={words} />
        )}
        <HeldCard zone={zone} />
      </Dimmed>
    </>
  );
}
