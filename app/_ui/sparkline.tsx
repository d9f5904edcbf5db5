import { sparkPath } from "./spark-path.ts";

const [width, height] = [160, 28];

/** The run of a figure without axes: shape only, gaps where nothing was recorded. Stretches to its place. */
export function Sparkline({ values, label }: { values: (number | null)[]; label: string }) {
  const { lines, dots, lone } = sparkPath(values, { width, height, pad: 3 });
  const last = dots.at(-1);
  return (
    <svg
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      style={{ display: "block", width: "100%", overflow: "visible" }}
    >
      <path
        d={lines}
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth={1.25}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {lone.map((dot) => (
        <Dot key={dot.x} {...dot} colour="var(--ink-3)" size={3} />
      ))}
      {last && <Dot {...last} colour="var(--accent)" size={5} />}
    </svg>
  );
}

/** A stroke of no length with round ends stays a dot, however the picture is stretched. */
function Dot({ x, y, colour, size }: { x: number; y: number; colour: string; size: number }) {
  return (
    <path
      d={`M${x} ${y}h0`}
      stroke={colour}
      strokeWidth={size}
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  );
}
