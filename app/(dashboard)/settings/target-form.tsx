"use client";

import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useActionState, useState } from "react";
import { FieldRow } from "#app/_ui/field-row.tsx";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { ShownOnce } from "#app/_ui/shown-once.tsx";
import { notify } from "./actions.ts";

const channels = [
  { value: "email", label: "E-mail" },
  { value: "webhook", label: "Webhook" },
];

/** What the operator has not configured yet is said before somebody relies on it. */
export type TargetFormProps = { mail: boolean; linked: boolean };

export function TargetForm({ mail, linked }: TargetFormProps) {
  const [{ message, errors, values, answer }, send, pending] = useActionState(notify, untouched);
  const [channel, setChannel] = useState(mail ? "email" : "webhook");
  return (
    <Stack gap="sm">
      <Refusal>{message}</Refusal>
      {answer?.secret != null && (
        <ShownOnce title={`The secret of ${answer.name}`} secret={answer.secret}>
          With it the receiver checks that a message is from here. It is shown only now.
        </ShownOnce>
      )}
      <form action={send}>
        <FieldRow
          send={
            <Button type="submit" loading={pending}>
              Add
            </Button>
          }
        >
          <TextInput
            name="name"
            label="Name"
            placeholder="review round"
            required
            defaultValue={values.name}
            error={errors.name}
          />
          <NativeSelect
            name="channel"
            label="By"
            data={channels}
            value={channel}
            onChange={({ currentTarget }) => setChannel(currentTarget.value)}
          />
          <TextInput
            key={channel}
            name="address"
            label="Address"
            type={channel === "email" ? "email" : "url"}
            placeholder={channel === "email" ? "lead@example.com" : "https://hooks.example/faultline"}
            required
            miw="18rem"
            defaultValue={values.channel === channel ? values.address : ""}
            error={errors.address}
          />
          <Checkbox.Group label="Told of" defaultValue={["review", "highBlast"]}>
            <Group h="2.25rem" gap="md">
              <Checkbox name="told" value="review" label="the weekly review" />
              <Checkbox name="told" value="highBlast" label="a high blast radius" />
            </Group>
          </Checkbox.Group>
        </FieldRow>
      </form>
      {!mail && (
        <Text size="sm" c="dimmed">
          No mail server is configured, so e-mail cannot be sent yet: the operator sets SMTP_URL and
          SMTP_FROM.
        </Text>
      )}
      {!linked && (
        <Text size="sm" c="dimmed">
          Links in messages lead to localhost: the operator sets BASE_URL to where people reach this
          installation.
        </Text>
      )}
    </Stack>
  );
}
