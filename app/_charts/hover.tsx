"use client";

import { type CSSProperties, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { type Tip, TipBox } from "./tip-box.tsx";

/** What the box must not cover, in pixels across the picture. */
type Anchor = { from: number; to: number };
type Held = { tip: Tip; x: number; y: number; width: number; height: number; anchor: Anchor | undefined };

export type Hover = (
  tip: Tip,
  anchor?: Anchor,
) => {
  onMouseMove: (event: MouseEvent) => void;
  onMouseLeave: () => void;
};

/** A box beside the pointer that says what it is on. */
export function HoverBox({ children }: { children: (hover: Hover) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const hover: Hover = (tip, anchor) => ({
    onMouseMove: (event) => {
      const place = box.current?.getBoundingClientRect();
      if (!place) return;
      const { width, height, left, top } = place;
      setHeld({ tip, x: event.clientX - left, y: event.clientY - top, width, height, anchor });
    },
    onMouseLeave: () => setHeld(null),
  });
  return (
    <div ref={box} style={{ position: "relative", width: "100%", height: "100%" }}>
      {children(hover)}
      {held && (
        <div style={{ position: "absolute", zIndex: 10, pointerEvents: "none", ...placeOf(held) }}>
          <TipBox {...held.tip} />
        </div>
      )}
    </div>
  );
}

/** On the side with more room, so that it neither leaves the picture nor hides what it speaks of. */
function placeOf({ x, y, width, height, anchor = { from: x - 4, to: x + 4 } }: Held): CSSProperties {
  const across = x > width / 2 ? { right: width - anchor.from + 8 } : { left: anchor.to + 8 };
  const down = y > height / 2 ? { bottom: Math.max(0, height - y - 16) } : { top: Math.max(0, y - 16) };
  return { ...across, ...down };
}
