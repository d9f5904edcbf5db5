"use client";

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

type Size = { width: number; height: number };

/** Fits between the margins of A4 and Letter, inside a card. */
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
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const fitPaper = () =>
      flushSync(() =>
        setSize({ width: Math.min(element.clientWidth, paperWidth), height: element.clientHeight }),
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener("beforeprint", fitPaper);
    window.addEventListener("afterprint", measure);
    return () => {
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
