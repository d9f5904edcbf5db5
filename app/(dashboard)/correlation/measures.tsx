import { HeatMap } from "#app/_charts/pictures/heat-map.tsx";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import type { Correlation } from "#lib/analytics/correlation.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatP, formatPlural } from "#lib/format.ts";
import type { Href } from "./factors.tsx";

const measureNames: Record<string, { label: string; short: string }> = {
  detectMinutes: { label: "Time to detect", short: "Detect" },
  mitigateMinutes: { label: "Time to mitigate", short: "Mitigate" },
  lostOrders: { label: "Lost orders", short: "Orders" },
  errors: { label: "Errors", short: "Errors" },
  systems: { label: "Systems reached", short: "Systems" },
  regions: { label: "Regions", short: "Regions" },
  approvals: { label: "Approvals of the culprit", short: "Approvals" },
};

export function Measures(props: { answer: Correlation; href: Href; recorded: string | undefined }) {
  const { answer, href, recorded } = props;
  const { names, cells } = answer.measures;
  const axis = names.map((key) => ({ key, ...(measureNames[key] ?? { label: key, short: key }) }));
  return (
    <HeatMap
      title="Measures together"
      unit="Spearman's rank correlation, from −1 to 1"
      means={meaningOf(getCorrelation, "measures", "measures.cells.q")}
      reads="A cell opens its incidents."
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

export function Lag({ answer, words }: { answer: Correlation; words: Words }) {
  const { lag, weeks, period } = answer;
  return (
    <HeatMap
      title="AI share of changes, and incidents weeks later"
      unit="Spearman's rank correlation over complete weeks"
      means={meaningOf(getCorrelation, "lag")}
      reads="A cell opens the incidents of its weeks."
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
