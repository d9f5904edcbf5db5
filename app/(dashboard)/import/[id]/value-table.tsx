"use client";

import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { wordsFor } from "#app/_ui/words.ts";
import { formatCount } from "#lib/format.ts";
import type { Question } from "#lib/imports/mapping/schema.ts";
import classes from "../import.module.css";
import { allOthers, cellKey, type Given, isSaid, pressesFor } from "./answers.ts";

type ValueTableProps = {
  question: Question;
  given: Given;
  zones: string[];
  onGive: (said: Given) => void;
};

/** With so many values, one of them is looked for; and more than these are drawn when they are asked for. */
const many = 20;
const mostDrawn = 50;

/** What each of several values means, and one press where all of them mean the same. */
export function ValueTable({ question, given, zones, onGive }: ValueTableProps) {
  const { id, values } = question;
  const [words, setWords] = useState("");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [whole, setWhole] = useState(false);
  const offered = offeredBy(question, zones);
  const presses = pressesFor(question);
  const open = values.filter(({ value }) => !isSaid(question, value, given)).length;
  const found = values.filter(
    ({ value }) =>
      value.toLowerCase().includes(words.trim().toLowerCase()) &&
      (!onlyOpen || !isSaid(question, value, given)),
  );
  const drawn = whole ? found : found.slice(0, mostDrawn);
  return (
    <>
      {presses.length > 0 && (
        <Group gap="xs" mb="xs">
          {presses.map(({ label, said }) => (
            <Button key={label} size="compact-sm" variant="light" color="gray" onClick={() => onGive(said)}>
              {label}
            </Button>
          ))}
        </Group>
      )}
      {values.length > many && (
        <div className={classes.find}>
          <TextInput
            aria-label="Find a value"
            placeholder="Find a value"
            size="xs"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant={onlyOpen ? "light" : "default"}
            aria-pressed={onlyOpen}
            onClick={() => setOnlyOpen(!onlyOpen)}
          >
            {formatCount(open)} of {formatCount(values.length)} open
          </Button>
        </div>
      )}
      {found.length === 0 ? (
        <p className={classes.why}>{onlyOpen && words === "" ? "None is open." : "No value reads so."}</p>
      ) : (
        <table className={classes.values}>
          <thead>
            <tr>
              <th scope="col">In the file</th>
              <th scope="col">Rows</th>
              <th scope="col">Means</th>
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ value, count }) => (
              <tr key={value}>
                <th scope="row">{value === allOthers ? "All others" : value}</th>
                <td>{formatCount(count)}</td>
                <td>
                  <Meaning
                    value={value}
                    now={given[cellKey(id, value)] ?? ""}
                    offered={offered}
                    unsaid={question.required ? "Choose" : "Not said"}
                    onChange={(said) => onGive({ [cellKey(id, value)]: said })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {drawn.length < found.length && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setWhole(true)}>
          Show the other {formatCount(found.length - drawn.length)}
        </Button>
      )}
    </>
  );
}

type Offered = { value: string; label: string }[];

function offeredBy({ kind, options }: Question, zones: string[]): Offered {
  if (kind === "zone-words") return zones.map((zone) => ({ value: JSON.stringify(zone), label: zone }));
  return options.map(({ value, label }) => ({
    value: JSON.stringify(value),
    label: label === value ? wordsFor(label) : label,
  }));
}

type MeaningProps = {
  value: string;
  now: string;
  offered: Offered;
  unsaid: string;
  onChange: (said: string) => void;
};

/** What was answered elsewhere, and is not among what is offered, stays to be seen. */
function Meaning({ value, now, offered, unsaid, onChange }: MeaningProps) {
  const isElse = now !== "" && !offered.some((one) => one.value === now);
  return (
    <NativeSelect
      aria-label={`What ${value} means`}
      size="xs"
      data={[
        ...(now === "" ? [{ value: "", label: unsaid }] : []),
        ...(isElse ? [{ value: now, label: String(JSON.parse(now)) }] : []),
        ...offered,
      ]}
      value={now}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
