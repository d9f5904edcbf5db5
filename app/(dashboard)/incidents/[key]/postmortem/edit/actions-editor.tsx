"use client";

import { Button, Group, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { noticeRefusal } from "#app/_ui/notice.tsx";
import { optionsOf, wordsFor } from "#app/_ui/words.ts";
import { type Action, actionKinds, actionPriorities, actionStates } from "#lib/actions/schema.ts";
import { formatDay } from "#lib/format.ts";
import { addAction, changeAction, deleteAction } from "../../../../actions/actions.ts";
import classes from "./editor.module.css";
import { EntryButtons } from "./entry-buttons.tsx";

type Props = { incidentId: string; actions: Action[]; onChange: (actions: Action[]) => void };

export function ActionsEditor({ incidentId, actions, onChange }: Props) {
  const [editing, setEditing] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const put = (action: Action) =>
    onChange(
      actions.some(({ id }) => id === action.id)
        ? actions.map((one) => (one.id === action.id ? action : one))
        : [...actions, action],
    );
  const remove = (action: Action) =>
    start(async () => {
      const removed = await deleteAction(action.id, action.version);
      if ("answer" in removed) onChange(actions.filter(({ id }) => id !== action.id));
      else noticeRefusal(removed);
    });
  return (
    <div id="actions">
      <Card
        title="Actions"
        subtitle="What is to be done so that it does not come back, or is found and ended sooner"
      >
        <ul className={classes.entries}>
          {actions.map((action) =>
            editing === action.id ? (
              <li key={action.id}>
                <ActionForm
                  action={action}
                  label="Save"
                  onCancel={() => setEditing(null)}
                  onSend={async (body) => {
                    const changed = await changeAction(action.id, { ...body, version: action.version });
                    if ("answer" in changed) {
                      put(changed.answer);
                      setEditing(null);
                    }
                    return changed;
                  }}
                />
              </li>
            ) : (
              <li key={action.id} className={classes.action}>
                <span className={classes.entryText}>{action.title}</span>
                <span className={classes.kind}>
                  {[
                    wordsFor(action.kind),
                    action.owner ?? "nobody named",
                    action.dueOn === null ? "no day set" : `due ${formatDay(action.dueOn)}`,
                    wordsFor(action.state),
                  ].join(" · ")}
                </span>
                <EntryButtons
                  what={action.title}
                  disabled={pending}
                  onEdit={() => setEditing(action.id)}
                  onRemove={() => remove(action)}
                />
              </li>
            ),
          )}
        </ul>
        <ActionForm
          key={actions.length}
          label="Add the action"
          onSend={async (body) => {
            const added = await addAction(incidentId, body);
            if ("answer" in added) put(added.answer);
            return added;
          }}
        />
      </Card>
    </div>
  );
}

type Sent = Awaited<ReturnType<typeof addAction>>;

function ActionForm(of: {
  action?: Action;
  label: string;
  onSend: (body: Record<string, unknown>) => Promise<Sent>;
  onCancel?: () => void;
}) {
  const { action } = of;
  const [values, setValues] = useState({
    title: action?.title ?? "",
    owner: action?.owner ?? "",
    dueOn: action?.dueOn ?? "",
    kind: (action?.kind ?? "prevent") as string,
    priority: (action?.priority ?? "medium") as string,
    trackerUrl: action?.trackerUrl ?? "",
    state: (action?.state ?? "open") as string,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, start] = useTransition();
  const input = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
    error: errors[name],
  });
  const send = () => {
    if (values.title.trim() === "") return setErrors({ title: "Say what is to be done." });
    start(async () => {
      const { owner, dueOn, trackerUrl } = values;
      const sent = await of.onSend({
        ...values,
        title: values.title.trim(),
        owner: owner.trim() || null,
        dueOn: dueOn || null,
        trackerUrl: trackerUrl.trim() || null,
      });
      if (!("answer" in sent)) setErrors(sent.message === null ? sent.errors : { title: sent.message });
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
      <TextInput label="What is to be done" {...input("title")} />
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm" mt="xs">
        <TextInput label="Owner" {...input("owner")} />
        <TextInput label="Due" type="date" {...input("dueOn")} />
        <NativeSelect label="Kind" data={optionsOf(actionKinds)} {...input("kind")} />
        <NativeSelect label="Priority" data={optionsOf(actionPriorities)} {...input("priority")} />
        <TextInput label="Link to the tracker" placeholder="https://" type="url" {...input("trackerUrl")} />
        {action && <NativeSelect label="State" data={optionsOf(actionStates)} {...input("state")} />}
      </SimpleGrid>
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
