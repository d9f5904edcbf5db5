"use client";

import { useRouter } from "next/navigation";
import { createContext, use, useId } from "react";

export const unknownFill = "var(--unknown)";

export const PatternContext = createContext("pattern");

/** Hatching is a pattern with an id, and ids must differ between the pictures of a page. */
export function usePatternId(): string {
  return `hatch-${useId().replaceAll(":", "")}`;
}

export function PatternProvider({ id, children }: { id: string; children: React.ReactNode }) {
  return <PatternContext value={id}>{children}</PatternContext>;
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

/** A click on a picture opens the records it stands for. */
export function useOpen(): (href: string | undefined) => void {
  const router = useRouter();
  return (href) => {
    if (href !== undefined) router.push(href);
  };
}
