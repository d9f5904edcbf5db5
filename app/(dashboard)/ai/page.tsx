import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { AiPictures } from "./ai-pictures.tsx";
import { FirstChanges } from "./first-changes.tsx";

export const metadata: Metadata = { title: "AI changes" };

export default function AiPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="What share is tied to AI, and is that more than its share of changes?"
      query={getAiShare}
      path="/ai"
      searchParams={searchParams}
      basis={({ incidents, changes }, period) =>
        `${period}, ${formatPlural(incidents.known + incidents.unknown, "incident")}, ${formatCount(changes.known + changes.unknown)} changes`
      }
      bar={() => ({ withBucket: true })}
      empty={<FirstChanges />}
    >
      {async (answer, words) => (
        <AiPictures answer={answer} words={words} bands={await bandsIn(answer.period)} />
      )}
    </ReadingPage>
  );
}
