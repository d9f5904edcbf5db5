"use client";

import type { ReactNode } from "react";
import classes from "./dimmed.module.css";
import { usePending } from "./pending.tsx";

/** What depends on the filter: dimmed while the next answer is on its way. */
export function Dimmed({ children }: { children: ReactNode }) {
  const { pending } = usePending();
  return (
    <div className={classes.root} data-pending={pending || undefined} aria-busy={pending}>
      {children}
    </div>
  );
}
