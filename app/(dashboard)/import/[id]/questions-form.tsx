"use client";

import { Radio, Select, Stack } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { canonical } from "#lib/canonical.ts";
import { formatPlural } from "#lib/format.ts";
import { asksTable } from "#lib/imports/mapping/answers.ts";
import type { Question } from "#lib/imports/mapping/schema.ts";
import type { FileInspection, Import } from "#lib/imports/schema.ts";
import { choose, plan } from "../actions.ts";
import classes from "../import.module.css";
import { type Given, givenOf, isAsked, openOf, withAnswers } from "./answers.ts";
import { sent } from "./sent.ts";
import { type FieldLabels, settledInWords } from "./settled.ts";
import { StepActions } from "./step-actions.tsx";
import { useKept } from "./use-kept.ts";
import { ValueTable } from "./value-table.tsx";

type QuestionsFormProps = { found: Import; labels: FieldLabels; zones: string[]; ownZone: string };

/** What the file leaves open. Proposals are filled in to be looked at; where there is none, somebody has to say. */
export function QuestionsForm({ found, labels, zones, ownZone }: QuestionsFormProps) {
  const { id, reading } = found;
  const { questions, settled, problems } = found.inspection as FileInspection;
  const router = useRouter();
  const [given, setGiven] = useKept<Given>(`faultline:import:${id}:answers`, {
    of: JSON.stringify([found.reading, found.mapping, found.answers]),
    initial: () => givenOf(questions, found),
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const [, keeping] = useTransition();
  const open = openOf(questions, given);
  const isOpen = questions.length > 0 || problems.length > 0;

  /** Kept at once, so that the step can be left. How the bytes are read makes it another file, which is looked at anew. */
  const give = (said: Given) => {
    const now = { ...given, ...said };
    setGiven(now);
    const { answers, options } = withAnswers(questions, { given: now, answers: found.answers, reading });
    const another = canonical(options) !== canonical(reading);
    (another ? start : keeping)(async () =>
      setRefusal(await sent(() => choose(id, { answers, reading: options }))),
    );
  };
  const next = () =>
    start(async () => {
      const { answers, options } = withAnswers(questions, { given, answers: found.answers, reading });
      const message = await sent(() => plan(id, answers, options));
      setRefusal(message);
      if (message === null) router.push(`/import/${id}?step=preview`);
    });

  const asked = questions.filter((question) => isAsked(question, given));
  // By what the file alone leaves open, so that no question moves when it is answered.
  const nothing = { answers: {}, reading: {} };
  const unproposed = new Set(openOf(questions, givenOf(questions, nothing)).map((question) => question.id));
  const bare = asked.filter((question) => unproposed.has(question.id));
  const proposed = asked.filter((question) => !unproposed.has(question.id));
  const section = (question: Question) => (
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
  );

  return (
    <Card
      title={isOpen ? "What the file leaves open" : "The file leaves nothing open"}
      subtitle={
        isOpen
          ? "Nothing is guessed. Look at what is proposed, and say what is not. Each answer is kept as you give it."
          : "All that could be doubtful is settled by the file itself."
      }
    >
      {problems.length > 0 && (
        <p className={classes.refusal} role="alert">
          {problems.join("\n")} <Link href={`/import/${id}?step=columns`}>Back to the columns</Link>
        </p>
      )}
      {bare.map(section)}
      {bare.length > 0 && proposed.length > 0 && (
        <p className={classes.proposed}>
          The rest is filled in as proposed. Look at it, and change what is wrong.
        </p>
      )}
      {proposed.map(section)}
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
  const { id, kind, text, values } = question;
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
  if (asksTable(question)) {
    if (values.length === 0) return <p className={classes.why}>Go back, and map another column.</p>;
    return <ValueTable question={question} given={given} zones={zones} onGive={onGive} />;
  }
  return <Options question={question} now={given[id] ?? ""} onGive={(value) => onGive({ [id]: value })} />;
}

type OptionsProps = { question: Question; now: string; onGive: (value: string) => void };

/** What was answered in another way, and is not among the options, stays to be seen. */
function Options({ question: { text, options }, now, onGive }: OptionsProps) {
  const offered = options.map(({ value, label }) => ({ value: canonical(value), label }));
  const isElse = now !== "" && !offered.some(({ value }) => value === now);
  if (isElse) offered.push({ value: now, label: `As it was answered: ${now}` });
  return (
    <Radio.Group aria-label={text} value={now} onChange={onGive}>
      <Stack gap="xs">
        {offered.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
