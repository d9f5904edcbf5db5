import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { formatPlural } from "#lib/format.ts";
import { CorrelationPictures } from "./correlation-pictures.tsx";

export const metadata: Metadata = { title: "Correlation" };

export default function CorrelationPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="What goes with severity and impact, across Sev-1 and Sev-2?"
      query={getCorrelation}
      path="/correlation"
      searchParams={searchParams}
      // In the address of a page "outcome" is that of an audit.
      asked={({ against, ...words }) => (against === undefined ? words : { ...words, outcome: against })}
      basis={({ incidents }, period, { severity }) =>
        `${period}, ${formatPlural(incidents, "incident")}${severity === undefined ? " of Sev-1 and Sev-2" : ""}`
      }
    >
      {(answer, words) => <CorrelationPictures answer={answer} words={words} />}
    </ReadingPage>
  );
}
