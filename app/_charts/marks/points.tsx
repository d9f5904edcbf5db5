import type { Cell, Point } from "../picture.ts";
import { cellBox, type PlaneLayout } from "./plane-layout.ts";

/** Shapes differ as well as colours, so that each can be told without the other. */
export function Points({ at, layout }: { at: readonly Point[]; layout: PlaneLayout }) {
  return at.map((point, index) => (
    <Shape key={index} point={point} x={layout.x(point.x)} y={layout.y(point.y)} />
  ));
}

function Shape({ point: { shape, colour }, x, y }: { point: Point; x: number; y: number }) {
  switch (shape) {
    case "diamond":
      return (
        <path
          d={`M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`}
          fill={colour}
          stroke="var(--card)"
          strokeWidth={0.75}
        />
      );
    case "ring":
      return (
        <circle
          cx={x}
          cy={y}
          r={3.25}
          fill="var(--card)"
          fillOpacity={0.4}
          stroke={colour}
          strokeWidth={1.5}
        />
      );
    case "signal":
      return (
        <g>
          <circle cx={x} cy={y} r={7} fill="none" stroke={colour} strokeWidth={1.5} />
          <circle cx={x} cy={y} r={3.5} fill={colour} />
        </g>
      );
    case "hollow":
      return <circle cx={x} cy={y} r={3} fill="var(--card)" stroke={colour} strokeWidth={1.25} />;
    case "circle":
      return <circle cx={x} cy={y} r={3.75} fill={colour} stroke="var(--card)" strokeWidth={0.75} />;
  }
}

/** Stronger where more lies. */
export function Cells({ at, colour, layout }: { at: readonly Cell[]; colour: string; layout: PlaneLayout }) {
  return at.map((cell, index) => (
    <rect key={index} {...cellBox(cell, layout)} fill={colour} fillOpacity={0.12 + 0.78 * cell.strength} />
  ));
}
