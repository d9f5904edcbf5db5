"use client";

import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./definition.module.css";
import { Float } from "./float.tsx";

/** The "i" beside a name: what is counted, in which unit, and what is left out. */
export function Definition({ term, children }: { term: string; children: ReactNode }) {
  return (
    <Float
      label={term}
      className={classes.panel}
      trigger={<IconInfoCircle size={15} stroke={1.6} aria-hidden />}
      triggerProps={{ className: `${classes.button} no-print`, "aria-label": `What ${term} means` }}
    >
      {() => children}
    </Float>
  );
}
