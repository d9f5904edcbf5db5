"use client";

import { formatQuantity, formatShare } from "#lib/format.ts";
import { type CardProps, ChartCard } from "./chart-card.tsx";
import { LorenzPicture } from "./lazy.tsx";

export type LorenzPoint = {
  /** Share of incidents, smallest first. */
  population: number;
  /** Share of the measure that they make up. */
  share: number;
};

export type LorenzCurveProps = CardProps & {
  points: LorenzPoint[];
  gini: number | null;
  /** The worst hundredth, twentieth, tenth, and what they make up; each may open those incidents. */
  worst: { fraction: number; share: number; href?: string }[];
  /** What is concentrated: "lost orders". */
  measure: string;
};

/** How unequally a measure is spread over incidents: the further below the diagonal, the more a few account for. */
export function LorenzCurve({ points, gini, worst, measure, ...card }: LorenzCurveProps) {
  const known = points.length > 1;
  const worstFirst = worst.map(
    ({ fraction, share }) => `worst ${formatShare(fraction)} ${formatShare(share)}`,
  );
  return (
    <ChartCard
      {...card}
      height={card.height ?? 320}
      table={{
        columns: [
          { key: "fraction", label: "Worst share of incidents", unit: "share" },
          { key: "share", label: `Share of ${measure}`, unit: "share" },
        ],
        rows: [
          ...worst.map(({ fraction, share, href }) => ({
            key: `worst-${fraction}`,
            cells: { fraction: { value: fraction, href }, share },
          })),
          ...points
            .map(({ population, share }) => ({ fraction: 1 - population, share: 1 - share }))
            .toReversed()
            .map((cells, index) => ({ key: String(index), cells })),
        ],
      }}
      summary={`${card.title}: Gini ${formatQuantity(gini)}, ${worstFirst.join(", ")} of all ${measure}.`}
      empty={known ? null : `Nothing recorded of ${measure} in this period`}
    >
      <LorenzPicture points={points} gini={gini} worst={worst} measure={measure} />
    </ChartCard>
  );
}
