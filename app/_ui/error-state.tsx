"use client";

import type { ReactNode } from "react";
import classes from "./state.module.css";

export type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What to do about it. */
  children: ReactNode;
  /** What to quote when asking for help. */
  reference?: string;
  onRetry?: () => void;
};

/** In place of a page, hence its heading. Made of plain elements: it is part of every page, in case. */
export function ErrorState({ title, children, reference, onRetry }: ErrorStateProps) {
  return (
    <section className={classes.root} role="alert">
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.text}>{children}</div>
      {reference !== undefined && (
        <p className={classes.reference}>
          Reference <code>{reference}</code>
        </p>
      )}
      {onRetry && (
        <button type="button" className={classes.button} onClick={onRetry}>
          Try again
        </button>
      )}
    </section>
  );
}
