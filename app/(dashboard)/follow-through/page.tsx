import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { FollowThroughPictures } from "./follow-through-pictures.tsx";

export const metadata: Metadata = { title: "Follow-through" };

export default function FollowThroughPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="Do we do what we said we would?"
      query={getFollowThrough}
      path="/follow-through"
      ofIncidents
      searchParams={searchParams}
      bar={() => ({ withBucket: true })}
    >
      {async (answer, words) => (
        <FollowThroughPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      )}
    </ReadingPage>
  );
}
