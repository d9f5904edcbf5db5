"use client";

import { bandPath, linePath } from "../path.ts";
import type { Frame } from "./time-frame.tsx";

type Value = number | null | undefined;

export type LineProps = { frame: Frame; values: Value[]; colour: string; dashed?: boolean };

export function SeriesLine({ frame, values, colour, dashed = false }: LineProps) {
  const points = values.map((value, index) =>
    typeof value === "number" ? { x: frame.x(index), y: frame.y(value) } : null,
  );
  return (
    <g>
      <path
        d={linePath(points)}
        fill="none"
        stroke={colour}
        strokeWidth={dashed ? 1.5 : 2}
        strokeDasharray={dashed ? "5 3" : undefined}
        strokeLinejoin="round"
        strokeLinecap={dashed ? "butt" : "round"}
      />
      {frame.bucketWidth >= 7 &&
        points.map(
          (point, index) => point && <circle key={index} cx={point.x} cy={point.y} r={2.5} fill={colour} />,
        )}
    </g>
  );
}

export type BandProps = { frame: Frame; spans: ({ low: Value; high: Value } | undefined)[]; colour: string };

export function SeriesBand({ frame, spans, colour }: BandProps) {
  const placed = spans.map((span, index) =>
    typeof span?.low === "number" && typeof span.high === "number"
      ? { x: frame.x(index), low: frame.y(span.low), high: frame.y(span.high) }
      : null,
  );
  // The faint outline is what a lone bucket between gaps is seen by.
  return (
    <path
      d={bandPath(placed)}
      fill={colour}
      fillOpacity={0.16}
      stroke={colour}
      strokeOpacity={0.16}
      strokeWidth={1}
    />
  );
}
