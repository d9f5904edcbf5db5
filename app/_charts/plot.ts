import { labelRoom } from "./axis.ts";

/** Where the marks of a picture go, in pixels from its corner. */
export type Plot = { x: number; y: number; width: number; height: number };

export const axisText = { fontSize: 12, fill: "var(--ink-3)" } as const;
const xAxisHeight = 24;
export const laneHeight = 16;

type Room = {
  width: number;
  height: number;
  labels: string[];
  top?: number;
  right?: number;
  bottom?: number;
};

/** What is left of a picture when its labels have their place. */
export function plotIn({ width, height, labels, top = 8, right = 8, bottom = xAxisHeight }: Room): Plot {
  const left = labelRoom(labels);
  return {
    x: left,
    y: top,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - bottom),
  };
}

/** Labels at the right end of what they name, pushed apart where they would touch. */
export function spread<Label extends { y: number }>(labels: Label[], apart = 14): Label[] {
  const placed = labels.toSorted((a, b) => a.y - b.y).map((label) => ({ ...label }));
  placed.forEach((label, index) => {
    const above = placed[index - 1];
    if (above && label.y - above.y < apart) label.y = above.y + apart;
  });
  return placed;
}
