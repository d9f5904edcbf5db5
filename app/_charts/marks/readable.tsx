"use client";

import { type PointerEvent, type ReactNode, use } from "react";
import { TipBox } from "../frame/tip.tsx";
import type { Stop } from "../picture.ts";
import type { Focus, Layout, Size } from "./layout.ts";
import { OpenContext } from "./open.ts";

/** The stop that is read, and where the pointer is if it was one that chose it. */
export type Reading = { index: number; at: { x: number; y: number } | null };

export type Drawing<P> = {
  picture: P;
  reading: Reading | null;
  onRead: (reading: Reading | null) => void;
} & Size;

type ReadableProps = {
  stops: readonly Stop[];
  layout: Layout;
  size: Size;
  reading: Reading | null;
  onRead: (reading: Reading | null) => void;
  children: ReactNode;
};

/** What a pointer is on is shown and says its values; a click opens it. */
export function Readable({ stops, layout, size, reading, onRead, children }: ReadableProps) {
  const open = use(OpenContext);
  const placeOf = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const read = (event: PointerEvent) => {
    const at = placeOf(event);
    const index = layout.find(at.x, at.y);
    onRead(index === null ? null : { index, at });
  };
  const stop = reading === null ? undefined : stops[reading.index];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the frame around it has the same for keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      style={{ position: "relative", ...size, cursor: stop?.href === undefined ? "default" : "pointer" }}
      onPointerMove={read}
      onPointerLeave={() => onRead(null)}
      onClick={(event) => {
        const at = placeOf(event);
        const index = layout.find(at.x, at.y);
        if (index !== null) open(stops[index]?.href);
      }}
    >
      {children}
      {reading !== null && stop !== undefined && (
        <>
          <FocusMark focus={layout.focus(reading.index)} size={size} />
          <TipAt at={reading.at ?? layout.place(reading.index)} size={size} stop={stop} />
        </>
      )}
    </div>
  );
}

function FocusMark({ focus: { box, x, dots }, size }: { focus: Focus; size: Size }) {
  const { outlined, ...rect } = box ?? {};
  return (
    <svg {...size} style={{ position: "absolute", inset: 0, pointerEvents: "none" }} aria-hidden>
      {box && (
        <rect
          {...rect}
          {...(outlined
            ? { fill: "none", stroke: "var(--ink-2)", strokeWidth: 1.5, rx: 2 }
            : { fill: "var(--ink)", fillOpacity: 0.06 })}
        />
      )}
      {x && <path d={`M${x.at} ${x.top}V${x.bottom}`} stroke="var(--line-strong)" />}
      {dots?.map((dot, index) => (
        <circle key={index} cx={dot.x} cy={dot.y} r={4} fill={dot.colour} stroke="var(--card)" />
      ))}
    </svg>
  );
}

/** Beside the place, on the side where there is more room. */
function TipAt({ at, size, stop }: { at: { x: number; y: number }; size: Size; stop: Stop }) {
  const isRight = at.x > size.width / 2;
  return (
    <div
      style={{
        position: "absolute",
        zIndex: 10,
        pointerEvents: "none",
        top: at.y + 12,
        ...(isRight ? { right: size.width - at.x + 8 } : { left: at.x + 12 }),
      }}
    >
      <TipBox {...stop.tip} opens={stop.href !== undefined} />
    </div>
  );
}
