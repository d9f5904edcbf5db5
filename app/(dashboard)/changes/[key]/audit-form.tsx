"use client";

import { Button, Radio, Stack, Textarea } from "@mantine/core";
import { useActionState } from "react";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { audit } from "./actions.ts";

export function AuditForm({ id, version, again }: { id: string; version: number; again: boolean }) {
  const [{ message, errors, values }, send, pending] = useActionState(audit, untouched);
  return (
    <form action={send} key={version}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <Stack gap="sm" maw="32rem">
        <Refusal>{message}</Refusal>
        <Radio.Group
          name="outcome"
          label={again ? "Audit it again" : "What did the audit find?"}
          defaultValue={values.outcome ?? "in-order"}
          error={errors["body.outcome"]}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="in-order" label="In order" />
            <Radio value="deviation" label="A deviation" />
          </Stack>
        </Radio.Group>
        <Textarea
          name="note"
          label="Note"
          description="What was looked at, and what deviates"
          defaultValue={values.note}
          error={errors["body.note"]}
          autosize
          minRows={2}
        />
        <div>
          <Button type="submit" loading={pending}>
            Record the audit
          </Button>
        </div>
      </Stack>
    </form>
  );
}
