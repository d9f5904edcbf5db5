import { useEffect, useRef } from "react";

const typedInto = "input, textarea, select, [contenteditable], [role=dialog]";

/** Single keys, as long as nobody types; `on` says whether it knew the key. */
export function useKeys(on: (key: string) => boolean): void {
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as HTMLElement | null)?.closest?.(typedInto)) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
