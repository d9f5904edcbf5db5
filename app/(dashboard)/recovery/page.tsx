import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getRecovery } from "#lib/analytics/recovery.ts";
import { RecoveryPictures } from "./recovery-pictures.tsx";

export const metadata: Metadata = { title: "Recovery" };

export default function RecoveryPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="How fast do we recover?"
      query={getRecovery}
      path="/recovery"
      ofIncidents
      searchParams={searchParams}
      asked={({ measure: _, ...words }) => words}
    >
      {(answer, words) => <RecoveryPictures answer={answer} words={words} />}
    </ReadingPage>
  );
}
