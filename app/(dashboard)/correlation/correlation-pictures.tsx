import { ForestPlot } from "#app/_charts/forest-plot.tsx";
import { HeatMap } from "#app/_charts/heat-map.tsx";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { ChoiceLinks } from "#app/_ui/choice-links.tsx";
import { type Cell, DataTable } from "#app/_ui/data-table.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { type Correlation, FINDING_Q, listed } from "#lib/analytics/correlation.ts";
import { factorLabels, type Outcome, outcomeLabels, outcomes } from "#lib/analytics/factor-names.ts";
import {
  formatCount,
  formatEstimate,
  formatP,
  formatPlural,
  formatQuantity,
  formatShare,
  formatValue,
  type Unit,
} from "#lib/format.ts";

type Href = (more?: Words) => string;
type Factor = Correlation["factors"][number];

const outcomeTitles: Record<Outcome, string> = {
  sev1: "Sev-1 rather than Sev-2",
  "high-blast": "High blast radius",
  "lost-orders": "Lost orders above the median",
  mitigate: "Time to mitigate above the median",
};

/** Short enough for the head of a column. */
const outcomeHeads: Record<Outcome, string> = {
  sev1: "Sev-1",
  "high-blast": "high blast",
  "lost-orders": "above median",
  mitigate: "above median",
};

/** What has to be recorded for the outcome to be known. */
const outcomeRecorded: Record<Outcome, string | null> = {
  sev1: "severity",
  "high-blast": null,
  "lost-orders": "lostOrders",
  mitigate: "mitigateMinutes",
};

export function CorrelationPictures({ answer, words }: { answer: Correlation; words: Words }) {
  const compared: Words = { ...words, severity: words.severity ?? "1,2" };
  const href: Href = (more) => incidentsHref({ words: compared, period: answer.period, more });
  const known: Href = (more = {}) => {
    const recorded = [compared.recorded, outcomeRecorded[answer.outcome]].filter((one) => one != null);
    return href(recorded.length === 0 ? more : { ...more, recorded: recorded.join(",") });
  };
  const choice = (
    <ChoiceLinks
      label="Held against"
      chosen={answer.outcome}
      links={outcomes.map((outcome) => ({
        key: outcome,
        label: outcomeTitles[outcome],
        href: address("/correlation", new URLSearchParams({ ...words, against: outcome })),
      }))}
    />
  );
  if (answer.incidents === answer.outcomeUnknown) {
    return (
      <>
        {choice}
        <EmptyState title="Nothing to compare">
          {answer.incidents === 0
            ? "No incident of these severities began in this period: choose a longer one, or other severities in the filter."
            : `Of ${formatPlural(answer.incidents, "incident")} none records what the outcome is told by. Hold the factors against another one.`}
        </EmptyState>
      </>
    );
  }
  return (
    <Cards>
      <Wide>{choice}</Wide>
      <Wide>
        <Forest answer={answer} known={known} />
      </Wide>
      <Wide>
        <Tables answer={answer} known={known} />
      </Wide>
      <Wide>
        <Measures answer={answer} href={href} recorded={compared.recorded} />
      </Wide>
      <Wide>
        <Lag answer={answer} words={compared} />
      </Wide>
      <Wide>
        <CausesByAi answer={answer} href={href} />
      </Wide>
    </Cards>
  );
}

type FactorProps = { answer: Correlation; known: Href };

function Forest({ answer, known }: FactorProps) {
  const { factors, outcome, outcomeUnknown } = answer;
  const label = outcomeLabels[outcome];
  return (
    <ForestPlot
      title={`What goes with ${label}`}
      unit="odds ratio, 95% interval; 1 is no difference"
      counts={`The odds of ${label} with the factor, divided by those without it: conditional maximum likelihood, exact interval, Fisher's p; q by Benjamini–Hochberg over all factors. Grey: the interval holds 1, no difference to be seen. Incidents of which the factor is not known are left out and counted in the table. A row opens the incidents with the factor.`}
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

function Tables({ answer, known }: FactorProps) {
  const { factors, outcome } = answer;
  const label = outcomeLabels[outcome];
  const unit: Unit = outcome === "mitigate" ? "minutes" : "count";
  const numeric = factors.some(({ shift }) => shift !== null);
  return (
    <Card
      title="The counts behind it"
      subtitle={`incidents with and without each factor, and how many of them ended in ${label}`}
      definition="Every count opens its incidents. Fewer than five in a cell that the ratio divides by are too few. The shift is the Hodges–Lehmann difference of incidents with the factor from those without it, with its 95% interval; p by Mann–Whitney. q corrects every p for the number of comparisons made."
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

const measureNames: Record<string, { label: string; short: string }> = {
  detectMinutes: { label: "Time to detect", short: "Detect" },
  mitigateMinutes: { label: "Time to mitigate", short: "Mitigate" },
  lostOrders: { label: "Lost orders", short: "Orders" },
  errors: { label: "Errors", short: "Errors" },
  systems: { label: "Systems reached", short: "Systems" },
  regions: { label: "Regions", short: "Regions" },
  approvals: { label: "Approvals of the culprit", short: "Approvals" },
};

function Measures(props: { answer: Correlation; href: Href; recorded: string | undefined }) {
  const { answer, href, recorded } = props;
  const { names, cells } = answer.measures;
  const axis = names.map((key) => ({ key, ...(measureNames[key] ?? { label: key, short: key }) }));
  return (
    <HeatMap
      title="Measures together"
      unit="Spearman's rank correlation, from −1 to 1"
      counts="Each pair over the incidents that recorded both, ten at least; q by Benjamini–Hochberg over all pairs. A cell opens its incidents. Time to detect is a part of time to mitigate, so those two go together in any case."
      n={answer.incidents}
      href={href()}
      rowNoun="Measure"
      columnNoun="with"
      valueLabel="rho"
      measure="ratio"
      diverging
      rows={axis.slice(1)}
      columns={axis.slice(0, -1)}
      cells={cells.map(({ a, b, n, rho, q, declined }) => ({
        row: b,
        column: a,
        value: rho,
        lines:
          rho === null
            ? undefined
            : [rho.toFixed(2).replace("-", "−"), `n ${formatCount(n)}`, formatP(q, "q")],
        note: declined,
        href: href({ recorded: [recorded, a, b].filter((one) => one !== undefined).join(",") }),
      }))}
    />
  );
}

const aiLabels: Record<string, string> = {
  none: "Not AI",
  contributing: "AI contributing",
  primary: "AI primary",
};

function CausesByAi({ answer, href }: { answer: Correlation; href: Href }) {
  const {
    rows,
    columns,
    counts,
    standardizedResiduals,
    cramersV,
    p,
    smallestExpected,
    n,
    unknown,
    unknownAi,
  } = answer.causes;
  const rough =
    smallestExpected !== null && smallestExpected < 5 ? "; expected counts are small, so p is rough" : "";
  return (
    <HeatMap
      title="Root cause by AI involvement"
      unit="incidents, coloured by standardised residual"
      counts={`Incidents of which both are known. A residual is how many standard errors a cell lies above (blue) or below (amber) what its row and column lead to expect; beyond ±2 is worth a look, though of many cells some get there by chance. Left out: ${formatCount(unknown.causeOnly + unknown.both)} without a known cause, ${formatCount(unknown.aiOnly)} more without known AI involvement.`}
      n={n}
      rowNoun="Root cause"
      columnNoun="AI involvement"
      valueLabel="Incidents"
      measure="ratio"
      diverging
      note={
        cramersV === null
          ? "Too few to compare: a table needs two causes and two kinds of involvement."
          : `Cramér's V ${formatQuantity(cramersV)} (0 none, 1 complete), ${formatP(p)}${rough}.${p !== null && p >= 0.05 ? " No association to be seen." : ""}`
      }
      rows={rows.map((key) => ({ key, label: wordsFor(key) }))}
      columns={[
        ...columns.map((key) => ({ key, label: aiLabels[key] ?? key })),
        { key: "unknown", label: "AI unknown" },
      ]}
      cells={rows.flatMap((cause, i) => [
        ...columns.map((ai, j) => {
          const residual = standardizedResiduals[i]![j]!;
          return {
            row: cause,
            column: ai,
            // Four standard errors and more have the full colour.
            value: residual === null ? null : Math.max(-1, Math.min(1, residual / 4)),
            text: formatPlural(counts[i]![j]!, "incident"),
            lines: [formatCount(counts[i]![j]!), residual === null ? "" : formatSigned(residual)],
            href: href({ cause, ai }),
          };
        }),
        {
          row: cause,
          column: "unknown",
          value: null,
          text: formatPlural(unknownAi[i]!, "incident"),
          lines: [formatCount(unknownAi[i]!)],
          note: "left out of the table",
          href: href({ cause, ai: "unknown" }),
        },
      ])}
    />
  );
}

function formatSigned(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
}

function Lag({ answer, words }: { answer: Correlation; words: Words }) {
  const { lag, weeks, period } = answer;
  return (
    <HeatMap
      title="AI share of changes, and incidents weeks later"
      unit="Spearman's rank correlation over complete weeks"
      counts="The AI share of a week's changes against the number of incidents that began in the same week, or one to four weeks after. Both drift over time, and what drifts together correlates: a coefficient here says little by itself. A cell opens the incidents of its weeks."
      n={weeks.length}
      noun="complete weeks"
      rowNoun="Series"
      columnNoun="Lag"
      valueLabel="rho"
      measure="ratio"
      diverging
      rows={[{ key: "ai", label: "AI share" }]}
      columns={lag.map((one) => ({
        key: String(one.weeks),
        label: one.weeks === 0 ? "Same week" : `${formatPlural(one.weeks, "week")} later`,
        short: one.weeks === 0 ? "0" : `+${one.weeks}`,
      }))}
      cells={lag.map((one) => ({
        row: "ai",
        column: String(one.weeks),
        value: one.rho,
        lines:
          one.rho === null
            ? undefined
            : [one.rho.toFixed(2).replace("-", "−"), `n ${one.n}`, formatP(one.p), formatP(one.q, "q")],
        note: one.declined ?? formatPlural(one.incidents, "incident"),
        href:
          one.from === null || one.to === null
            ? undefined
            : incidentsHref({ words, period: { from: one.from, to: one.to, zone: period.zone } }),
      }))}
    />
  );
}
