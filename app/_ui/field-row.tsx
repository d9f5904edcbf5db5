import type { ReactNode } from "react";
import classes from "./field-row.module.css";

/** Fields beside each other, and the button that sends them in line with them. */
export function FieldRow({ children, send }: { children: ReactNode; send: ReactNode }) {
  return (
    <div className={classes.row}>
      {children}
      <div className={classes.send}>{send}</div>
    </div>
  );
}
