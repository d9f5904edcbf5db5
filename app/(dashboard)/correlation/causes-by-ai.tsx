import { HeatMap } from "#app/_charts/pictures/heat-map.tsx";
import { wordsFor } from "#app/_server/choices.ts";
import type { Correlation } from "#lib/analytics/correlation.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatP, formatPlural, formatQuantity } from "#lib/format.ts";
import type { Href } from "./factors.tsx";

const aiLabels: Record<string, string> = {
  none: "Not AI",
  contributing: "AI contributing",
  primary: "AI primary",
};

export function CausesByAi({ answer, href }: { answer: Correlation; href: Href }) {
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
      means={meaningOf(getCorrelation, "causes", "causes.standardizedResiduals")}
      reads={`Blue lies above what is expected, amber below. Left out: ${formatCount(unknown.causeOnly + unknown.both)} without a known cause, ${formatCount(unknown.aiOnly)} more without known AI involvement.`}
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
