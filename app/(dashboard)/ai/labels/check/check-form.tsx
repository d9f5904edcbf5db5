"use client";

import { Button, Textarea } from "@mantine/core";
import { Card } from "#app/_ui/card.tsx";
import { Told } from "#app/_ui/sent-form.tsx";
import { labelCheckFields } from "#lib/fields/entries.ts";
import { formatCount } from "#lib/format.ts";
import type { DealtChange } from "#lib/label-audits/schema.ts";
import { labelAnswers } from "#lib/values.ts";
import classes from "../labels.module.css";
import { EvidenceFacts } from "./evidence-facts.tsx";
import { LastAnswer } from "./last-answer.tsx";
import { useChecks } from "./use-checks.ts";
import { useKeys } from "./use-keys.ts";

type Props = { id: string; changes: readonly DealtChange[]; dealt: number; zone: string };

const { answer: field, note: noteField } = labelCheckFields;

/** One change after the other: a key or a button each, and the way back from every answer. */
export function CheckForm({ id, changes, dealt, zone }: Props) {
  const { current, left, note, setNote, last, refusal, give, skip, undo, setLast } = useChecks(id, changes);
  useKeys((key) => {
    const answer = labelAnswers[Number(key) - 1];
    if (answer !== undefined && current !== undefined) give(answer);
    else if (key === "s") skip();
    else if (key === "u") undo();
    else return false;
    return true;
  });
  return (
    <div className={classes.check}>
      {current === undefined ? (
        <Card title="Nothing is left to check">
          <p className={classes.text}>
            Somebody has looked at every change of this sample that is still there.
          </p>
        </Card>
      ) : (
        <Card
          title={current.title}
          subtitle={`CHG-${current.number} · ${formatCount(left)} of ${formatCount(dealt)} left`}
          note="Keys work while no field is typed into: the number on a button, s to skip, u to undo."
        >
          <div className={classes.check}>
            <EvidenceFacts change={current} zone={zone} />
            <Textarea
              label={noteField.label}
              description="Where you like: a link, a name, a mark in the code"
              autosize
              minRows={1}
              maxLength={noteField.max}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
            />
            <fieldset className={classes.answers} aria-label={field.label}>
              {labelAnswers.map((answer, i) => (
                <Button
                  key={answer}
                  variant="default"
                  onClick={() => give(answer)}
                  aria-keyshortcuts={`${i + 1}`}
                >
                  {field.words[answer]}
                  <span className={classes.key} aria-hidden>
                    {i + 1}
                  </span>
                </Button>
              ))}
              <Button variant="subtle" color="gray" onClick={skip} aria-keyshortcuts="s">
                Skip
              </Button>
            </fieldset>
          </div>
        </Card>
      )}
      <Told outcome={refusal === null ? null : { tone: "bad", words: refusal }} />
      {last !== null && (
        <LastAnswer key={last.change.number} last={last} onUndo={undo} onCorrected={setLast} />
      )}
    </div>
  );
}
