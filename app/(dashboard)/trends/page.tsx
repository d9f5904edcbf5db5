import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getTrends } from "#lib/analytics/trends.ts";
import { TrendPictures } from "./trend-pictures.tsx";

export const metadata: Metadata = { title: "Trends" };

export default function TrendsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="Is there really a trend?"
      query={getTrends}
      path="/trends"
      ofIncidents
      searchParams={searchParams}
      bar={() => ({ withBucket: true })}
    >
      {async (answer, words) => (
        <TrendPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      )}
    </ReadingPage>
  );
}
