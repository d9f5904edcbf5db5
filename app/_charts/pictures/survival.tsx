"use client";

import { formatMinutes, formatShare, formatShareInterval } from "#lib/format.ts";
import { chooseTicks, logTicksFor, ticksFromZero } from "../axis.ts";
import { type Hover, HoverBox } from "../hover.tsx";
import { bandPath, linePath } from "../path.ts";
import { plotIn } from "../plot.ts";
import { linearScale, logScale, type Scale } from "../scale.ts";
import { Sized } from "../sized.tsx";
import type { SurvivalSeries, SurvivalStep } from "../survival-curve.tsx";
import { AcrossAxis, ValueAxis } from "./axes.tsx";
import { Strips } from "./strips.tsx";

export type SurvivalPictureProps = { series: SurvivalSeries[]; log: boolean };

const quarters = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: formatShare(at) }));

export function SurvivalPicture(props: SurvivalPictureProps) {
  return (
    <HoverBox>{(hover) => <Sized>{(size) => <Curves {...props} {...size} hover={hover} />}</Sized>}</HoverBox>
  );
}

/** The step that holds at a time: before the first one all are open, after the last one nothing is known. */
export function stepAt({ steps }: SurvivalSeries, minutes: number): SurvivalStep | null {
  const last = steps.at(-1);
  if (!last || minutes > last.minutes) return null;
  return (
    steps.findLast((step) => step.minutes <= minutes) ?? { minutes: 0, survival: 1, low: null, high: null }
  );
}

function Curves({
  series,
  log,
  width,
  height,
  hover,
}: SurvivalPictureProps & { width: number; height: number; hover: Hover }) {
  const longest = Math.max(1, ...series.flatMap(({ steps }) => steps.map(({ minutes }) => minutes)));
  const every = log ? logTicksFor(1, longest, "minutes") : ticksFromZero(longest, "minutes");
  const [first, last] = [every[0] ?? 0, every.at(-1) ?? 1];
  const plot = plotIn({ width, height, labels: quarters.map(({ label }) => label), right: 24 });
  const range = { from: first, to: last, start: plot.x, end: plot.x + plot.width };
  const x = log ? logScale(range) : linearScale(range);
  const y = linearScale({ from: 0, to: 1, start: plot.y + plot.height, end: plot.y });
  const ticks = chooseTicks({ count: every.length, width: plot.width, labelWidth: 60 }).map((index) => {
    const at = every[index] ?? 0;
    return { at, label: formatMinutes(at) };
  });
  const minutesAt = (fraction: number) =>
    log ? first * (last / first) ** fraction : first + fraction * (last - first);
  return (
    <svg width={width} height={height} role="presentation">
      <ValueAxis plot={plot} ticks={quarters} scale={y} />
      <AcrossAxis plot={plot} ticks={ticks} scale={x} lines />
      <path d={`M${plot.x} ${y(0.5)}h${plot.width}`} stroke="var(--line-strong)" strokeDasharray="4 3" />
      {series.map((one) => (
        <Curve key={one.key} series={one} x={x} y={y} first={first} />
      ))}
      <Strips plot={plot} hover={hover} tipAt={(fraction) => tipOf(series, minutesAt(fraction))} />
    </svg>
  );
}

function Curve({ series, x, y, first }: { series: SurvivalSeries; x: Scale; y: Scale; first: number }) {
  const begin = { minutes: first, survival: 1, low: 1, high: 1 };
  const held = series.steps.findLast(({ minutes }) => minutes <= first);
  const steps = [
    held ? { ...held, minutes: first } : begin,
    ...series.steps.filter(({ minutes }) => minutes > first),
  ];
  const spans = steps.map(({ minutes, low, high }) =>
    low === null || high === null ? null : { x: x(minutes), low: y(low), high: y(high) },
  );
  return (
    <g>
      <path d={bandPath(spans, { step: true })} fill={series.colour} fillOpacity={0.16} />
      <path
        d={linePath(
          steps.map(({ minutes, survival }) => ({ x: x(minutes), y: y(survival) })),
          { step: true },
        )}
        fill="none"
        stroke={series.colour}
        strokeWidth={2}
      />
    </g>
  );
}

function tipOf(series: SurvivalSeries[], minutes: number) {
  return {
    title: `Not mitigated after ${formatMinutes(minutes)}`,
    rows: series.map((one) => {
      const step = stepAt(one, minutes);
      const value = step === null ? "not watched so long" : formatShareInterval(step.survival, step);
      return { label: one.label, colour: one.colour, value, strong: true };
    }),
  };
}
