"use client";

import { NativeSelect, Table } from "@mantine/core";
import { useState, useTransition } from "react";
import { ActTable } from "#app/_ui/act-table.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { type Outcome, Told } from "#app/_ui/sent-form.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { formatPlural } from "#lib/format.ts";
import type { Waiting } from "#lib/incidents/meanings/read.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import { severities, statuses } from "#lib/values.ts";
import { forgetWord, sayWord } from "./actions.ts";

type Word = Pick<WordMeaning, "source" | "field" | "word">;

/** What words of other tools mean, and those that wait for it. */
export function WordsTable({ items, waiting }: { items: WordMeaning[]; waiting: Waiting[] }) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  return (
    <>
      <Told outcome={outcome} mt="sm" onClose={() => setOutcome(null)} />
      <ActTable minWidth={640} columns={["Source", "Word", "Said of", "Means"]}>
        {waiting.map((one) => (
          <Table.Tr key={`${one.source} ${one.word}`}>
            <WordCells {...one} />
            <Table.Td>
              <Meaning word={one} onOutcome={setOutcome} />
            </Table.Td>
            <Table.Td>{formatPlural(one.records, "record")} waiting</Table.Td>
          </Table.Tr>
        ))}
        {items.map((one) => (
          <Table.Tr key={one.id}>
            <WordCells {...one} />
            <Table.Td>
              <Meaning word={one} now={one.meaning} onOutcome={setOutcome} />
            </Table.Td>
            <Table.Td>
              <ConfirmButton label="Forget" confirmLabel="Forget" onConfirm={() => forgetWord(one.id)}>
                What {one.word} of {one.source} means is open again. Records keep what it gave them.
              </ConfirmButton>
            </Table.Td>
          </Table.Tr>
        ))}
      </ActTable>
    </>
  );
}

function WordCells({ source, word, field }: Word) {
  return (
    <>
      <Table.Td>{source}</Table.Td>
      <Table.Td>{word}</Table.Td>
      <Table.Td>{field === "severity" ? "Severity" : "State"}</Table.Td>
    </>
  );
}

type MeaningProps = { word: Word; now?: WordMeaning["meaning"]; onOutcome: (outcome: Outcome) => void };

function Meaning({ word: { source, field, word }, now, onOutcome }: MeaningProps) {
  const [pending, start] = useTransition();
  const say = (text: string) =>
    start(async () => {
      const { message, answer } = await sayWord({
        source,
        field,
        word,
        meaning: JSON.parse(text) as unknown,
      });
      if (message !== null) return onOutcome({ tone: "bad", words: message });
      const read = answer?.updated ?? 0;
      onOutcome({ tone: "good", words: `${word} is known now. ${formatPlural(read, "record")} read again.` });
    });
  const offered =
    field === "severity"
      ? severities.map((value) => ({ value: String(value), label: `Sev-${value}` }))
      : statuses.map((value) => ({ value: JSON.stringify(value), label: wordsFor(value) }));
  return (
    <NativeSelect
      aria-label={`What ${word} of ${source} means`}
      size="xs"
      disabled={pending}
      value={now === undefined ? "" : JSON.stringify(now)}
      data={[
        ...(now === undefined ? [{ value: "", label: "Choose" }] : []),
        ...offered,
        { value: "null", label: "It says nothing" },
      ]}
      onChange={({ currentTarget }) => currentTarget.value !== "" && say(currentTarget.value)}
    />
  );
}
