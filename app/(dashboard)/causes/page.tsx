import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getCauses } from "#lib/analytics/causes.ts";
import { CausesPictures } from "./causes-pictures.tsx";

export const metadata: Metadata = { title: "Causes" };

export default function CausesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="What keeps breaking, and why?"
      query={getCauses}
      path="/causes"
      ofIncidents
      searchParams={searchParams}
    >
      {(answer, words) => <CausesPictures answer={answer} words={words} />}
    </ReadingPage>
  );
}
