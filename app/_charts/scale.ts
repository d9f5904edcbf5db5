import { scaleLinear, scaleLog } from "d3-scale";

export type ScaleName = "linear" | "log";

/** From a value to pixels and back; on a logarithmic one, what lies beyond an end is held there, as zero is. */
export type Scale = {
  (value: number): number;
  invert: (pixel: number) => number;
  domain: () => number[];
};

type Range = { from: number; to: number; start: number; end: number };

export function scaleOf(name: ScaleName, { from, to, start, end }: Range): Scale {
  return name === "log"
    ? scaleLog().domain([from, to]).range([start, end]).clamp(true)
    : scaleLinear().domain([from, to]).range([start, end]);
}

/** A scale that begins and ends at the outermost ticks. */
export function tickScale(
  { scale, ticks }: { scale: ScaleName; ticks: readonly number[] },
  [start, end]: readonly [number, number],
): Scale {
  return scaleOf(scale, { from: ticks[0] ?? 1, to: ticks.at(-1) ?? 10, start, end });
}

/** Text cut to the pixels it has, at 12 px. */
export function fitText(text: string, width: number): string {
  const most = Math.max(1, Math.floor(width / 6.1));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
