import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getRework } from "#lib/analytics/rework.ts";
import { formatPlural } from "#lib/format.ts";
import { ReworkPictures } from "./rework-pictures.tsx";

export const metadata: Metadata = { title: "Rework" };

export default function ReworkPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="How many of the changes take back or mend an earlier one?"
      query={getRework}
      path="/rework"
      searchParams={searchParams}
      basis={({ rework }, period) =>
        `${period}, ${formatPlural(rework.known + rework.unknown, "single change")}`
      }
      bar={() => ({ withBucket: true })}
    >
      {async (answer, words) => (
        <ReworkPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      )}
    </ReadingPage>
  );
}
