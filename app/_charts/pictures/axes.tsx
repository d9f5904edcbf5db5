import { axisText, type Plot } from "../plot.ts";
import type { Scale } from "../scale.ts";

type Tick = { at: number; label: string };

/** Horizontal lines with their values at the left. */
export function ValueAxis({ plot, ticks, scale }: { plot: Plot; ticks: Tick[]; scale: Scale }) {
  return ticks.map(({ at, label }) => (
    <g key={at}>
      <path d={`M${plot.x} ${scale(at)}h${plot.width}`} stroke="var(--line)" />
      <text x={plot.x - 8} y={scale(at)} textAnchor="end" dominantBaseline="central" {...axisText}>
        {label}
      </text>
    </g>
  ));
}

type AcrossProps = { plot: Plot; ticks: Tick[]; scale: Scale; lines?: boolean; name?: string };

/** The axis below the plot; a label at either end stays within the picture. */
export function AcrossAxis({ plot, ticks, scale, lines = false, name }: AcrossProps) {
  const bottom = plot.y + plot.height;
  return (
    <g>
      {lines &&
        ticks.map(({ at }) => (
          <path key={at} d={`M${scale(at)} ${plot.y}v${plot.height}`} stroke="var(--line)" />
        ))}
      <path d={`M${plot.x} ${bottom}h${plot.width}`} stroke="var(--line-strong)" />
      {ticks.map(({ at, label }) => (
        <text key={at} x={scale(at)} y={bottom + 17} textAnchor="middle" {...axisText}>
          {label}
        </text>
      ))}
      {name !== undefined && (
        <text x={plot.x + plot.width} y={bottom + 36} textAnchor="end" {...axisText}>
          {name}
        </text>
      )}
    </g>
  );
}

export type EndLabel = { y: number; text: string; colour?: string };

export function EndLabels({ plot, labels }: { plot: Plot; labels: EndLabel[] }) {
  return labels.map(({ y, text, colour }) => (
    <text
      key={text}
      x={plot.x + plot.width + 6}
      y={y}
      dominantBaseline="central"
      fontSize={12}
      fontWeight={colour === undefined ? 400 : 500}
      fill={colour ?? "var(--ink-3)"}
    >
      {text}
    </text>
  ));
}

/** The room at the right that labels need. */
export function endRoom(labels: string[]): number {
  return labels.length === 0 ? 8 : Math.max(...labels.map(({ length }) => length)) * 6.6 + 12;
}
