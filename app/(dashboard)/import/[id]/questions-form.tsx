"use client";

import { Button, Group, NativeSelect, Radio, Select, Stack } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import type { Answers, Question, ReadingOptions } from "#lib/imports/mapping/schema.ts";
import type { FileInspection, Import } from "#lib/imports/schema.ts";
import { choose, plan } from "../actions.ts";
import classes from "../import.module.css";
import { directionsOf, type Given, givenOf, isAsked, openOf, withAnswers } from "./answers.ts";
import { type FieldLabels, settledInWords } from "./settled.ts";
import { StepActions } from "./step-actions.tsx";

type QuestionsFormProps = { found: Import; labels: FieldLabels; zones: string[]; ownZone: string };

/** What the file leaves open. Proposals are filled in to be looked at; where there is none, somebody has to say. */
export function QuestionsForm({ found, labels, zones, ownZone }: QuestionsFormProps) {
  const { id, reading } = found;
  const { questions, settled, problems } = found.inspection as FileInspection;
  const router = useRouter();
  const [given, setGiven] = useState<Given>(() => givenOf(questions, found));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const [, keeping] = useTransition();
  const open = openOf(questions, given);

  /** Kept at once, so that the step can be left. How the bytes are read makes it another file, which is looked at anew. */
  const give = (said: Given) => {
    const now = { ...given, ...said };
    setGiven(now);
    const { answers, options } = withAnswers(questions, { given: now, answers: found.answers, reading });
    const another = JSON.stringify(options) !== JSON.stringify(reading);
    (another ? start : keeping)(async () => setRefusal(await kept(id, { answers, reading: options })));
  };
  const next = () =>
    start(async () => {
      const { answers } = withAnswers(questions, { given, answers: found.answers, reading });
      const { message } = await plan(id, answers);
      setRefusal(message);
      if (message === null) router.push(`/import/${id}?step=preview`);
    });

  return (
    <Card
      title={questions.length === 0 ? "The file leaves nothing open" : "What the file leaves open"}
      subtitle={
        questions.length === 0
          ? "All that could be doubtful is settled by the file itself."
          : "Nothing is guessed. Look at what is proposed, and say what is not. Each answer is kept as you give it."
      }
    >
      {problems.length > 0 && (
        <p className={classes.refusal} role="alert">
          {problems.join("\n")} <Link href={`/import/${id}?step=columns`}>Back to the columns</Link>
        </p>
      )}
      {questions
        .filter((question) => isAsked(question, given))
        .map((question) => (
          <section
            key={question.id}
            id={anchorOf(question)}
            className={classes.question}
            aria-label={question.text}
          >
            <h3>{question.text}</h3>
            <p className={classes.why}>{question.why}</p>
            <Field question={question} given={given} zones={zones} ownZone={ownZone} onGive={give} />
          </section>
        ))}
      {settled.length > 0 && (
        <section className={classes.question}>
          <h3>Settled by the file</h3>
          <ul className={classes.settled}>
            {settled.map((one) => (
              <li key={one.id}>{settledInWords(one, labels)}</li>
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
        {open.length > 0 ? (
          <StillOpen questions={open} />
        ) : (
          "Every row is read and compared with what is stored. Nothing is stored yet."
        )}
      </StepActions>
    </Card>
  );
}

async function kept(id: string, of: { answers: Answers; reading: ReadingOptions }): Promise<string | null> {
  try {
    return (await choose(id, of)).message;
  } catch {
    return "The server cannot be reached, so this answer is not kept yet. It is sent with your next one.";
  }
}

const anchorOf = ({ id }: Question) => `question-${id}`;

function StillOpen({ questions }: { questions: readonly Question[] }) {
  return (
    <>
      {formatPlural(questions.length, "question")} still open:{" "}
      {questions.map((question, i) => (
        <span key={question.id}>
          {i > 0 && " "}
          <a href={`#${anchorOf(question)}`}>{question.text}</a>
        </span>
      ))}
    </>
  );
}

type FieldProps = {
  question: Question;
  given: Given;
  zones: string[];
  ownZone: string;
  onGive: (said: Given) => void;
};

function Field({ question, given, zones, ownZone, onGive }: FieldProps) {
  const { id, kind, text, options, values } = question;
  if (kind === "zone")
    return (
      <Select
        aria-label={text}
        data={zones}
        value={given[id] ?? null}
        onChange={(zone) => zone !== null && onGive({ [id]: zone })}
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
    <Radio.Group aria-label={text} value={given[id] ?? ""} onChange={(value) => onGive({ [id]: value })}>
      <Stack gap="xs">
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
      : options.map(({ value, label }) => ({
          value: JSON.stringify(value),
          label: label === value ? wordsFor(label) : label,
        }));
  const directions = directionsOf(question);
  return (
    <>
      {directions.length > 0 && (
        <Group gap="xs" mb="xs">
          {directions.map(({ label, said }) => (
            <Button key={label} size="compact-sm" variant="light" color="gray" onClick={() => onGive(said)}>
              {label}
            </Button>
          ))}
        </Group>
      )}
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
                      ...(now === ""
                        ? [{ value: "", label: question.required ? "Choose" : "Not said" }]
                        : []),
                      ...more,
                      ...offered,
                    ]}
                    value={now}
                    onChange={(event) => onGive({ [key]: event.currentTarget.value })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
