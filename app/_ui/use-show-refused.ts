import { type RefObject, useEffect, useRef, useState } from "react";

/** After a refusal, the first field that was refused is where it can be seen and mended: ask with what sets its words. */
export function useShowRefused(): [sheet: RefObject<HTMLFormElement | null>, showRefused: () => void] {
  const sheet = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals === 0) return;
    // What was folded over it opens first.
    const frame = requestAnimationFrame(() => {
      const field = sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      field?.focus({ preventScroll: true });
      field?.scrollIntoView({ block: "center" });
    });
    return () => cancelAnimationFrame(frame);
  }, [refusals]);
  return [sheet, () => setRefusals((before) => before + 1)];
}
