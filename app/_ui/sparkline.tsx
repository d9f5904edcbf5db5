import { sparkPath } from "./spark-path.ts";

const [width, height] = [96, 28];

/** The run of a figure without axes: shape only, gaps where nothing was recorded. */
export function Sparkline({ values, label }: { values: (number | null)[]; label: string }) {
  const { lines, dots } = sparkPath(values, { width, height, pad: 3 });
  const last = dots.at(-1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={lines} fill="none" stroke="var(--ink-3)" strokeWidth={1.25} strokeLinejoin="round" />
      {last && <circle cx={last.x} cy={last.y} r={2.25} fill="var(--accent)" />}
    </svg>
  );
}
