"use client";

import { Button } from "@mantine/core";
import { useState, useTransition } from "react";
import { formatMoment } from "#lib/format.ts";
import type { AiProposal } from "#lib/incidents/ai-proposal/schema.ts";
import { takeBackAi, takeOverAi } from "./actions.ts";
import classes from "./incident.module.css";

type Taken = { at: Date; by: string; from: string };
type Props = {
  id: string;
  version: number;
  proposal: AiProposal | null;
  taken: Taken | null;
  zone: string;
  canWrite: boolean;
};

/** What the culprits say of AI: taken over by one click, and given back by the next, on one and the same button. */
export function TakeOver({ id, version, proposal, taken, zone, canWrite }: Props) {
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (proposal === null && taken === null) return null;
  const send = () => {
    if (pending) return;
    start(async () => {
      const sent =
        proposal === null ? await takeBackAi(id, version) : await takeOverAi(id, { version, proposal });
      setRefusal("answer" in sent ? null : (sent.message ?? Object.values(sent.errors).join(" ")));
    });
  };
  return (
    <div className={classes.proposal}>
      <p role="status">{proposal === null ? takenWords(taken!, zone) : proposal.reason}</p>
      {canWrite && (
        // Never disabled, which would take the focus away from under the fingers.
        <Button variant="default" size="compact-sm" onClick={send} aria-disabled={pending}>
          {proposal === null ? "Undo" : `Take over: AI involvement ${proposal.aiInvolvement}`}
        </Button>
      )}
      {refusal !== null && <p role="alert">{refusal}</p>}
    </div>
  );
}

function takenWords({ at, by, from }: Taken, zone: string): string {
  return `Taken over from ${from} by ${by}, ${formatMoment(at, { zone })}.`;
}
