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
import { Fragment, useActionState, useMemo, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Held, heldValues } from "#app/_ui/fields/held.tsx";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { overtaken } from "#app/_ui/overtaken.ts";
import { type Outcome, Told, untouched } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import type { DatedField } from "#lib/settings/dated.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { save, saveTyped } from "./actions.ts";
import { FromWhichDay } from "./from-which-day.tsx";
import { SettingHistory } from "./setting-history.tsx";
import {
  askedDay,
  dayOfTexts,
  labels,
  type NumberName,
  numbers,
  patchOf,
  thresholds,
  typedAnew,
  type Values,
  valuesOf,
  weekdays,
  withDay,
} from "./settings-values.ts";

type SettingsFormProps = { settings: Settings; zones: string[]; today: string };

export function SettingsForm({ zones, today, ...of }: SettingsFormProps) {
  const [settings, setSettings] = useState(of.settings);
  const from = useMemo(() => valuesOf(settings), [settings]);
  const [posted, post] = useActionState(saveTyped, untouched);
  const form = useForm<Values>({
    mode: "controlled",
    initialValues: heldValues(posted.values, from),
    initialErrors: posted.errors,
  });
  const [day, setDay] = useState(() => dayOfTexts(posted.values));
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
      const read = patchOf(values, settings.version);
      if ("errors" in read) return refuse(read.errors, null);
      const answer = askedDay(day);
      const patch = withDay(read.patch, settings, "holdsFrom" in answer ? answer.holdsFrom : null);
      if (patch === null) return refuse("errors" in answer ? answer.errors : {}, null);
      const saved = await save(patch);
      if ("answer" in saved) {
        setSettings(saved.answer);
        setDay(dayOfTexts({}));
        setOutcome({ tone: "good", words: "Saved." });
        return;
      }
      if (!saved.conflict) return refuse(saved.errors, saved.message);
      const current = saved.current as Settings;
      const met = overtaken({ stored: valuesOf(current), from, typed: values, labels });
      form.setValues(met.values);
      setSettings(current);
      setOutcome({ tone: "bad", words: met.problem });
    });
  const rewrite = async (field: DatedField, entries: object[]) => {
    const saved = await save({ version: settings.version, history: { [field]: entries } });
    if (!("answer" in saved)) return { message: saved.message ?? Object.values(saved.errors).join(" ") };
    // What was typed stays; what was not follows what is stored.
    const { values } = overtaken({ stored: valuesOf(saved.answer), from, typed: form.values, labels });
    form.setValues(values);
    setSettings(saved.answer);
    return { message: null };
  };
  const history = (...fields: DatedField[]) => (
    <SettingHistory settings={settings} fields={fields} today={today} rewrite={rewrite} />
  );
  const anew = typedAnew(form.values, from);
  return (
    <form ref={sheet} action={post} onSubmit={form.onSubmit(submit)} noValidate>
      <Held values={form.values} version={settings.version} />
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
              data={weekdays.map((label, value) => ({ label, value: String(value) }))}
              name="weekStart"
              {...form.getInputProps("weekStart")}
            />
            <TextInput
              label="Records begin on"
              description="What is dated earlier is taken for a mistake"
              inputWrapperOrder={["label", "input", "description", "error"]}
              maxLength={10}
              name="earliestDay"
              {...form.getInputProps("earliestDay")}
            />
          </SimpleGrid>
        </Card>
        <Card title="Money" subtitle="With the worth of an order, lost orders are also told in money.">
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            {number("orderValue")}
            <TextInput label="Currency" maxLength={3} name="currency" {...form.getInputProps("currency")} />
          </SimpleGrid>
          {history("orderValue", "currency")}
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
          {history("highBlast")}
        </Card>
        <Card
          title="Changes"
          subtitle="A change failed where an incident that it caused began within so many days of its deployment. Until they are over it is in no failure rate."
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            {number("changeFollowUpDays")}
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
                {weekdays.map((label, value) => (
                  <Checkbox key={label} name="workingDays" value={String(value)} label={label} />
                ))}
              </Group>
            </Checkbox.Group>
          </Stack>
          {history("postmortemWorkingDays", "workingHours")}
        </Card>
        <Card
          title="Weekly review"
          subtitle="When it is sent to those whom Notifications names, in the time zone above."
        >
          <SimpleGrid cols={{ base: 1, sm: 3 }} maw="46rem">
            <NativeSelect
              label={labels.reviewWeekday}
              data={weekdays.map((label, value) => ({ label, value: String(value) }))}
              name="reviewWeekday"
              {...form.getInputProps("reviewWeekday")}
            />
            {number("reviewSchedule.hour")}
          </SimpleGrid>
        </Card>
        {anew.length > 0 && (
          <FromWhichDay names={anew} settings={settings} day={day} onChange={setDay} errors={form.errors} />
        )}
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
