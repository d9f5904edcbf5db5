import { Card } from "#app/_ui/card.tsx";
import { type Column, DataTable, type Row } from "#app/_ui/data-table.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { type Calibration, getCalibration } from "#lib/analytics/calibration.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatPlural, formatShareInterval } from "#lib/format.ts";

/** The rules behind verdicts and charts, asked of the reader's own history. */
export function CalibrationTables({ answer }: { answer: Calibration }) {
  const { verdicts, charts, timeToTell } = answer;
  return (
    <Cards>
      <Wide>
        <Card
          title="Verdicts"
          subtitle="Before and after, on days that are clear of recorded interventions"
          means={meaningOf(getCalibration, "verdicts")}
          note="What else happened in this history counts as nothing, so a call may be right. Over made-up histories in which nothing happened 1 to 8 of 100 are called, and after their worst stretch up to 13; up to 24 there where a rate has only ever fallen."
        >
          <DataTable
            caption="How often verdicts claim something on this history"
            {...verdictTable(verdicts)}
          />
        </Card>
      </Wide>
      <Wide>
        <Card
          title="After how many days a change could be told"
          subtitle="From today on, at the ups and downs of all that is recorded"
          means={meaningOf(getCalibration, "timeToTell")}
          note="What could not be told has not failed."
        >
          <p>{timeToTell?.text}</p>
          {timeToTell !== null && timeToTell.halving.windows.length > 0 && (
            <DataTable
              caption="In how many cases a change would show"
              columns={[
                { key: "days", label: "Days on either side" },
                { key: "halving", label: "A halving shows", unit: "share" },
                { key: "fall", label: "A fall by 30% shows", unit: "share" },
              ]}
              rows={timeToTell.halving.windows.map(({ windowDays, power }, i) => ({
                key: `${windowDays}`,
                cells: {
                  days: formatCount(windowDays),
                  halving: power,
                  fall: timeToTell.fallBy30.windows[i]?.power ?? null,
                },
              }))}
            />
          )}
        </Card>
      </Wide>
      <Wide>
        <Card
          title="Charts"
          subtitle="Levels and weeks that stand out, on the weeks of this history in random orders"
          means={meaningOf(getCalibration, "charts")}
        >
          <p>{chartWords(charts)}</p>
        </Card>
      </Wide>
      <Wide>
        <Card
          title="AI and other changes"
          subtitle="Failures compared with the labels of AI shuffled within each month and tier"
          means={meaningOf(getCalibration, "labels")}
        >
          <p>{labelWords(answer.labels)}</p>
        </Card>
      </Wide>
    </Cards>
  );
}

type Calls = Calibration["verdicts"][number]["anyDay"];

function callsWords({ called, of, share, low, high }: Calls): string {
  if (share === null) return "too little history";
  return `${formatShareInterval(share, { low, high })}, ${formatCount(called)} of ${formatCount(of)}`;
}

const lines = [
  ["anyDay", "Never happened, begun on any day: called"],
  ["afterWorst", "Never happened, begun after the worst stretch: called"],
  ["looks", "Never happened, looked at every week: called at any look"],
  ["exact", "The first by an exact test, as many tools do: called"],
  ["halved", "Half of all incidents kept away: found"],
  ["lowered", "Three in ten kept away: found"],
] as const;

function verdictTable(verdicts: Calibration["verdicts"]): { columns: Column[]; rows: Row[] } {
  return {
    columns: [
      { key: "asked", label: "What is asked about", wraps: true },
      ...verdicts.map(({ windowDays }) => ({
        key: `${windowDays}`,
        label: `${formatPlural(windowDays, "day")} before and after`,
      })),
    ],
    rows: lines.map(([key, label]) => ({
      key,
      cells: {
        asked: label,
        ...Object.fromEntries(verdicts.map((rule) => [`${rule.windowDays}`, callsWords(rule[key])])),
      },
    })),
  };
}

function chartWords(charts: Calibration["charts"]): string {
  if (charts === null) return "There are too few whole weeks to ask.";
  const { weeks, changed, marked } = charts;
  return `Of ${formatCount(changed.of)} random orders of ${formatPlural(weeks, "week")}, ${callsWords(changed)} were given a change of level, and ${callsWords(marked)} have a week that stands out.`;
}

function labelWords({ strata, adjusted, crude }: Calibration["labels"]): string {
  if (adjusted.share === null) return "There are too few changes of both kinds that failed to ask.";
  return `Of ${formatCount(adjusted.of)} shuffles over ${formatCount(strata)} groups of changes of one month and tier, the comparison within them called ${callsWords(adjusted)}; one over all of them together would have called ${callsWords(crude)}.`;
}
