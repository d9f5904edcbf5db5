import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { getCalibration } from "#lib/analytics/calibration.ts";
import { formatPlural } from "#lib/format.ts";
import { CalibrationTables } from "./calibration-tables.tsx";

export const metadata: Metadata = { title: "How far can this be trusted?" };

export default function CalibrationPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="How far can this be trusted?"
      query={getCalibration}
      path="/calibration"
      ofIncidents
      searchParams={searchParams}
      asked={({ from: _, to: __, period: ___, bucket: ____, compare: _____, ...words }) => words}
      basis={({ days, incidents }) =>
        `all that is recorded: ${formatPlural(days, "day")}, ${formatPlural(Number(incidents), "incident")}`
      }
      bar={() => ({ withPeriod: false, withBucket: false, withCompare: false })}
    >
      {(answer) => <CalibrationTables answer={answer} />}
    </ReadingPage>
  );
}
