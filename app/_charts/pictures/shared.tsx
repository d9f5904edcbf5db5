"use client";

import { use } from "react";
import { useActiveTooltipLabel, useIsTooltipActive, usePlotArea, ZIndexLayer } from "recharts";
import { PatternContext, unknownFill, useFill } from "../patterns.tsx";
import type { PlacedBand } from "../time.ts";

export const axisText = { fontSize: 12, fill: "var(--ink-3)" } as const;
export const noMotion = { isAnimationActive: false } as const;
/** The stretch of time that the pointer is on, behind what is drawn. */
export function ActiveColumn({ count }: { count: number }) {
  const plot = usePlotArea();
  const active = useIsTooltipActive();
  const label = useActiveTooltipLabel();
  if (!plot || !active || label === undefined) return null;
  const width = plot.width / count;
  return (
    <ZIndexLayer zIndex={-50}>
      <rect
        x={plot.x + Number(label) * width}
        y={plot.y}
        width={width}
        height={plot.height}
        fill="var(--ink)"
        fillOpacity={0.06}
      />
    </ZIndexLayer>
  );
}

/** Stripes of the card's own colour over buckets that the period cuts off. */
export function Incomplete({ complete }: { complete: boolean[] }) {
  const plot = usePlotArea();
  const id = use(PatternContext);
  if (!plot) return null;
  const width = plot.width / complete.length;
  return (
    <ZIndexLayer zIndex={350}>
      {complete.map((whole, index) =>
        whole ? null : (
          <rect
            key={index}
            x={plot.x + index * width}
            y={plot.y}
            width={width}
            height={plot.height}
            fill={`url(#${id}-cut)`}
            pointerEvents="none"
          />
        ),
      )}
    </ZIndexLayer>
  );
}

export const laneHeight = 16;

/** Interventions: a shaded stretch of time, its name above the plot. */
export function Bands({ bands }: { bands: PlacedBand[] }) {
  const plot = usePlotArea();
  if (!plot) return null;
  return (
    <ZIndexLayer zIndex={-60}>
      {bands.map(({ name, x, width, lane }) => {
        const top = plot.y - ((lane ?? -1) + 1) * laneHeight;
        return (
          <g key={`${name}-${x}`} pointerEvents="none">
            <rect
              x={plot.x + x}
              y={plot.y}
              width={width}
              height={plot.height}
              fill="var(--band)"
              fillOpacity={0.09}
            />
            <path
              d={`M${plot.x + x} ${top + 3}V${plot.y + plot.height}`}
              stroke="var(--band)"
              strokeOpacity={0.55}
              strokeDasharray="2 2"
            />
          </g>
        );
      })}
      {bands.map(({ name, x, textX, lane }) =>
        lane === null ? null : (
          <text
            key={`${name}-${x}`}
            x={plot.x + textX}
            y={plot.y - (lane + 1) * laneHeight + 12}
            fontSize={12}
            fill="var(--accent)"
            stroke="var(--card)"
            strokeWidth={3}
            strokeLinejoin="round"
            paintOrder="stroke"
            pointerEvents="none"
          >
            {name}
          </text>
        ),
      )}
    </ZIndexLayer>
  );
}

/** Where nothing was recorded, the floor is hatched: an absent bar alone would read as zero. */
export function NotRecorded({ missing }: { missing: boolean[] }) {
  const plot = usePlotArea();
  const fill = useFill();
  if (!plot) return null;
  const width = plot.width / missing.length;
  const bar = Math.min(48, width * 0.68);
  return (
    <ZIndexLayer zIndex={310}>
      {missing.map((absent, index) =>
        absent ? (
          <rect
            key={index}
            x={plot.x + index * width + (width - bar) / 2}
            y={plot.y + plot.height - 6}
            width={bar}
            height={6}
            fill={fill(unknownFill)}
            pointerEvents="none"
          />
        ) : null,
      )}
    </ZIndexLayer>
  );
}
