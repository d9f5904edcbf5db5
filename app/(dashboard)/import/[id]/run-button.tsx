"use client";

import { useState, useTransition } from "react";
import { formatPlural } from "#lib/format.ts";
import { run } from "../actions.ts";
import { sent } from "./sent.ts";
import { StepActions } from "./step-actions.tsx";

type RunButtonProps = { id: string; rows: number; refused: number; label?: string };

export function RunButton({ id, rows, refused, label = "Run the import" }: RunButtonProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const go = () =>
    start(async () => {
      setRefusal(await sent(() => run(id)));
    });
  const leftOver = refused === 0 ? "" : ` ${formatPlural(refused, "row")} will be left for you to mend.`;
  return (
    <StepActions label={label} pending={pending} refusal={refusal} onClick={go}>
      {formatPlural(rows, "record")} will be stored.{leftOver} It goes on if you close this page, and can be
      taken back.
    </StepActions>
  );
}
