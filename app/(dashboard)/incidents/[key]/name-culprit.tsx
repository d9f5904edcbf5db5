"use client";

import { Button } from "@mantine/core";
import { useState, useTransition } from "react";
import { nameCulprit } from "./actions.ts";

type Named = { id: string; link: "suspected" | "culprit" };
export type Props = {
  id: string;
  version: number;
  /** The changes that the incident names already. */
  named: readonly Named[];
  change: { id: string; number: number };
};

/** Says that a change was the culprit, by one press. */
export function NameCulprit({ id, version, named, change }: Props) {
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const changes = [
    ...named.filter((one) => one.id !== change.id).map(({ id: known, link }) => ({ id: known, link })),
    { id: change.id, link: "culprit" as const },
  ];
  const send = () => {
    if (pending) return;
    start(async () => {
      const sent = await nameCulprit(id, { version, changes });
      setRefusal("answer" in sent ? null : (sent.message ?? Object.values(sent.errors).join(" ")));
    });
  };
  return (
    <div>
      <Button variant="default" size="compact-sm" onClick={send} aria-disabled={pending}>
        CHG-{change.number} was the culprit
      </Button>
      {refusal !== null && <p role="alert">{refusal}</p>}
    </div>
  );
}
