import type { ReactNode } from "react";
import classes from "./state.module.css";

export type EmptyStateProps = { title: string; children?: ReactNode; actions?: ReactNode };

/** Nothing matches: what was asked, and the way back. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <section className={classes.root}>
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </section>
  );
}
