"use client";

import { NativeSelect, SimpleGrid, Textarea } from "@mantine/core";
import { useState } from "react";
import { Instant } from "#app/_ui/instant.tsx";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { TypedTimeInput } from "#app/_ui/typed-time-input.tsx";
import { optionsOf, wordsFor } from "#app/_ui/words.ts";
import { formatInstant } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { writtenMoment } from "#lib/moments.ts";
import { type TimelineEntry, timelineKinds } from "#lib/timeline/schema.ts";
import { readTypedTime } from "#lib/typed-time.ts";
import { addEntry, changeEntry, removeEntry } from "../actions.ts";
import classes from "./editor.module.css";
import { EntryForm, EntryList, type FormProps, type Read } from "./entry-list.tsx";

type Props = {
  incident: Incident;
  entries: TimelineEntry[];
  zone: string;
  onChange: (entries: TimelineEntry[]) => void;
};

type EntryBody = { at: string; kind: string; text: string };

const inOrder = (entries: TimelineEntry[]) =>
  entries.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));

export function TimelineEditor({ incident, entries, zone, onChange }: Props) {
  const remove = async (entry: TimelineEntry) => {
    const removed = await removeEntry(entry.id, entry.version);
    if (!("answer" in removed)) return noticeRefusal(removed);
    const left = entries.filter(({ id }) => id !== entry.id);
    onChange(left);
    noticeWithUndo({
      words: "The entry is removed.",
      undo: async () => {
        const { at, kind, text } = entry;
        const again = await addEntry(incident.id, { at: at.toISOString(), kind, text });
        if ("answer" in again) onChange(inOrder([...left, again.answer]));
        return again;
      },
    });
  };
  // The day of the entry before, so that the next one needs its time of day only.
  const last = entries.at(-1);
  const suggested = last === undefined ? typedStart(incident, zone) : typedDay(last.at, zone);
  return (
    <EntryList<TimelineEntry, EntryBody>
      id="timeline"
      title="Timeline"
      subtitle={`Times in ${zone}; an entry without a day is of today`}
      as="ol"
      entries={entries}
      nameOf={({ text }) => text}
      line={(entry) => (
        <>
          <Instant at={entry.at} zone={zone} />
          <span className={classes.kind}>{wordsFor(entry.kind)}</span>
          <span className={classes.entryText}>{entry.text}</span>
        </>
      )}
      lineClass={classes.entry}
      form={(form) => <TimelineForm {...form} zone={zone} suggested={suggested} />}
      addLabel="Add to the timeline"
      add={(body) => addEntry(incident.id, body)}
      change={({ id, version }, body) => changeEntry(id, { ...body, version })}
      remove={remove}
      onStored={(entry) => onChange(inOrder([...entries.filter(({ id }) => id !== entry.id), entry]))}
    />
  );
}

function typedDay(at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return `${day} ${formatInstant(at, zone, "time")}`;
}

/** Of a start that is a date alone, the day: entries have a time of day of their own. */
function typedStart({ startedAt, startedPrecision }: Incident, zone: string): string {
  if (startedPrecision === "minute") return typedDay(startedAt, zone);
  return startedPrecision === "day" ? `${writtenMoment(startedAt, "day")} ` : "";
}

function TimelineForm({
  zone,
  entry,
  suggested,
  ...form
}: FormProps<TimelineEntry, EntryBody> & { zone: string; suggested: string }) {
  const [typed, setTyped] = useState(entry === undefined ? suggested : typedDay(entry.at, zone));
  const [kind, setKind] = useState<string>(entry?.kind ?? "action");
  const [text, setText] = useState(entry?.text ?? "");
  const read = (): Read<EntryBody> => {
    const untouched = entry !== undefined && typed === typedDay(entry.at, zone);
    const time = untouched ? { at: entry.at } : readTypedTime(typed, { zone, now: new Date() });
    if ("refusal" in time) return { errors: { at: time.refusal } };
    if (text.trim() === "") return { errors: { text: "Say what happened." } };
    return { body: { at: time.at.toISOString(), kind, text: text.trim() } };
  };
  return (
    <EntryForm {...form} read={read} main="text">
      {(errors) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TypedTimeInput label="When" zone={zone} value={typed} onChange={setTyped} error={errors.at} />
            <NativeSelect
              label="Kind"
              data={optionsOf(timelineKinds)}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Textarea
            label="What happened"
            autosize
            minRows={1}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
            error={errors.text}
          />
        </>
      )}
    </EntryForm>
  );
}
