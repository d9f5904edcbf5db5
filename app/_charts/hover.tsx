"use client";

import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { type Tip, TipBox } from "./tip-box.tsx";

type Held = { tip: Tip; x: number; y: number; right: boolean };

export type Hover = (tip: Tip) => {
  onMouseMove: (event: MouseEvent) => void;
  onMouseLeave: () => void;
};

/** A box beside the pointer for pictures that are not recharts' own. */
export function HoverBox({ children }: { children: (hover: Hover) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const hover: Hover = (tip) => ({
    onMouseMove: (event) => {
      const place = box.current?.getBoundingClientRect();
      if (!place) return;
      const x = event.clientX - place.left;
      setHeld({ tip, x, y: event.clientY - place.top, right: x > place.width / 2 });
    },
    onMouseLeave: () => setHeld(null),
  });
  return (
    <div ref={box} style={{ position: "relative", width: "100%", height: "100%" }}>
      {children(hover)}
      {held && (
        <div
          style={{
            position: "absolute",
            zIndex: 10,
            pointerEvents: "none",
            top: held.y + 12,
            ...(held.right ? { right: `calc(100% - ${held.x - 8}px)` } : { left: held.x + 12 }),
          }}
        >
          <TipBox {...held.tip} />
        </div>
      )}
    </div>
  );
}
