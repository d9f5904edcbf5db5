"use client";

import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { Fragment, useActionState, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Held, heldValues } from "#app/_ui/fields/held.tsx";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { overtaken } from "#app/_ui/overtaken.ts";
import { type Outcome, Told, untouched } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { save, saveTyped } from "./actions.ts";
import {
  labels,
  type NumberName,
  numbers,
  patchOf,
  thresholds,
  type Values,
  valuesOf,
} from "./settings-values.ts";

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export function SettingsForm({ settings, zones }: { settings: Settings; zones: string[] }) {
  const [from, setFrom] = useState(() => valuesOf(settings));
  const [posted, post] = useActionState(saveTyped, untouched);
  const form = useForm<Values>({
    mode: "controlled",
    initialValues: heldValues(posted.values, from),
    initialErrors: posted.errors,
  });
  const [version, setVersion] = useState(settings.version);
  const [outcome, setOutcome] = useState<Outcome>(posted.answer ?? refusalOf(posted));
  const [pending, start] = useTransition();
  const [sheet, showRefused] = useShowRefused();
  const refuse = (errors: Record<string, string>, message: string | null) => {
    form.setErrors(errors);
    showRefused();
    setOutcome(refusalOf({ message, errors }));
  };
  const number = (name: NumberName) => (
    <TypedNumberInput
      name={name}
      label={labels[name]}
      bounds={numbers[name]}
      value={form.values[name]}
      // Its names hold dots, which elsewhere lead into an object.
      onChange={(typed) => form.setValues({ [name]: typed })}
      error={form.errors[name]}
    />
  );
  const submit = (values: Values) =>
    start(async () => {
      const read = patchOf(values, version);
      if ("errors" in read) return refuse(read.errors, null);
      const saved = await save(read.patch);
      if ("answer" in saved) {
        setVersion(saved.answer.version);
        setFrom(valuesOf(saved.answer));
        setOutcome({ tone: "good", words: "Saved." });
        return;
      }
      if (!saved.conflict) return refuse(saved.errors, saved.message);
      const current = saved.current as Settings;
      const stored = valuesOf(current);
      const met = overtaken({ stored, from, typed: values, labels });
      setVersion(current.version);
      form.setValues(met.values);
      setFrom(stored);
      setOutcome({ tone: "bad", words: met.problem });
    });
  return (
    <form ref={sheet} action={post} onSubmit={form.onSubmit(submit)} noValidate>
      <Held values={form.values} version={version} />
      <Stack gap="md">
        <Card title="Organisation">
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            <TextInput label="Name" required name="organisation" {...form.getInputProps("organisation")} />
            <Autocomplete
              label="Time zone"
              description="Days and weeks begin in this zone"
              data={zones}
              limit={20}
              required
              inputWrapperOrder={["label", "input", "description", "error"]}
              name="zone"
              {...form.getInputProps("zone")}
            />
            <NativeSelect
              label="Weeks begin on"
              data={days.map((label, value) => ({ label, value: String(value) }))}
              name="weekStart"
              {...form.getInputProps("weekStart")}
            />
          </SimpleGrid>
        </Card>
        <Card title="Money" subtitle="With the worth of an order, lost orders are also told in money.">
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            {number("orderValue")}
            <TextInput label="Currency" maxLength={3} name="currency" {...form.getInputProps("currency")} />
          </SimpleGrid>
        </Card>
        <Card
          title="High blast radius"
          subtitle="From which value on an incident counts as having one; any single measure is enough."
        >
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} maw="46rem">
            {thresholds.map((name) => (
              <Fragment key={name}>{number(`highBlast.${name}`)}</Fragment>
            ))}
          </SimpleGrid>
        </Card>
        <Card title="Working time">
          <Stack gap="md" maw="46rem">
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              {number("postmortemWorkingDays")}
              {number("workingHours.from")}
              {number("workingHours.to")}
            </SimpleGrid>
            <Checkbox.Group label="Working days" {...form.getInputProps("workingDays")}>
              {/* So that none chosen is posted too. */}
              <input type="hidden" name="workingDays" value="" />
              <Group mt="xs" gap="md">
                {days.map((label, value) => (
                  <Checkbox key={label} name="workingDays" value={String(value)} label={label} />
                ))}
              </Group>
            </Checkbox.Group>
          </Stack>
        </Card>
        <Card
          title="Weekly review"
          subtitle="When it is sent to those whom Notifications names, in the time zone above."
        >
          <SimpleGrid cols={{ base: 1, sm: 3 }} maw="46rem">
            <NativeSelect
              label={labels.reviewWeekday}
              data={days.map((label, value) => ({ label, value: String(value) }))}
              name="reviewWeekday"
              {...form.getInputProps("reviewWeekday")}
            />
            {number("reviewSchedule.hour")}
          </SimpleGrid>
        </Card>
        <Told outcome={outcome} />
        <div>
          <Button type="submit" loading={pending}>
            Save
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function refusalOf({ message, errors }: { message: string | null; errors: Record<string, string> }): Outcome {
  if (message === null && Object.keys(errors).length === 0) return null;
  return { tone: "bad", words: message ?? "Some fields are not acceptable as they are." };
}
