"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import type { FileInspection, Import, SavedMapping } from "#lib/imports/schema.ts";
import { choose } from "../actions.ts";
import { ColumnTable } from "./column-table.tsx";
import { Constants } from "./constants.tsx";
import { type Choice, choiceOf, type KnownField, mappingOf, problemsOf } from "./mapping.ts";
import { MissingFields } from "./missing-fields.tsx";
import { Reading } from "./reading.tsx";
import { KeepMapping, UseSaved } from "./saved-mappings.tsx";
import { sent } from "./sent.ts";
import { SeveralColumns } from "./several-columns.tsx";
import { StepActions } from "./step-actions.tsx";
import { useKept } from "./use-kept.ts";

type ColumnsFormProps = { found: Import; fields: KnownField[]; saved: SavedMapping[] };

export function ColumnsForm({ found, fields, saved }: ColumnsFormProps) {
  const { id, target } = found;
  const inspection = found.inspection as FileInspection;
  const before = found.mapping ?? inspection.mapping;
  const router = useRouter();
  const [choice, setChoice] = useKept<Choice>(`faultline:import:${id}:columns`, {
    of: JSON.stringify([found.reading, before]),
    initial: () => choiceOf(before),
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const problems = problemsOf(choice, fields);
  const mapping = () => mappingOf(choice, { before, fields });

  const go = (choices: Parameters<typeof choose>[1], next?: string) =>
    start(async () => {
      const message = await sent(() => choose(id, choices));
      setRefusal(message);
      if (message === null && next !== undefined) router.push(next);
    });

  const part = { choice, fields, inspection, onChange: setChoice };
  return (
    <Card
      title="What is each column?"
      subtitle="A column may become several things, and several columns may become one. What is not used is not stored."
    >
      <Reading found={found} pending={pending} onChange={(reading) => go({ reading, mapping: undefined })} />
      <UseSaved saved={saved} onUse={(one) => go(one)} />
      <MissingFields choice={choice} inspection={inspection} />
      <ColumnTable {...part} />
      <SeveralColumns {...part} />
      <Constants {...part} />
      <KeepMapping target={target} mapping={mapping} answers={found.answers} />
      <StepActions
        label="On to the questions"
        pending={pending}
        refusal={refusal ?? (problems.length > 0 ? problems.join("\n") : null)}
        disabled={problems.length > 0}
        onClick={() => go({ mapping: mapping() }, `/import/${id}?step=questions`)}
      >
        The file is read once more with these columns. Nothing is stored yet.
      </StepActions>
    </Card>
  );
}
