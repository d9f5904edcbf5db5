"use client";

import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { overtaken, plainWords } from "#app/_ui/overtaken.ts";
import { type Outcome, Told } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import { type Settings, scheduleOf } from "#lib/settings/schema.ts";
import { save } from "./actions.ts";

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The fields as their inputs hold them. */
function valuesOf({ version: _, postmortemTemplate: __, reviewSchedule, ...settings }: Settings) {
  const { weekday, hour } = scheduleOf({ ...settings, reviewSchedule });
  return {
    ...settings,
    reviewSchedule: { weekday: String(weekday), hour },
    orderValue: settings.orderValue ?? ("" as number | ""),
    weekStart: String(settings.weekStart),
    workingHours: { ...settings.workingHours, days: settings.workingHours.days.map(String) },
  };
}

type Values = ReturnType<typeof valuesOf>;

function patchOf(values: Values, version: number): unknown {
  return {
    ...values,
    version,
    orderValue: values.orderValue === "" ? null : values.orderValue,
    weekStart: Number(values.weekStart),
    reviewSchedule: { ...values.reviewSchedule, weekday: Number(values.reviewSchedule.weekday) },
    workingHours: { ...values.workingHours, days: values.workingHours.days.map(Number).toSorted() },
  };
}

/** As the form calls them. */
const labels: Record<keyof Values, string> = {
  organisation: "Name",
  zone: "Time zone",
  weekStart: "Weeks begin on",
  orderValue: "Worth of one order",
  currency: "Currency",
  highBlast: "High blast radius",
  postmortemWorkingDays: "A post-mortem is due after",
  workingHours: "Working hours",
  reviewSchedule: "Weekly review",
};

function inWords(value: Values[keyof Values]): string {
  return typeof value === "object" ? "changed" : plainWords(value);
}

export function SettingsForm({ settings, zones }: { settings: Settings; zones: string[] }) {
  const [from, setFrom] = useState(() => valuesOf(settings));
  const form = useForm<Values>({ mode: "controlled", initialValues: from });
  const [version, setVersion] = useState(settings.version);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [pending, start] = useTransition();
  const [sheet, showRefused] = useShowRefused();
  const submit = (values: Values) =>
    start(async () => {
      const saved = await save(patchOf(values, version));
      if ("answer" in saved) {
        setVersion(saved.answer.version);
        setFrom(valuesOf(saved.answer));
        setOutcome({ tone: "good", words: "Saved." });
        return;
      }
      form.setErrors(saved.errors);
      showRefused();
      const words = saved.message ?? "Some fields are not acceptable as they are.";
      if (!saved.conflict) return setOutcome({ tone: "bad", words });
      const current = saved.current as Settings;
      const stored = valuesOf(current);
      const met = overtaken({ stored, from, typed: values, labels, inWords });
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
            <NumberInput
              label="Worth of one order"
              placeholder="not recorded"
              min={0}
              decimalScale={2}
              {...form.getInputProps("orderValue")}
            />
            <TextInput label="Currency" maxLength={3} {...form.getInputProps("currency")} />
          </SimpleGrid>
        </Card>
        <HighBlastCard form={form} />
        <Card title="Working time">
          <Stack gap="md" maw="46rem">
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <NumberInput
                label="A post-mortem is due after"
                suffix=" working days"
                min={1}
                max={60}
                {...form.getInputProps("postmortemWorkingDays")}
              />
              <NumberInput
                label="Working hours from"
                suffix=":00"
                min={0}
                max={23}
                {...form.getInputProps("workingHours.from")}
              />
              <NumberInput
                label="to"
                suffix=":00"
                min={1}
                max={24}
                {...form.getInputProps("workingHours.to")}
              />
            </SimpleGrid>
            <Checkbox.Group label="Working days" {...form.getInputProps("workingHours.days")}>
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
              label="Sent on"
              data={days.map((label, value) => ({ label, value: String(value) }))}
              {...form.getInputProps("reviewSchedule.weekday")}
            />
            <NumberInput
              label="at"
              suffix=":00"
              min={0}
              max={23}
              {...form.getInputProps("reviewSchedule.hour")}
            />
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
  { name: "lostOrders", label: "Lost orders", unit: "" },
  { name: "errors", label: "Errors", unit: "" },
  { name: "systems", label: "Systems affected", unit: "" },
  { name: "regions", label: "Regions affected", unit: "" },
  { name: "sev1MitigateMinutes", label: "A Sev-1 open for", unit: " min" },
  { name: "orderDropPercent", label: "Drop of orders", unit: "%" },
] as const;

function HighBlastCard({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  return (
    <Card
      title="High blast radius"
      subtitle="From which value on an incident counts as having one; any single measure is enough."
    >
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} maw="46rem">
        {thresholds.map(({ name, label, unit }) => (
          <NumberInput
            key={name}
            label={label}
            suffix={unit}
            min={0}
            thousandSeparator=","
            {...form.getInputProps(`highBlast.${name}`)}
          />
        ))}
      </SimpleGrid>
    </Card>
  );
}
