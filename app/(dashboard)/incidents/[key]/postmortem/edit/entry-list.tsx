"use client";

import { Button, Group } from "@mantine/core";
import { Fragment, type ReactNode, useState, useTransition } from "react";
import type { Performed } from "#app/_server/form-action.ts";
import { Card } from "#app/_ui/card.tsx";
import classes from "./editor.module.css";

type Errors = Record<string, string>;
/** What is typed as a body, or what is wrong with it. */
export type Read<B> = { body: B } | { errors: Errors };

export type FormProps<E, B> = {
  /** The entry to change; without one a new one is added. */
  entry?: E;
  label: string;
  onSend: (body: B) => Promise<Performed<E>>;
  onCancel?: () => void;
};

/** Entries edited in their places, with a form for one more below them. */
export function EntryList<E extends { id: string }, B>(of: {
  id: string;
  title: string;
  subtitle: string;
  as: "ol" | "ul";
  entries: E[];
  /** Names an entry to those who do not see where its buttons stand. */
  nameOf: (entry: E) => string;
  line: (entry: E) => ReactNode;
  lineClass: string | undefined;
  form: (props: FormProps<E, B>) => ReactNode;
  addLabel: string;
  add: (body: B) => Promise<Performed<E>>;
  change: (entry: E, body: B) => Promise<Performed<E>>;
  remove: (entry: E) => Promise<void>;
  onStored: (entry: E) => void;
}) {
  const { as: List, entries } = of;
  const [editing, setEditing] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const stored = async (sent: Promise<Performed<E>>) => {
    const performed = await sent;
    if ("answer" in performed) {
      of.onStored(performed.answer);
      setEditing(null);
    }
    return performed;
  };
  return (
    <div id={of.id}>
      <Card title={of.title} subtitle={of.subtitle}>
        <List className={classes.entries}>
          {entries.map((entry) =>
            editing === entry.id ? (
              <li key={entry.id}>
                {of.form({
                  entry,
                  label: "Save",
                  onSend: (body) => stored(of.change(entry, body)),
                  onCancel: () => setEditing(null),
                })}
              </li>
            ) : (
              <li key={entry.id} className={of.lineClass}>
                {of.line(entry)}
                <EntryButtons
                  name={of.nameOf(entry)}
                  disabled={pending}
                  onEdit={() => setEditing(entry.id)}
                  onRemove={() => start(() => of.remove(entry))}
                />
              </li>
            ),
          )}
        </List>
        <Fragment key={entries.length}>
          {of.form({ label: of.addLabel, onSend: (body) => stored(of.add(body)) })}
        </Fragment>
      </Card>
    </div>
  );
}

function EntryButtons(of: { name: string; disabled: boolean; onEdit: () => void; onRemove: () => void }) {
  const name = <span className="visually-hidden"> {of.name}</span>;
  return (
    <Group gap="2xs" wrap="nowrap">
      <Button size="compact-xs" variant="subtle" onClick={of.onEdit}>
        Edit{name}
      </Button>
      <Button size="compact-xs" variant="subtle" color="red" disabled={of.disabled} onClick={of.onRemove}>
        Remove{name}
      </Button>
    </Group>
  );
}

/** Sends what its fields make of themselves, and shows a refusal at the field it names. */
export function EntryForm<E, B>(
  of: Pick<FormProps<E, B>, "label" | "onSend" | "onCancel"> & {
    read: () => Read<B>;
    /** The field that tells what is wrong with the whole. */
    main: string;
    children: (errors: Errors) => ReactNode;
  },
) {
  const [errors, setErrors] = useState<Errors>({});
  const [pending, start] = useTransition();
  const send = () => {
    const read = of.read();
    if ("errors" in read) return setErrors(read.errors);
    start(async () => {
      const sent = await of.onSend(read.body);
      if (!("answer" in sent)) setErrors(sent.message === null ? sent.errors : { [of.main]: sent.message });
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
      {of.children(errors)}
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
