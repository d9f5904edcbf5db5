import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getBlastPictures } from "#lib/analytics/blast-pictures.ts";
import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { getLossCurve } from "#lib/analytics/loss-curve.ts";
import { BlastRadiusPictures } from "./blast-radius-pictures.tsx";
import { LossCard } from "./loss-card.tsx";

export const metadata: Metadata = { title: "Blast radius" };

export default function BlastRadiusPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="How far did each one reach?"
      query={getBlastRadius}
      path="/blast-radius"
      ofIncidents
      searchParams={searchParams}
    >
      {async (answer, words) => {
        const { limit: _, ...meant } = words;
        // A further quarter is asked of all that is recorded.
        const { period: __, from: ___, to: ____, compare: _____, bucket: ______, ...always } = meant;
        const [pictures, losses] = await Promise.all([
          ask(getBlastPictures, meant),
          ask(getLossCurve, always),
        ]);
        return (
          <BlastRadiusPictures
            answer={answer}
            pictures={pictures}
            losses={<LossCard answer={losses} words={always} />}
            words={words}
          />
        );
      }}
    </ReadingPage>
  );
}
