"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useState, useTransition } from "react";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { labelCheckFields } from "#lib/fields/entries.ts";
import { correct } from "../actions.ts";
import classes from "../labels.module.css";
import type { Last } from "./use-checks.ts";

const { words } = labelCheckFields.answer;

type Props = { last: Last; onUndo: () => void; onCorrected: (last: Last) => void };

/** The answer before, what is recorded, and, where these differ, the offer to correct the record. */
export function LastAnswer({ last, onUndo, onCorrected }: Props) {
  const { change, answer, recorded } = last;
  const [refusal, setRefusal] = useState<string | null>(null);
  const [corrected, setCorrected] = useState(false);
  const [pending, start] = useTransition();
  const send = () => {
    if (recorded === null || answer === "cannot-tell") return;
    start(async () => {
      const { version } = recorded;
      const sent = await correct({ change: change.number, version, aiAssistance: answer });
      if (!("answer" in sent)) return setRefusal(sent.message ?? Object.values(sent.errors).join(" "));
      setCorrected(true);
      onCorrected({ ...last, recorded: sent.answer });
    });
  };
  const differs = recorded !== null && answer !== "cannot-tell" && answer !== recorded.aiAssistance;
  return (
    <div className={classes.last} role="status" data-kept={recorded !== null || undefined}>
      <span>
        <Link href={`/changes/${change.number}`}>CHG-{change.number}</Link>: you said “{words[answer]}”.
      </span>
      {recorded !== null && (
        <>
          <span>{corrected ? "The record now says" : "On record:"}</span>
          <AiBadge ai={recorded.aiAssistance} tool={recorded.aiTool} />
        </>
      )}
      {differs && (
        <Button variant="default" size="compact-sm" onClick={send} loading={pending}>
          Correct the record
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onUndo} aria-keyshortcuts="u">
        Undo
      </Button>
      {refusal !== null && <span role="alert">{refusal}</span>}
    </div>
  );
}
