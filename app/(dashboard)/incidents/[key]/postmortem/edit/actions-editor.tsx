"use client";

import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { noticeRefusal } from "#app/_ui/notice.tsx";
import { optionsOf, wordsFor } from "#app/_ui/words.ts";
import { type Action, actionKinds, actionPriorities, actionStates } from "#lib/actions/schema.ts";
import { actionFields } from "#lib/fields/entries.ts";
import { formatDay } from "#lib/format.ts";
import { addAction, changeAction, deleteAction } from "../../../../actions/actions.ts";
import classes from "./editor.module.css";
import { EntryForm, EntryList, type FormProps, type Read } from "./entry-list.tsx";

type Props = { incidentId: string; actions: Action[]; onChange: (actions: Action[]) => void };

export function ActionsEditor({ incidentId, actions, onChange }: Props) {
  return (
    <EntryList<Action, Body>
      id="actions"
      title="Actions"
      subtitle="What is to be done so that it does not come back, or is found and ended sooner"
      as="ul"
      entries={actions}
      nameOf={({ title }) => title}
      line={(action) => <Line action={action} />}
      lineClass={classes.action}
      form={(form) => <ActionForm {...form} />}
      addLabel="Add the action"
      add={(body) => addAction(incidentId, body)}
      change={({ id, version }, body) => changeAction(id, { ...body, version })}
      remove={async ({ id, version }) => {
        const removed = await deleteAction(id, version);
        if ("answer" in removed) onChange(actions.filter((one) => one.id !== id));
        else noticeRefusal(removed);
      }}
      onStored={(action) =>
        onChange(
          actions.some(({ id }) => id === action.id)
            ? actions.map((one) => (one.id === action.id ? action : one))
            : [...actions, action],
        )
      }
    />
  );
}

function Line({ action }: { action: Action }) {
  const { title, kind, owner, dueOn, state } = action;
  return (
    <>
      <span className={classes.entryText}>{title}</span>
      <span className={classes.kind}>
        {[
          wordsFor(kind),
          owner ?? "nobody named",
          dueOn === null ? "no day set" : `due ${formatDay(dueOn)}`,
          wordsFor(state),
        ].join(" · ")}
      </span>
    </>
  );
}

type Body = Record<string, unknown>;

function ActionForm({ entry: action, ...form }: FormProps<Action, Body>) {
  const [values, setValues] = useState({
    title: action?.title ?? "",
    owner: action?.owner ?? "",
    dueOn: action?.dueOn ?? "",
    kind: (action?.kind ?? "prevent") as string,
    priority: (action?.priority ?? "medium") as string,
    trackerUrl: action?.trackerUrl ?? "",
    state: (action?.state ?? "open") as string,
  });
  const read = (): Read<Body> => {
    const { title, owner, dueOn, trackerUrl } = values;
    if (title.trim() === "") return { errors: { title: "Say what is to be done." } };
    const said = { owner: owner.trim() || null, dueOn: dueOn || null, trackerUrl: trackerUrl.trim() || null };
    return { body: { ...values, title: title.trim(), ...said } };
  };
  return (
    <EntryForm {...form} read={read} main="title">
      {(errors) => {
        const input = (name: keyof typeof values) => ({
          value: values[name],
          onChange: (event: { currentTarget: { value: string } }) =>
            setValues({ ...values, [name]: event.currentTarget.value }),
          error: errors[name],
        });
        return (
          <>
            <TextInput label="What is to be done" {...input("title")} />
            <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm" mt="xs">
              <TextInput label={actionFields.owner.label} {...input("owner")} />
              <TextInput label={actionFields.dueOn.label} type="date" {...input("dueOn")} />
              <NativeSelect
                label={actionFields.kind.label}
                data={optionsOf(actionKinds)}
                {...input("kind")}
              />
              <NativeSelect
                label={actionFields.priority.label}
                data={optionsOf(actionPriorities)}
                {...input("priority")}
              />
              <TextInput
                label="Link to the tracker"
                placeholder="https://"
                type="url"
                {...input("trackerUrl")}
              />
              {action && (
                <NativeSelect
                  label={actionFields.state.label}
                  data={optionsOf(actionStates)}
                  {...input("state")}
                />
              )}
            </SimpleGrid>
          </>
        );
      }}
    </EntryForm>
  );
}
