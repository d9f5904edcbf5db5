"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import type { Import } from "#lib/imports/schema.ts";
import { plan } from "../actions.ts";
import { sent } from "./sent.ts";
import { StepActions } from "./step-actions.tsx";

type RefusedHomeProps = Pick<Import, "id" | "answers"> & {
  from: NonNullable<Import["comesFrom"]>;
  notTaken: string[];
};

/** Of refused rows that came back: what they are, and the one press that reads them as they were read then. */
export function RefusedHome({ id, answers, from, notTaken }: RefusedHomeProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const go = () =>
    start(async () => {
      const message = await sent(() => plan(id, answers));
      setRefusal(message);
      if (message === null) router.push(`/import/${id}?step=preview`);
    });
  return (
    <Card
      title="Refused rows that came back"
      subtitle={
        <>
          These are the refused rows of <Link href={`/import/${from.id}`}>{from.fileName}</Link>, read as
          then: with the same columns and the same answers.
        </>
      }
    >
      {notTaken.length > 0 && (
        <ul>
          {notTaken.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      )}
      <StepActions label="See what becomes of them" pending={pending} refusal={refusal} onClick={go}>
        Nothing is stored before you have seen it. Columns and answers can be changed below.
      </StepActions>
    </Card>
  );
}
