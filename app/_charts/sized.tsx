"use client";

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

/** Draws once its width is known, and again when it changes; the height is the box's own from the start. */
export function Sized({ children }: { children: (size: { width: number; height: number }) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} style={{ width: "100%", height: "100%" }}>
      {size !== null && size.width > 0 && children(size)}
    </div>
  );
}
