import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { NoIncidents } from "#app/_server/no-incidents.tsx";
import { permitted } from "#app/_server/permitted.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { world } from "#app/_server/world.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { dayOf } from "#lib/calendar.ts";
import { QuietSince } from "./coverage/quiet-since.tsx";
import { DemoHint } from "./demo-hint.tsx";
import { OverviewPictures } from "./overview-pictures.tsx";
import { OverviewTiles } from "./overview-tiles.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const { environment } = await world();
  const canWrite = await permitted("incident.write");
  return (
    <ReadingPage
      question="How are we doing?"
      query={getOverview}
      path="/"
      searchParams={searchParams}
      hint={environment.FAULTLINE_DEMO && <DemoHint />}
      actions={({ coverage, computedAt, period: { zone } }) =>
        canWrite &&
        coverage !== null &&
        coverage.to < dayOf(computedAt, zone) && <QuietSince day={coverage.to} />
      }
      bar={() => ({ withBucket: true, withCompare: true })}
    >
      {(answer, words) => {
        const none = answer.incidents === 0;
        return (
          <>
            {!(none && (answer.previous?.incidents ?? 0) === 0) && (
              <OverviewTiles answer={answer} words={words} />
            )}
            {none ? (
              <NoIncidents path="/" words={words} />
            ) : (
              <OverviewPictures answer={answer} words={words} />
            )}
          </>
        );
      }}
    </ReadingPage>
  );
}
