"use client";

import { useRouter } from "next/navigation";
import { createContext, use, useId } from "react";
import { usePlotArea, ZIndexLayer } from "recharts";
import { Swatch } from "../chart-card.tsx";
import type { PlacedBand } from "../time.ts";
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

/** Interventions: a shaded stretch of time, its name above the plot. */
export function Bands({ bands }: { bands: PlacedBand[] }) {
  const plot = usePlotArea();
  if (!plot) return null;
  return (
    <ZIndexLayer zIndex={-60}>
      {bands.map(({ name, x, width, textX, lane }) => {
        const top = plot.y - (lane + 1) * laneHeight;
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
            <text x={plot.x + textX} y={top + 12} fontSize={12} fill="var(--accent)">
              {name}
            </text>
          </g>
        );
      })}
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
