"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatShare, formatShort } from "#lib/format.ts";
import { ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { PlanePicture } from "../picture.ts";

export type LossCurveProps = CardProps & {
  /** Of the quarters drawn, `share` stay below `lostOrders`. */
  points: { share: number; lostOrders: number }[];
  /** What the worst whole quarter lost. */
  worst: number | null;
  /** Whole quarters, oldest first. */
  quarters: { lostOrders: number }[];
  /** Why there is no curve. */
  declined: string | null;
};

/** Which chance a quarter has to lose more than so much; the dashed line is the worst one so far. */
export function LossCurve({ points, worst, quarters, declined, ...card }: LossCurveProps) {
  const ninth = points.find(({ share }) => share === 0.9);
  return (
    <Frame
      {...card}
      height={card.height ?? 280}
      {...lossTable(quarters, points)}
      picture={lossPicture(points, worst)}
      summary={`${card.title}: the worst of ${quarters.length} whole quarters lost ${formatShort(worst)}${ninth === undefined ? "" : `, nine in ten of the curve stay below ${formatShort(ninth.lostOrders)}`}.`}
      empty={points.length > 0 ? null : `No data to draw it of. ${declined ?? ""}`}
    />
  );
}

function lossTable(quarters: LossCurveProps["quarters"], points: LossCurveProps["points"]): TableData {
  return {
    columns: [
      { key: "what", label: "Quarter, or chance of more" },
      { key: "lost", label: "Lost orders", unit: "count" },
    ],
    rows: [
      ...quarters.map(({ lostOrders }, i) => ({
        key: `quarter-${i}`,
        cells: { what: `Quarter ${i + 1} of ${quarters.length}`, lost: lostOrders },
      })),
      ...points.map(({ share, lostOrders }) => ({
        key: String(share),
        cells: { what: `${formatShare(1 - share)} lose more than`, lost: lostOrders },
      })),
    ],
  };
}

function lossPicture(points: LossCurveProps["points"], worst: number | null): PlanePicture {
  const most = Math.max(worst ?? 0, ...points.map(({ lostOrders }) => lostOrders), 1);
  return {
    kind: "plane",
    x: valueAxis("linear", ticksFromZero(most, "count"), "count", "lost orders in a quarter"),
    y: valueAxis("linear", [0, 0.25, 0.5, 0.75, 1], "share"),
    data: points.map(({ share, lostOrders }) => ({ x: lostOrders, more: 1 - share })),
    marks: [
      ...(worst === null
        ? []
        : [
            {
              mark: "rule",
              x: [worst, worst],
              y: [0, 1],
              colour: "var(--line-strong)",
              dashed: true,
            } as const,
          ]),
      { mark: "area", key: "more", colour: "var(--accent)", opacity: 0.1, edge: true },
    ],
    stops: points.map(({ share, lostOrders }) => ({
      tip: {
        title: `More than ${formatShort(lostOrders)} lost orders`,
        rows: [{ label: "Of the quarters drawn", value: formatShare(1 - share), strong: true }],
      },
    })),
  };
}
