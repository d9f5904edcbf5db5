import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "#app/_server/address.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { formatPlural } from "#lib/format.ts";
import { GuardrailPictures } from "./guardrail-pictures.tsx";

export const metadata: Metadata = { title: "Guardrails" };

export default function GuardrailsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="Which safeguard was missing?"
      query={getGuardrails}
      path="/guardrails"
      searchParams={searchParams}
      asked={({ by: _, ...words }) => words}
      basis={({ changes, culprits, incidents }, period) =>
        `${period}, ${formatPlural(changes, "change")}, ${formatPlural(culprits, "culprit")}, ${formatPlural(incidents, "incident")}`
      }
      bar={() => ({ withBucket: true })}
    >
      {async (answer, words) =>
        answer.changes === 0 ? (
          <EmptyState title="No change to judge">
            Safeguards are a matter of the changes that were deployed, and none of this period is recorded.{" "}
            <Link href="/changes">How to record changes</Link>
          </EmptyState>
        ) : (
          <GuardrailPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
        )
      }
    </ReadingPage>
  );
}
