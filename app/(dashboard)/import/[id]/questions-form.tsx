"use client";

import { NativeSelect, Radio, Select, Stack } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { formatCount } from "#lib/format.ts";
import type { Answers, FileInspection, Import, Question, ReadingOptions } from "#lib/imports/schema.ts";
import { choose, plan } from "../actions.ts";
import classes from "../import.module.css";
import { type Given, givenOf, openOf, withAnswers } from "./answers.ts";
import { StepActions } from "./step-actions.tsx";

type QuestionsFormProps = { found: Import; zones: string[]; ownZone: string };

/** What the file leaves open. Proposals are filled in to be looked at; where there is none, somebody has to say. */
export function QuestionsForm({ found, zones, ownZone }: QuestionsFormProps) {
  const { id, reading } = found;
  const { questions, settled, problems } = found.inspection as FileInspection;
  const router = useRouter();
  const [given, setGiven] = useState<Given>(() => givenOf(questions, found));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const open = openOf(questions, given);

  const next = () =>
    start(async () => {
      const { answers, options } = withAnswers(questions, { given, answers: found.answers, reading });
      const { message } = await send(id, { answers, options, reading });
      setRefusal(message);
      if (message === null) router.push(`/import/${id}?step=preview`);
    });

  return (
    <Card
      title={questions.length === 0 ? "The file leaves nothing open" : "What the file leaves open"}
      subtitle={
        questions.length === 0
          ? "All that could be doubtful is settled by the file itself."
          : "Nothing is guessed. Look at what is proposed, and say what is not."
      }
    >
      {problems.length > 0 && (
        <p className={classes.refusal} role="alert">
          {problems.join("\n")} <Link href={`/import/${id}?step=columns`}>Back to the columns</Link>
        </p>
      )}
      {questions.map((question) => (
        <section key={question.id} className={classes.question} aria-label={question.text}>
          <h3>{question.text}</h3>
          <p className={classes.why}>{question.why}</p>
          <Field
            question={question}
            given={given}
            zones={zones}
            ownZone={ownZone}
            onGive={(key, value) => setGiven((now) => ({ ...now, [key]: value }))}
          />
        </section>
      ))}
      {settled.length > 0 && (
        <section className={classes.question}>
          <h3>Settled by the file</h3>
          <ul className={classes.settled}>
            {settled.map((one) => (
              <li key={one.id}>
                {one.id}: {typeof one.answer === "string" ? one.answer : JSON.stringify(one.answer)}.{" "}
                {one.why}
              </li>
            ))}
          </ul>
        </section>
      )}
      <StepActions
        label="On to the preview"
        pending={pending}
        refusal={refusal}
        disabled={open.length > 0 || problems.length > 0}
        onClick={next}
      >
        {open.length > 0
          ? `Still open: ${open.map(({ text }) => text).join(" ")}`
          : "Every row is read and compared with what is stored. Nothing is stored yet."}
      </StepActions>
    </Card>
  );
}

/** An answer about how the bytes are read makes it another file: it is looked at again first. */
async function send(
  id: string,
  of: { answers: Answers; options: ReadingOptions; reading: ReadingOptions },
): Promise<{ message: string | null }> {
  if (JSON.stringify(of.options) !== JSON.stringify(of.reading)) {
    const { message } = await choose(id, { reading: of.options });
    if (message !== null) return { message };
  }
  return plan(id, of.answers);
}

type FieldProps = {
  question: Question;
  given: Given;
  zones: string[];
  ownZone: string;
  onGive: (key: string, value: string) => void;
};

function Field({ question, given, zones, ownZone, onGive }: FieldProps) {
  const { id, kind, text, options, values } = question;
  if (kind === "zone")
    return (
      <Select
        aria-label={text}
        data={zones}
        value={given[id] ?? null}
        onChange={(zone) => zone !== null && onGive(id, zone)}
        placeholder={`Choose one, such as ${ownZone}`}
        searchable
        maw={320}
      />
    );
  if (kind === "values" || kind === "zone-words") {
    if (values.length === 0) return <p className={classes.why}>Go back, and map another column.</p>;
    return <ValueTable question={question} given={given} zones={zones} onGive={onGive} />;
  }
  return (
    <Radio.Group aria-label={text} value={given[id] ?? ""} onChange={(value) => onGive(id, value)}>
      <Stack gap={6}>
        {options.map(({ value, label }) => (
          <Radio key={JSON.stringify(value)} value={JSON.stringify(value)} label={label} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function ValueTable({ question, given, zones, onGive }: Omit<FieldProps, "ownZone">) {
  const { id, kind, options, values } = question;
  const offered =
    kind === "zone-words"
      ? zones.map((zone) => ({ value: JSON.stringify(zone), label: zone }))
      : options.map(({ value, label }) => ({ value: JSON.stringify(value), label }));
  return (
    <table className={classes.values}>
      <thead>
        <tr>
          <th scope="col">In the file</th>
          <th scope="col">Rows</th>
          <th scope="col">Means</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ value, count }) => {
          const key = `${id} ${value}`;
          const now = given[key] ?? "";
          const extra = now !== "" && !offered.some((one) => one.value === now);
          const more = extra ? [{ value: now, label: String(JSON.parse(now)) }] : [];
          return (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td>{formatCount(count)}</td>
              <td>
                <NativeSelect
                  aria-label={`What ${value} means`}
                  size="xs"
                  data={[
                    { value: "", label: question.required ? "Choose" : "Not said" },
                    ...more,
                    ...offered,
                  ]}
                  value={now}
                  onChange={(event) => onGive(key, event.currentTarget.value)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
