import { sparkPath } from "./spark-path.ts";

const [width, height] = [160, 28];

/** The run of a figure without axes: shape only, gaps where nothing was recorded. Stretches to its place. */
export function Sparkline({ values, label }: { values: (number | null)[]; label: string }) {
  const { lines, dots } = sparkPath(values, { width, height, pad: 3 });
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
      {last && (
        // A stroke of no length with round ends stays a dot, however the picture is stretched.
        <path
          d={`M${last.x} ${last.y}h0`}
          stroke="var(--accent)"
          strokeWidth={5}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
