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
import { Fragment, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { overtaken } from "#app/_ui/overtaken.ts";
import { type Outcome, Told } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import { incidentFields } from "#lib/fields/entries.ts";
import { type Settings, scheduleOf } from "#lib/settings/schema.ts";
import { type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";
import { save } from "./actions.ts";

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The numbers among the settings, and what may stand in each. */
const numbers = {
  orderValue: { whole: false, money: true },
  postmortemWorkingDays: { whole: true, least: 1, most: 60, unit: "working days" },
  "workingHours.from": { whole: true, most: 23, unit: "o'clock" },
  "workingHours.to": { whole: true, least: 1, most: 24, unit: "o'clock" },
  "reviewSchedule.hour": { whole: true, most: 23, unit: "o'clock" },
  "highBlast.lostOrders": { whole: true, unit: "orders" },
  "highBlast.errors": { whole: true, unit: "errors" },
  "highBlast.systems": { whole: true, least: 1, unit: "systems" },
  "highBlast.regions": { whole: true, least: 1, unit: "regions" },
  "highBlast.sev1MitigateMinutes": { whole: false, unit: "minutes" },
  "highBlast.orderDropPercent": { whole: false, most: 100, unit: "%" },
} satisfies Record<string, NumberBounds>;
type NumberName = keyof typeof numbers;

/** The fields as their inputs hold them: numbers as they were typed. */
function valuesOf({ version: _, postmortemTemplate: __, ...settings }: Settings) {
  const reviewSchedule = scheduleOf(settings);
  const stored: Record<NumberName, number | null> = {
    orderValue: settings.orderValue,
    postmortemWorkingDays: settings.postmortemWorkingDays,
    "workingHours.from": settings.workingHours.from,
    "workingHours.to": settings.workingHours.to,
    "reviewSchedule.hour": reviewSchedule.hour,
    "highBlast.lostOrders": settings.highBlast.lostOrders,
    "highBlast.errors": settings.highBlast.errors,
    "highBlast.systems": settings.highBlast.systems,
    "highBlast.regions": settings.highBlast.regions,
    "highBlast.sev1MitigateMinutes": settings.highBlast.sev1MitigateMinutes,
    "highBlast.orderDropPercent": settings.highBlast.orderDropPercent,
  };
  return {
    organisation: settings.organisation,
    zone: settings.zone,
    currency: settings.currency,
    weekStart: String(settings.weekStart),
    reviewWeekday: String(reviewSchedule.weekday),
    workingDays: settings.workingHours.days.map(String),
    ...(Object.fromEntries(
      Object.entries(stored).map(([name, value]) => [name, value === null ? "" : String(value)]),
    ) as Record<NumberName, string>),
  };
}

type Values = ReturnType<typeof valuesOf>;

function patchOf(values: Values, version: number): { patch: unknown } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const read = {} as Record<NumberName, number | null>;
  for (const [name, bounds] of Object.entries(numbers) as [NumberName, NumberBounds][]) {
    const typed = values[name].trim();
    // Only the worth of an order may be left open: all other numbers hold something.
    const number = typed === "" && name === "orderValue" ? { value: null } : readTypedNumber(typed, bounds);
    if ("refusal" in number) errors[name] = typed === "" ? "A number is needed here." : number.refusal;
    else read[name] = number.value;
  }
  if (Object.keys(errors).length > 0) return { errors };
  const { organisation, zone, currency } = values;
  const patch = {
    version,
    organisation,
    zone,
    currency,
    weekStart: Number(values.weekStart),
    orderValue: read.orderValue,
    postmortemWorkingDays: read.postmortemWorkingDays,
    workingHours: {
      days: values.workingDays.map(Number).toSorted(),
      from: read["workingHours.from"],
      to: read["workingHours.to"],
    },
    reviewSchedule: { weekday: Number(values.reviewWeekday), hour: read["reviewSchedule.hour"] },
    highBlast: Object.fromEntries(thresholds.map((name) => [name, read[`highBlast.${name}`]])),
  };
  return { patch };
}

/** As the form calls them. */
const labels: Record<keyof Values, string> = {
  organisation: "Name",
  zone: "Time zone",
  weekStart: "Weeks begin on",
  orderValue: "Worth of one order",
  currency: "Currency",
  postmortemWorkingDays: "A post-mortem is due after",
  "workingHours.from": "Working hours from",
  "workingHours.to": "Working hours to",
  workingDays: "Working days",
  reviewWeekday: "Weekly review on",
  "reviewSchedule.hour": "Weekly review at",
  "highBlast.lostOrders": incidentFields.lostOrders.label,
  "highBlast.errors": incidentFields.errors.label,
  "highBlast.systems": "Systems affected",
  "highBlast.regions": "Regions affected",
  "highBlast.sev1MitigateMinutes": "A Sev-1 open for",
  "highBlast.orderDropPercent": incidentFields.orderDropPercent.label,
};

export function SettingsForm({ settings, zones }: { settings: Settings; zones: string[] }) {
  const [from, setFrom] = useState(() => valuesOf(settings));
  const form = useForm<Values>({ mode: "controlled", initialValues: from });
  const [version, setVersion] = useState(settings.version);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [pending, start] = useTransition();
  const [sheet, showRefused] = useShowRefused();
  const refuse = (errors: Record<string, string>, message: string | null) => {
    form.setErrors(errors);
    showRefused();
    setOutcome({ tone: "bad", words: message ?? "Some fields are not acceptable as they are." });
  };
  const number = (name: NumberName) => (
    <TypedNumberInput
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
    <form ref={sheet} onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <Card title="Organisation">
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            <TextInput label="Name" required {...form.getInputProps("organisation")} />
            <Autocomplete
              label="Time zone"
              description="Days and weeks begin in this zone"
              data={zones}
              limit={20}
              required
              inputWrapperOrder={["label", "input", "description", "error"]}
              {...form.getInputProps("zone")}
            />
            <NativeSelect
              label="Weeks begin on"
              data={days.map((label, value) => ({ label, value: String(value) }))}
              {...form.getInputProps("weekStart")}
            />
          </SimpleGrid>
        </Card>
        <Card title="Money" subtitle="With the worth of an order, lost orders are also told in money.">
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
            {number("orderValue")}
            <TextInput label="Currency" maxLength={3} {...form.getInputProps("currency")} />
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
              <Group mt="xs" gap="md">
                {days.map((label, value) => (
                  <Checkbox key={label} value={String(value)} label={label} />
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

const thresholds = [
  "lostOrders",
  "errors",
  "systems",
  "regions",
  "sev1MitigateMinutes",
  "orderDropPercent",
] as const;
