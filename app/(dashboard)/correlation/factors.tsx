import { ForestPlot } from "#app/_charts/pictures/forest-plot.tsx";
import type { Words } from "#app/_server/address.ts";
import { Card } from "#app/_ui/card.tsx";
import { type Cell, DataTable } from "#app/_ui/data-table.tsx";
import { type Correlation, getCorrelation } from "#lib/analytics/correlation.ts";
import { FINDING_Q, listed } from "#lib/analytics/correlation-words.ts";
import { factorLabels, type Outcome, outcomeLabels } from "#lib/analytics/factor-names.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import {
  formatCount,
  formatEstimate,
  formatP,
  formatPlural,
  formatShare,
  formatValue,
  type Unit,
} from "#lib/format.ts";

export type Href = (more?: Words) => string;
type Factor = Correlation["factors"][number];

/** Short enough for the head of a column. */
const outcomeHeads: Record<Outcome, string> = {
  sev1: "Sev-1",
  "high-blast": "high blast",
  "lost-orders": "above median",
  mitigate: "above median",
};

type FactorProps = { answer: Correlation; known: Href };

export function Forest({ answer, known }: FactorProps) {
  const { factors, outcome, outcomeUnknown } = answer;
  const label = outcomeLabels[outcome];
  return (
    <ForestPlot
      title={`What goes with ${label}`}
      unit="odds ratio, 95% interval; 1 is no difference"
      means={meaningOf(getCorrelation, "factors", "factors.oddsRatio")}
      reads="Grey: no difference to be seen. A row opens the incidents with the factor."
      n={answer.incidents - outcomeUnknown}
      href={known()}
      noun="Factor"
      items={factors.map((one) => ({
        key: one.factor,
        label: factorLabels[one.factor],
        ...("declined" in one.oddsRatio
          ? { estimate: null, low: null, high: null, declined: one.oddsRatio.declined }
          : one.oddsRatio),
        n: one.with.n,
        nLabel: "Incidents with it",
        details: [
          { label: `With it: ${label}`, value: sideWords(one.with) },
          { label: `Without it: ${label}`, value: sideWords(one.without) },
          { label: "Not known", value: formatCount(one.unknown) },
        ],
        href: known({ factorYes: one.factor }),
      }))}
      note={[
        "Going together is not causing.",
        chanceWords(factors),
        outcomeUnknown === 0
          ? ""
          : `The outcome of ${formatPlural(outcomeUnknown, "incident")} is not known.`,
      ].join(" ")}
    />
  );
}

/** What stands out alone and not among so many looked at, which the picture alone would not tell. */
function chanceWords(factors: readonly Factor[]): string {
  const doubtful = factors.filter(({ oddsRatio }) => {
    if ("declined" in oddsRatio || (oddsRatio.p ?? 1) >= 0.05) return false;
    return (oddsRatio.q ?? 1) >= FINDING_Q;
  });
  if (doubtful.length === 0) return "";
  const named = doubtful.map(({ factor, oddsRatio }) =>
    "declined" in oddsRatio ? "" : `“${factorLabels[factor]}” (${formatP(oddsRatio.q, "q")})`,
  );
  const judged = factors.filter(({ oddsRatio }) => !("declined" in oddsRatio)).length;
  return `With ${judged} factors looked at, chance may explain ${listed(named)}.`;
}

function sideWords({ n, outcome, share }: Factor["with"]): string {
  return `${formatCount(outcome)} of ${formatCount(n)} (${formatShare(share)})`;
}

export function Tables({ answer, known }: FactorProps) {
  const { factors, outcome } = answer;
  const label = outcomeLabels[outcome];
  const unit: Unit = outcome === "mitigate" ? "minutes" : "count";
  const numeric = factors.some(({ shift }) => shift !== null);
  return (
    <Card
      title="The counts behind it"
      subtitle={`incidents with and without each factor, and how many of them ended in ${label}`}
      means={`${meaningOf(getCorrelation, "factors", "factors.shift")} Every count opens its incidents.`}
    >
      <DataTable
        caption="Counts by factor and outcome"
        columns={[
          { key: "factor", label: "Factor" },
          { key: "withOutcome", label: `With it: ${outcomeHeads[outcome]}`, unit: "count" },
          { key: "with", label: "of", unit: "count" },
          { key: "withShare", label: "share", unit: "share" },
          { key: "withoutOutcome", label: `Without: ${outcomeHeads[outcome]}`, unit: "count" },
          { key: "without", label: "of", unit: "count" },
          { key: "withoutShare", label: "share", unit: "share" },
          { key: "unknown", label: "Not known", unit: "count" },
          { key: "ratio", label: "Odds ratio" },
          { key: "q", label: "p and q" },
          ...(numeric
            ? [
                { key: "withMedian", label: "Median with", unit },
                { key: "withoutMedian", label: "without", unit },
                { key: "shift", label: "Shift" },
                { key: "shiftQ", label: "p and q" },
              ]
            : []),
        ]}
        rows={factors.map((one) => ({ key: one.factor, cells: factorCells(one, { outcome, unit, known }) }))}
      />
    </Card>
  );
}

function factorCells(
  one: Factor,
  { outcome, unit, known }: { outcome: Outcome; unit: Unit; known: Href },
): Record<string, Cell> {
  const { factor, oddsRatio, shift } = one;
  return {
    factor: factorLabels[factor],
    withOutcome: { value: one.with.outcome, href: known({ factorYes: factor, outcomeYes: outcome }) },
    with: { value: one.with.n, href: known({ factorYes: factor }) },
    withShare: one.with.share,
    withoutOutcome: { value: one.without.outcome, href: known({ factorNo: factor, outcomeYes: outcome }) },
    without: { value: one.without.n, href: known({ factorNo: factor }) },
    withoutShare: one.without.share,
    unknown: { value: one.unknown, href: known({ factorUnknown: factor }) },
    ratio: "declined" in oddsRatio ? "too few" : formatEstimate(oddsRatio),
    q: testWords(oddsRatio),
    withMedian: one.with.median,
    withoutMedian: one.without.median,
    shift: shift === null ? null : "declined" in shift ? "too few" : shiftWords(shift, unit),
    shiftQ: shift === null ? null : testWords(shift),
  };
}

function testWords(test: Factor["oddsRatio"]): string {
  return "declined" in test ? "—" : `${formatP(test.p)}, ${formatP(test.q, "q")}`;
}

function shiftWords(shift: Exclude<Factor["shift"], null | { declined: string }>, unit: Unit): string {
  const bound = (value: typeof shift.low) =>
    typeof value === "number" ? formatValue(value, unit) : "unbounded";
  return `${bound(shift.estimate)} (${bound(shift.low)} to ${bound(shift.high)})`;
}
