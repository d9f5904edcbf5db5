"use client";

import { Radio, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "#app/_ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { Day } from "./settings-values.ts";

type FromWhichDayProps = {
  /** What was changed, as the form calls it. */
  names: readonly string[];
  settings: Settings;
  day: Day;
  onChange: (day: Day) => void;
  errors: Record<string, ReactNode>;
};

export function FromWhichDay({ names, settings, day, onChange, errors }: FromWhichDayProps) {
  const refused = errors.holdsDay ?? (day.choice === "day" ? errors.holdsFrom : undefined);
  const missing = day.choice === "" ? errors.holdsFrom : undefined;
  const { orderValue } = settings.history;
  const isFirst = names.includes("Worth of one order") && orderValue.every(({ value }) => value === null);
  return (
    <Card
      title="From which day?"
      subtitle={`${names.map((name) => `“${name}”`).join(", ")}: each incident is judged by what held when it began.`}
    >
      <Radio.Group
        aria-label="From which day?"
        name="holdsFrom"
        value={day.choice}
        onChange={(choice) => onChange({ ...day, choice })}
        error={missing}
      >
        <Stack gap="xs" mb="xs">
          <Radio
            value="today"
            label="From today on"
            description="Figures of the past stay as they are."
            aria-invalid={missing !== undefined || undefined}
          />
          <Radio
            value="day"
            label="From another day on"
            description="Figures from that day on are made anew; a day to come is kept as a plan."
          />
          <TextInput
            type="date"
            name="holdsDay"
            aria-label="The first day"
            maw="12rem"
            ml="xl"
            value={day.typed}
            onChange={({ currentTarget }) => onChange({ choice: "day", typed: currentTarget.value })}
            error={refused}
          />
          <Radio
            value="always"
            label="Always"
            description={
              isFirst
                ? "No worth of an order was said before: lost orders of the past are told in money too."
                : "It was never otherwise: all figures of the past change too."
            }
          />
        </Stack>
      </Radio.Group>
    </Card>
  );
}
