import { use } from "react";
import { inkOf } from "#app/_ui/colours.ts";
import type { Mark } from "../picture.ts";
import { fitText } from "../scale.ts";
import { axisText, haloText } from "./axis.tsx";
import { largestNamed } from "./largest.ts";
import { OpenContext } from "./open.ts";
import { placeNames } from "./place-names.ts";
import type { PlaneLayout } from "./plane-layout.ts";

type Of<Name extends Mark["mark"]> = { mark: Extract<Mark, { mark: Name }>; layout: PlaneLayout };

const lineHeight = 14;

/**
 * Names at the right end of what they name, pushed apart where they would touch, and up where they would leave the plot.
 * Of two at one height the one that is given later stands above: quantiles are given from the lowest on.
 */
export function Ends({ of, layout: { plot, y } }: { of: Of<"ends">["mark"]["of"]; layout: PlaneLayout }) {
  const placed = of
    .map(({ y: value, text, colour }) => ({ at: y(value), text, colour }))
    .reverse()
    .toSorted((a, b) => a.at - b.at);
  placed.forEach((label, index) => {
    const above = placed[index - 1];
    if (above && label.at - above.at < lineHeight) label.at = above.at + lineHeight;
  });
  let lowest = plot.y + plot.height;
  for (const label of placed.toReversed()) {
    label.at = Math.min(label.at, lowest);
    lowest = label.at - lineHeight;
  }
  return placed.map(({ at, text, colour }) => (
    <text
      key={text}
      x={plot.x + plot.width + 6}
      y={at}
      dominantBaseline="central"
      {...axisText}
      {...(colour === undefined ? {} : { fontWeight: 500, fill: inkOf(colour) })}
    >
      {text}
    </text>
  ));
}

export function Largest({ mark: { values, write }, layout: { plot, y } }: Of<"largest">) {
  return largestNamed({ values, write, plot }).map(({ index, text, x }) => (
    <text
      key={index}
      x={x}
      y={y(values[index]!) - 7}
      textAnchor="middle"
      {...haloText}
      fill="var(--ink-2)"
      pointerEvents="none"
    >
      {text}
    </text>
  ));
}

export function Names({ mark: { of, among }, layout: { plot, x, y } }: Of<"names">) {
  const most = Math.min(260, plot.width * 0.45);
  const named = of.map((name) => ({ x: x(name.x), y: y(name.y), text: fitText(name.text, most) }));
  const marks = among.map((one) => ({ x: x(one.x), y: y(one.y) }));
  return placeNames(named, marks, plot).map((place, index) => (
    <text
      key={index}
      x={place.x}
      y={place.y}
      dominantBaseline="central"
      {...haloText}
      fill="var(--ink)"
      pointerEvents="none"
    >
      {place.text}
    </text>
  ));
}

export function Notes({
  lines,
  layout: { plot },
}: {
  lines: Of<"notes">["mark"]["lines"];
  layout: PlaneLayout;
}) {
  const open = use(OpenContext);
  return lines.map(({ text, strong, href }, index) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <text
      key={text}
      x={plot.x + 12}
      y={plot.y + 20 + index * 18}
      {...haloText}
      fontWeight={strong ? 600 : 400}
      fill={href === undefined ? "var(--ink)" : "var(--accent)"}
      cursor={href === undefined ? "default" : "pointer"}
      onClick={(event) => {
        event.stopPropagation();
        open(href);
      }}
    >
      {text}
    </text>
  ));
}
