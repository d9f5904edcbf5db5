"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "../import.module.css";

type StepActionsProps = {
  label: string;
  /** What pressing it does. */
  children: ReactNode;
  pending: boolean;
  refusal: string | null;
  disabled?: boolean;
  onClick: () => void;
};

/** The way on, with what happens next beside it. */
export function StepActions({ label, children, pending, refusal, disabled, onClick }: StepActionsProps) {
  return (
    <>
      {refusal !== null && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      <div className={classes.actions}>
        <Button onClick={onClick} loading={pending} disabled={disabled}>
          {label}
        </Button>
        <span className={classes.next}>{children}</span>
      </div>
    </>
  );
}
