"use client";

import type { Hover } from "../hover.tsx";
import type { Plot } from "../plot.ts";
import type { Tip } from "../tip-box.tsx";
import classes from "./strips.module.css";

type StripsProps = {
  plot: Plot;
  hover: Hover;
  /** What is said at a fraction of the width. */
  tipAt: (fraction: number) => Tip;
};

/** Narrow fields over a curve, each saying what the curve is there. */
export function Strips({ plot, hover, tipAt }: StripsProps) {
  const count = Math.max(1, Math.min(120, Math.floor(plot.width / 5)));
  const width = plot.width / count;
  return Array.from({ length: count }, (_, index) => (
    <g key={index} className={classes.strip} {...hover(tipAt((index + 0.5) / count))}>
      <rect x={plot.x + index * width} y={plot.y} width={width} height={plot.height} fill="transparent" />
      <path d={`M${plot.x + (index + 0.5) * width} ${plot.y}v${plot.height}`} className={classes.line} />
    </g>
  ));
}
