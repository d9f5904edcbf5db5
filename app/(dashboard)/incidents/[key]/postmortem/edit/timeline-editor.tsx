"use client";

import { Button, Group, NativeSelect, SimpleGrid, Textarea } from "@mantine/core";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { TypedTimeInput } from "#app/_ui/typed-time-input.tsx";
import { optionsOf, wordsFor } from "#app/_ui/words.ts";
import { formatInstant } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { type TimelineEntry, timelineKinds } from "#lib/timeline/schema.ts";
import { readTypedTime } from "#lib/typed-time.ts";
import { addEntry, changeEntry, removeEntry } from "../actions.ts";
import classes from "./editor.module.css";
import { EntryButtons } from "./entry-buttons.tsx";

type Props = {
  incident: Incident;
  entries: TimelineEntry[];
  zone: string;
  onChange: (entries: TimelineEntry[]) => void;
};

const inOrder = (entries: TimelineEntry[]) =>
  entries.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));

export function TimelineEditor({ incident, entries, zone, onChange }: Props) {
  const [editing, setEditing] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const put = (entry: TimelineEntry) =>
    onChange(inOrder([...entries.filter(({ id }) => id !== entry.id), entry]));
  const add = async (body: EntryBody) => {
    const added = await addEntry(incident.id, body);
    if ("answer" in added) put(added.answer);
    return added;
  };
  const remove = (entry: TimelineEntry) =>
    start(async () => {
      const removed = await removeEntry(entry.id, entry.version);
      if (!("answer" in removed)) return noticeRefusal(removed);
      const left = entries.filter(({ id }) => id !== entry.id);
      onChange(left);
      noticeWithUndo({
        words: "The entry is removed.",
        undo: async () => {
          const again = await addEntry(incident.id, {
            at: entry.at.toISOString(),
            kind: entry.kind,
            text: entry.text,
          });
          if ("answer" in again) onChange(inOrder([...left, again.answer]));
          return again;
        },
      });
    });
  return (
    <div id="timeline">
      <Card title="Timeline" subtitle={`Times in ${zone}; an entry without a day is of today`}>
        <ol className={classes.entries}>
          {entries.map((entry) =>
            editing === entry.id ? (
              <li key={entry.id}>
                <EntryForm
                  zone={zone}
                  entry={entry}
                  label="Save"
                  onSend={async (body) => {
                    const changed = await changeEntry(entry.id, { ...body, version: entry.version });
                    if ("answer" in changed) {
                      put(changed.answer);
                      setEditing(null);
                    }
                    return changed;
                  }}
                  onCancel={() => setEditing(null)}
                />
              </li>
            ) : (
              <li key={entry.id} className={classes.entry}>
                <Instant at={entry.at} zone={zone} />
                <span className={classes.kind}>{wordsFor(entry.kind)}</span>
                <span className={classes.entryText}>{entry.text}</span>
                <EntryButtons
                  what={entry.text}
                  disabled={pending}
                  onEdit={() => setEditing(entry.id)}
                  onRemove={() => remove(entry)}
                />
              </li>
            ),
          )}
        </ol>
        <EntryForm
          key={entries.length}
          zone={zone}
          label="Add to the timeline"
          onSend={add}
          suggested={lastMoment(incident, entries, zone)}
        />
      </Card>
    </div>
  );
}

/** The day of the entry before, so that the next one needs its time of day only. */
function lastMoment(incident: Incident, entries: TimelineEntry[], zone: string): string {
  const at = entries.at(-1)?.at ?? incident.startedAt;
  return typedDay(at, zone);
}

function typedDay(at: Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return `${day} ${formatInstant(at, zone, "time")}`;
}

type EntryBody = { at: string; kind: string; text: string };
type Sent = Awaited<ReturnType<typeof addEntry>>;

function EntryForm(of: {
  zone: string;
  entry?: TimelineEntry;
  label: string;
  suggested?: string;
  onSend: (body: EntryBody) => Promise<Sent>;
  onCancel?: () => void;
}) {
  const { zone, entry } = of;
  const [typed, setTyped] = useState(entry === undefined ? (of.suggested ?? "") : typedDay(entry.at, zone));
  const [kind, setKind] = useState<string>(entry?.kind ?? "action");
  const [text, setText] = useState(entry?.text ?? "");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, start] = useTransition();
  const untouched = entry !== undefined && typed === typedDay(entry.at, zone);
  const send = () => {
    const read = untouched ? { at: entry.at } : readTypedTime(typed, { zone, now: new Date() });
    if ("refusal" in read) return setErrors({ at: read.refusal });
    if (text.trim() === "") return setErrors({ text: "Say what happened." });
    start(async () => {
      const sent = await of.onSend({ at: read.at.toISOString(), kind, text: text.trim() });
      if ("answer" in sent) return;
      setErrors(sent.message === null ? sent.errors : { text: sent.message });
    });
  };
  return (
    <form
      className={classes.entryForm}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            send();
          }
        }}
        error={errors.text}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" variant="default" loading={pending}>
          {of.label}
        </Button>
        {of.onCancel && (
          <Button variant="subtle" onClick={of.onCancel}>
            Cancel
          </Button>
        )}
      </Group>
    </form>
  );
}
