"use client";

import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import classes from "./palette.module.css";
import type { PalettePage } from "./palette-dialog.tsx";
import { paletteInput } from "./palette-input.ts";

const load = () => import("./palette-dialog.tsx");
const PaletteDialog = dynamic(() => load().then((all) => all.PaletteDialog), { ssr: false });

type PaletteProps = { pages: readonly PalettePage[]; deeds: readonly PalettePage[] };

/**
 * Opens the palette on a click or Ctrl/⌘ K; what it is made of is loaded then, and what is typed meanwhile is kept.
 */
export function Palette(props: PaletteProps) {
  const [asked, setAsked] = useState(0);
  const [query, setQuery] = useState("");
  const [waiting, setWaiting] = useState(false);
  const ask = () => {
    setAsked((times) => times + 1);
    setWaiting(true);
  };
  useTypedAhead({ waiting, onQuery: setQuery, onEnd: () => setWaiting(false) });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      if (document.activeElement?.matches(`[${paletteInput}]`)) return;
      setAsked((times) => times + 1);
      setWaiting(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void load().catch(() => {})}
        onFocus={() => void load().catch(() => {})}
        onClick={ask}
      >
        <IconSearch size={15} stroke={1.6} aria-hidden />
        <span className={classes.words}>Go to</span>
        <kbd className={classes.keys}>Ctrl K</kbd>
      </button>
      {waiting && (
        <div className={classes.ahead} role="status">
          <IconSearch size={16} stroke={1.6} aria-hidden />
          {query === "" ? "Opening …" : query}
        </div>
      )}
      {asked > 0 && (
        <PaletteDialog
          {...{ asked, query }}
          onQuery={setQuery}
          onReady={() => setWaiting(false)}
          {...props}
        />
      )}
    </>
  );
}

type TypedAhead = {
  waiting: boolean;
  onQuery: (change: (query: string) => string) => void;
  /** The reader went elsewhere. */
  onEnd: () => void;
};

/** Letters that come before there is an input to take them. */
function useTypedAhead({ waiting, onQuery, onEnd }: TypedAhead): void {
  useEffect(() => {
    if (!waiting) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" || event.key === "Tab") return onEnd();
      if (event.key === "Backspace") onQuery((query) => query.slice(0, -1));
      else if (event.key.length === 1) onQuery((query) => query + event.key);
      // Nothing can be chosen yet, and what lies below is not meant.
      else if (event.key !== "Enter") return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    window.addEventListener("pointerdown", onEnd);
    return () => {
      window.removeEventListener("keydown", onKey, { capture: true });
      window.removeEventListener("pointerdown", onEnd);
    };
  }, [waiting, onQuery, onEnd]);
}
