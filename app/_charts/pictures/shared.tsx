"use client";

import { useRouter } from "next/navigation";
import { createContext, use, useId } from "react";
import { usePlotArea, ZIndexLayer } from "recharts";
import { bucketPosition } from "../axis.ts";
import { Swatch } from "../chart-card.tsx";
import { type Band, labelLanes, millis } from "../time.ts";
import classes from "./shared.module.css";

export const axisText = { fontSize: 12, fill: "var(--ink-3)" } as const;
export const noMotion = { isAnimationActive: false } as const;
export const unknownFill = "var(--unknown)";

const PatternContext = createContext("pattern");

/** Hatching is a pattern with an id, and ids must differ between the pictures of a page. */
export function usePatternId(): string {
  return `hatch-${useId().replaceAll(":", "")}`;
}

export function PatternProvider({ id, children }: { id: string; children: React.ReactNode }) {
  return <PatternContext value={id}>{children}</PatternContext>;
}

/** The colour as a fill: what is not known is hatched. */
export function useFill(): (colour: string) => string {
  const id = use(PatternContext);
  return (colour) => (colour === unknownFill ? `url(#${id}-unknown)` : colour);
}

export function Patterns() {
  const id = use(PatternContext);
  return (
    <defs>
      <pattern
        id={`${id}-unknown`}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={5} height={5} fill="var(--unknown-soft)" />
        <rect width={1.75} height={5} fill="var(--unknown)" />
      </pattern>
      <pattern
        id={`${id}-cut`}
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width={3} height={6} fill="var(--card)" />
      </pattern>
    </defs>
  );
}

/** A click on a picture opens the records it stands for. */
export function useOpen(): (href: string | undefined) => void {
  const router = useRouter();
  return (href) => {
    if (href !== undefined) router.push(href);
  };
}

export type TipRow = { label: string; value: string; colour?: string; strong?: boolean };
export type Tip = { title: string; rows: TipRow[]; note?: string; opens?: boolean };

export function TipBox({ title, rows, note, opens }: Tip) {
  return (
    <div className={classes.tip}>
      <p className={classes.tipTitle}>{title}</p>
      <table className={classes.tipTable}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} data-strong={row.strong || undefined}>
              <th scope="row">
                {row.colour !== undefined && <Swatch colour={row.colour} />}
                {row.label}
              </th>
              <td>{row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p className={classes.tipNote}>{note}</p>}
      {opens && <p className={classes.tipNote}>Click to open</p>}
    </div>
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
const letterWidth = 6.2;

export function bandLanes(bands: Band[] | undefined): number {
  return Math.min(3, bands?.length ?? 0);
}

type BandsProps = { bands: Band[]; starts: number[]; end: number };

/** Interventions: a shaded stretch of time, its name above the plot. */
export function Bands({ bands, starts, end }: BandsProps) {
  const plot = usePlotArea();
  const first = starts[0];
  if (!plot || first === undefined) return null;
  const width = plot.width / starts.length;
  const spans = bands
    .filter((band) => millis(band.from) < end && (band.to === null || millis(band.to) > first))
    .toSorted((a, b) => millis(a.from) - millis(b.from))
    .map((band) => placed({ band, starts, end, width, plot }));
  const lanes = labelLanes(
    spans.map(({ textX, textWidth }) => ({ x: textX, width: textWidth })),
    bandLanes(bands),
  );
  return (
    <ZIndexLayer zIndex={-60}>
      {spans.map((span, index) => {
        const top = plot.y - ((lanes[index] ?? 0) + 1) * laneHeight;
        return (
          <g key={`${span.name}-${span.x}`} pointerEvents="none">
            <rect
              x={span.x}
              y={plot.y}
              width={span.width}
              height={plot.height}
              fill="var(--band)"
              fillOpacity={0.09}
            />
            <path
              d={`M${span.x} ${top + 3}V${plot.y + plot.height}`}
              stroke="var(--band)"
              strokeOpacity={0.55}
              strokeDasharray="2 2"
            />
            <text x={span.textX} y={top + 12} fontSize={12} fill="var(--accent)">
              {span.name}
            </text>
          </g>
        );
      })}
    </ZIndexLayer>
  );
}

type Plot = { x: number; y: number; width: number; height: number };

function placed(given: { band: Band; starts: number[]; end: number; width: number; plot: Plot }) {
  const { band, starts, end, width, plot } = given;
  const from = bucketPosition(millis(band.from), starts, end);
  const to = band.to === null ? starts.length : bucketPosition(millis(band.to), starts, end);
  const x = plot.x + from * width;
  const textWidth = band.name.length * letterWidth + 8;
  const textX = Math.max(plot.x, Math.min(x + 4, plot.x + plot.width - textWidth));
  return { name: band.name, x, width: Math.max(1, (to - from) * width), textX, textWidth };
}
