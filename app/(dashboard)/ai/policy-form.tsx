"use client";

import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { optionsOf } from "#app/_ui/words.ts";
import { markPolicies } from "#lib/mark-policies/schema.ts";
import { sayPolicy } from "./actions.ts";

/** What a repository asks of marks, from a day on. */
export function PolicyForm({ repositories }: { repositories: string[] }) {
  const [{ message, errors, values, answer }, send, pending] = useActionState(sayPolicy, untouched);
  return (
    <form action={send} key={String(answer)}>
      <Stack gap="sm" mt="md">
        <Refusal>{message}</Refusal>
        <Group gap="sm" align="flex-start">
          <Select
            name="repository"
            label="Repository"
            data={repositories}
            defaultValue={values.repository ?? null}
            error={errors.repository}
            searchable
            required
          />
          <Select
            name="policy"
            label="Marks of AI are"
            data={optionsOf(markPolicies)}
            defaultValue={values.policy ?? null}
            error={errors.policy}
            required
          />
          <TextInput
            name="holdsFrom"
            type="date"
            label="From"
            defaultValue={values.holdsFrom}
            error={errors.holdsFrom}
          />
        </Group>
        <TextInput
          name="note"
          label="Grounds"
          description="Where marks are required: what shows that none is missing. Only with grounds does a missing mark count as made without AI."
          defaultValue={values.note}
          error={errors.note}
        />
        <div>
          <Button type="submit" variant="default" loading={pending}>
            Say so
          </Button>
        </div>
      </Stack>
    </form>
  );
}
