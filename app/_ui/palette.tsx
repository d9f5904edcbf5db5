"use client";

import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import classes from "./palette.module.css";
import type { PalettePage } from "./palette-dialog.tsx";

const PaletteDialog = dynamic(() => import("./palette-dialog.tsx").then((all) => all.PaletteDialog), {
  ssr: false,
});

type PaletteProps = { pages: readonly PalettePage[]; deeds: readonly PalettePage[] };

/** Opens the palette on a click or Ctrl/⌘ K; what it is made of is loaded then. */
export function Palette(props: PaletteProps) {
  const [asked, setAsked] = useState(0);
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
      setAsked((times) => times + 1);
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
        onClick={() => setAsked(asked + 1)}
      >
        <IconSearch size={15} stroke={1.6} aria-hidden />
        <span className={classes.words}>Go to</span>
        <kbd className={classes.keys}>Ctrl K</kbd>
      </button>
      {asked > 0 && <PaletteDialog asked={asked} {...props} />}
    </>
  );
}
