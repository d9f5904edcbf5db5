"use client";

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

type Size = { width: number; height: number };

/** Fits between the margins of A4 and Letter, inside a card; cards stand one below the other there. */
const paperWidth = 620;

/**
 * Draws once its width is known, and again when it changes; the height is the box's own from the start. Paper is laid
 * out after the last moment at which a picture can be drawn again, so its width is foreseen.
 */
export function Sized({ children }: { children: (size: Size) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const takeSize = (width = element.clientWidth) => {
      const height = element.clientHeight;
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }));
    };
    const measure = () => takeSize();
    const fitPaper = () => flushSync(() => takeSize(paperWidth));
    const observer = new ResizeObserver(measure);
    const forget = drawInTurn(() => {
      flushSync(measure);
      observer.observe(element);
    });
    window.addEventListener("beforeprint", fitPaper);
    window.addEventListener("afterprint", measure);
    return () => {
      forget();
      observer.disconnect();
      window.removeEventListener("beforeprint", fitPaper);
      window.removeEventListener("afterprint", measure);
    };
  }, []);
  return (
    <div ref={box} style={{ width: "100%", height: "100%" }}>
      {size !== null && size.width > 0 && children(size)}
    </div>
  );
}

const inTurn = new Set<() => void>();

/** One picture at a time, so that the page answers between them: all at once would keep it busy for half a second. */
function drawInTurn(draw: () => void): () => void {
  inTurn.add(draw);
  if (inTurn.size === 1) setTimeout(drawNext);
  return () => inTurn.delete(draw);
}

function drawNext(): void {
  const [draw] = inTurn;
  if (draw === undefined) return;
  inTurn.delete(draw);
  try {
    draw();
  } finally {
    if (inTurn.size > 0) setTimeout(drawNext);
  }
}
