import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getBlastPictures } from "#lib/analytics/blast-pictures.ts";
import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { BlastRadiusPictures } from "./blast-radius-pictures.tsx";

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
        return (
          <BlastRadiusPictures answer={answer} pictures={await ask(getBlastPictures, meant)} words={words} />
        );
      }}
    </ReadingPage>
  );
}
