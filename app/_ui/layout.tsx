import type { ReactNode } from "react";
import classes from "./layout.module.css";

/** A row of figures; six at most. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={classes.tiles}>{children}</div>;
}

/** Pictures side by side where there is room; wrap one in Wide to give it the full width. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className={classes.cards}>{children}</div>;
}

export function Wide({ children }: { children: ReactNode }) {
  return <div className={classes.wide}>{children}</div>;
}
