"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatQuantity, formatShare } from "#lib/format.ts";
import { valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { PlanePicture } from "../picture.ts";

type LorenzPoint = {
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
    <Frame
      {...card}
      height={card.height ?? 320}
      {...lorenzTable({ points, worst, measure })}
      picture={lorenzPicture({ points, gini, worst, measure })}
      summary={`${card.title}: Gini ${formatQuantity(gini)}, ${worstFirst.join(", ")} of all ${measure}.`}
      empty={known ? null : `Nothing recorded of ${measure} in this period`}
    />
  );
}

type Spread = Pick<LorenzCurveProps, "points" | "gini" | "worst" | "measure">;

function lorenzTable({ points, worst, measure }: Omit<Spread, "gini">): TableData {
  return {
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
  };
}

const quarters = [0, 0.25, 0.5, 0.75, 1];

function lorenzPicture({ points, gini, worst, measure }: Spread): PlanePicture {
  return {
    kind: "plane",
    x: valueAxis("linear", quarters, "share", "incidents, smallest first"),
    y: valueAxis("linear", quarters, "share"),
    data: points.map(({ population, share }) => ({ x: population, share })),
    marks: [
      { mark: "rule", x: [0, 1], y: [0, 1], colour: "var(--line-strong)", dashed: true },
      { mark: "area", key: "share", colour: "var(--accent)", opacity: 0.1, edge: true },
      {
        mark: "notes",
        lines: [
          { text: `Gini ${formatQuantity(gini)}`, strong: true },
          ...worst.map(({ fraction, share, href }) => ({
            text: `worst ${formatShare(fraction)}: ${formatShare(share)} of ${measure}`,
            href,
          })),
        ],
      },
    ],
    stops: points.map(({ population, share }) => ({
      tip: {
        title: `Smallest ${formatShare(population)} of incidents`,
        rows: [{ label: `Share of ${measure}`, value: formatShare(share), strong: true }],
      },
    })),
  };
}
