"use client";

import type { TableData } from "#app/_ui/data-table.tsx";
import { formatCount, formatExact, formatP, type Unit } from "#lib/format.ts";
import { ticksFromZero, valueAxis } from "../axis.ts";
import { type CardProps, Frame } from "../frame/frame.tsx";
import type { Datum, PlanePicture, Tip } from "../picture.ts";

type Gap = {
  key: string;
  /** What ended it, on the axis: "9 Mar". */
  label: string;
  /** From what to what. */
  name: string;
  length: number;
  p: number;
  /** The length from which it is marked. */
  limit: number;
  marked: boolean;
  href?: string;
};

export type GapBarsProps = CardProps & {
  /** In their order; the last is not over. */
  gaps: Gap[];
  open: Gap;
  measure: Unit;
  /** What a length is called: "Days", "Changes that went well". */
  lengthLabel: string;
};

const kinds = {
  usual: { label: "Usual", colour: "var(--other)" },
  marked: { label: "Longer than chance explains", colour: "var(--good)" },
  open: { label: "Not over", colour: "var(--unknown)" },
} as const;

/** The gaps between rare events, one after the other, and from which length they are longer than chance explains. */
export function GapBars({ gaps, open, measure, lengthLabel, ...card }: GapBarsProps) {
  const all = [
    ...gaps.map((gap) => ({ ...gap, kind: gap.marked ? ("marked" as const) : ("usual" as const) })),
    { ...open, kind: open.marked ? ("marked" as const) : ("open" as const) },
  ];
  return (
    <Frame
      {...card}
      {...gapTable(all, { measure, lengthLabel })}
      picture={gapPicture(all, { measure, lengthLabel })}
      summary={gapSummary(card.title, all)}
      legend={Object.entries(kinds).map(([key, kind]) => ({
        key,
        ...kind,
        value: formatCount(all.filter((gap) => gap.kind === key).length),
      }))}
      empty={null}
    />
  );
}

type Drawn = Gap & { kind: keyof typeof kinds };
type Named = Pick<GapBarsProps, "measure" | "lengthLabel">;

function gapPicture(all: Drawn[], named: Named): PlanePicture {
  const longest = Math.max(...all.flatMap(({ length, limit }) => [length, limit]));
  return {
    kind: "plane",
    x: { scale: "band", labels: all.map(({ label }) => label) },
    y: valueAxis("linear", ticksFromZero(longest, named.measure), named.measure),
    data: all.map(
      ({ kind, length, limit }, x): Datum => ({
        x,
        usual: null,
        marked: null,
        open: null,
        [kind]: length,
        limit,
      }),
    ),
    marks: [
      ...Object.entries(kinds).map(([key, { colour }]) => ({ mark: "bars", key, colour }) as const),
      { mark: "line", key: "limit", colour: "var(--line-strong)", width: 1.25, dashed: true },
      { mark: "ends", of: [{ y: all.at(-1)!.limit, text: "limit" }] },
    ],
    stops: all.map((gap) => ({ tip: gapTip(gap, named), href: gap.href })),
  };
}

function gapTip({ name, length, limit, p, kind }: Drawn, { measure, lengthLabel }: Named): Tip {
  return {
    title: name,
    rows: [
      { label: lengthLabel, value: formatExact(length, measure), strong: true },
      { label: "Marked from", value: formatExact(limit, measure) },
      { label: "Chance of as long a gap", value: formatP(p) },
    ],
    note: kind === "usual" ? undefined : kinds[kind].label,
  };
}

function gapTable(all: Drawn[], { measure, lengthLabel }: Named): TableData {
  return {
    columns: [
      { key: "gap", label: "Gap" },
      { key: "length", label: lengthLabel, unit: measure },
      { key: "limit", label: "Marked from", unit: measure },
      { key: "p", label: "Chance", unit: "ratio" },
      { key: "kind", label: "Kind" },
    ],
    rows: all.map(({ key, name, length, limit, p, kind, href }) => ({
      key,
      cells: { gap: { value: name, href }, length, limit, p, kind: kinds[kind].label },
    })),
  };
}

function gapSummary(title: string, all: Drawn[]): string {
  const marked = all.filter(({ kind }) => kind === "marked").length;
  const longer = marked === 0 ? "none is" : marked === 1 ? "one is" : `${formatCount(marked)} are`;
  return `${title}: ${formatCount(all.length)} gaps; ${longer} longer than chance explains. The table has every gap.`;
}
