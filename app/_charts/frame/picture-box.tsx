"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { OpenContext } from "../marks/open.ts";
import type { Reading } from "../marks/readable.tsx";
import { type Picture, type Stop, stopsOf } from "../picture.ts";
import classes from "./frame.module.css";
import { Sized } from "./sized.tsx";

/**
 * Drawings come after the page, each kind in a piece of its own, into a box that already has its height: words and
 * figures can be read before any of it is there, and nothing moves when it arrives.
 */
const drawings = {
  plane: dynamic(() => import("../marks/plane.tsx").then(({ PlaneDrawing }) => PlaneDrawing), { ssr: false }),
  rows: dynamic(() => import("../marks/rows.tsx").then(({ RowsDrawing }) => RowsDrawing), { ssr: false }),
  grid: dynamic(() => import("../marks/grid.tsx").then(({ GridDrawing }) => GridDrawing), { ssr: false }),
};

type PictureBoxProps = {
  picture: Picture;
  summary: string;
  height: number;
  box: RefObject<HTMLDivElement | null>;
};

/** Holds what is being read, which keys move from stop to stop. */
export function PictureBox({ picture, summary, height, box }: PictureBoxProps) {
  const [reading, setReading] = useState<Reading | null>(null);
  const router = useRouter();
  const open = (href: string | undefined) => {
    if (href !== undefined) router.push(href);
  };
  const stops = stopsOf(picture);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextStop(event.key, reading?.index ?? null, stops.length);
    if (next !== undefined) setReading(next === null ? null : { index: next, at: null });
    else if (event.key === "Enter" && reading !== null) open(stops[reading.index]?.href);
    else return;
    event.preventDefault();
  };
  const byKeys = reading !== null && reading.at === null ? stops[reading.index] : undefined;
  return (
    <OpenContext value={open}>
      <div
        ref={box}
        role="img"
        aria-label={summary}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows go from value to value
        tabIndex={0}
        className={classes.picture}
        style={{ height }}
        onKeyDown={onKeyDown}
        onBlur={() => setReading(null)}
      >
        <Sized>{(size) => <Drawn picture={picture} {...size} reading={reading} onRead={setReading} />}</Sized>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {byKeys && inWords(byKeys)}
      </p>
    </OpenContext>
  );
}

type DrawnProps = {
  picture: Picture;
  width: number;
  height: number;
  reading: Reading | null;
  onRead: (reading: Reading | null) => void;
};

function Drawn({ picture, ...rest }: DrawnProps) {
  switch (picture.kind) {
    case "plane":
      return <drawings.plane picture={picture} {...rest} />;
    case "rows":
      return <drawings.rows picture={picture} {...rest} />;
    case "grid":
      return <drawings.grid picture={picture} {...rest} />;
  }
}

/** Where a key leads from a stop: null away from all, undefined for a key that means nothing here. */
function nextStop(key: string, from: number | null, count: number): number | null | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return from === null ? 0 : Math.min(last, from + 1);
    case "ArrowLeft":
    case "ArrowUp":
      return from === null ? last : Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return from === null ? undefined : null;
  }
}

function inWords({ tip: { title, rows, note } }: Stop): string {
  const values = rows.map(({ label, value }) => `${label} ${value}`);
  return [title, ...values, ...(note === undefined ? [] : [note])].join(", ");
}
