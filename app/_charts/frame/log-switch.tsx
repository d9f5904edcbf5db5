"use client";

import classes from "./frame.module.css";

/** Heavy tails are unreadable on a linear axis, and small values on a logarithmic one do not start at zero. */
export function LogSwitch({ on, onToggle }: { on: boolean; onToggle: () => void }) {
  return (
    <button type="button" className={classes.toggle} aria-pressed={on} onClick={onToggle}>
      Log axis
    </button>
  );
}
