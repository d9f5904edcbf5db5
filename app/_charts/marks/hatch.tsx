"use client";

import { createContext, type ReactNode, use, useId } from "react";

const unknownFill = "var(--unknown)";

const PatternContext = createContext("pattern");

/** Hatching is a pattern with an id, and ids must differ between the pictures of a page. */
export function PatternProvider({ children }: { children: ReactNode }) {
  const id = `hatch-${useId().replaceAll(":", "")}`;
  return <PatternContext value={id}>{children}</PatternContext>;
}

/** Stripes of the card's own colour, over what is cut off. */
export function useCutFill(): string {
  return `url(#${use(PatternContext)}-cut)`;
}

/** The colour as a fill: what is not known is hatched. */
export function useFill(): (colour: string) => string {
  const id = use(PatternContext);
  return (colour) => (colour === unknownFill ? `url(#${id}-unknown)` : colour);
}

export function Patterns() {
  const id = use(PatternContext);
  return (
    <defs>
      <pattern
        id={`${id}-unknown`}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={5} height={5} fill="var(--unknown-soft)" />
        <rect width={1.75} height={5} fill="var(--unknown)" />
      </pattern>
      <pattern
        id={`${id}-cut`}
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width={3} height={6} fill="var(--card)" />
      </pattern>
    </defs>
  );
}
