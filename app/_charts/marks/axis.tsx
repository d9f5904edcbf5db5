/** The one maker of axes: ticks as lines and words, along the bottom or the left. */

type Tick = { at: number; label: string; strong?: boolean };

/** Pictures are laid out by the width of their letters, so these do not follow the size of the text around. */
const fontSize = 12;

export const axisText = { fontSize, fill: "var(--ink-3)" } as const;

/** Letters with the card's colour around them, so that lines do not cross them. */
export const haloText = {
  fontSize,
  stroke: "var(--card)",
  strokeWidth: 3,
  strokeLinejoin: "round",
  paintOrder: "stroke",
} as const;

type Edge = { from: number; to: number };

/** Lines from `from` up to `to` at each tick, if there are any to be, and the labels below. */
export function BottomAxis({ ticks, y, lines }: { ticks: readonly Tick[]; y: number; lines?: Edge }) {
  return ticks.map(({ at, label, strong }) => (
    <g key={label + at}>
      {lines && (
        <path d={`M${at} ${lines.from}V${lines.to}`} stroke={strong ? "var(--line-strong)" : "var(--line)"} />
      )}
      <text x={at} y={y + 16} textAnchor="middle" {...axisText}>
        {label}
      </text>
    </g>
  ));
}

export function LeftAxis({ ticks, lines }: { ticks: readonly Tick[]; lines: Edge }) {
  return ticks.map(({ at, label }) => (
    <g key={label + at}>
      <path d={`M${lines.from} ${at}H${lines.to}`} stroke="var(--line)" />
      <text x={lines.from - 8} y={at} textAnchor="end" dominantBaseline="central" {...axisText}>
        {label}
      </text>
    </g>
  ));
}
