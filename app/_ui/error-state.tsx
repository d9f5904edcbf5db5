"use client";

import { Button } from "@mantine/core";
import classes from "./state.module.css";

export type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What to do about it. */
  children: React.ReactNode;
  /** What to quote when asking for help. */
  reference?: string;
  onRetry?: () => void;
};

export function ErrorState({ title, children, reference, onRetry }: ErrorStateProps) {
  return (
    <section className={classes.root} role="alert">
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {reference !== undefined && (
        <p className={classes.reference}>
          Reference <code>{reference}</code>
        </p>
      )}
      {onRetry && (
        <div className={classes.actions}>
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </section>
  );
}
