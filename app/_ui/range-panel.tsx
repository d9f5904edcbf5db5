"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { address, shiftDay, withRange } from "./filter-address.ts";
import { usePending } from "./pending.tsx";

const calendarLabels = {
  previousMonth: "Month before",
  nextMonth: "Month after",
  previousYear: "Year before",
  nextYear: "Year after",
  previousDecade: "Decade before",
  nextDecade: "Decade after",
};

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function dayOf(text: string | null): string | null {
  return text !== null && dayPattern.test(text) ? text : null;
}

export function RangePanel({ onDone }: { onDone: () => void }) {
  const path = usePathname();
  const params = useSearchParams();
  const { navigate } = usePending();
  const end = dayOf(params.get("to"));
  const [days, setDays] = useState<[string | null, string | null]>([
    dayOf(params.get("from")),
    end === null ? null : shiftDay(end, -1),
  ]);
  const [first, last] = days;
  const apply = () => {
    if (first === null || last === null) return;
    navigate(address(path, withRange(params, first, last)));
    onDone();
  };
  return (
    <Stack gap="sm">
      <DatePicker
        type="range"
        size="xs"
        allowSingleDateInRange
        hideOutsideDates
        value={days}
        onChange={setDays}
        ariaLabels={calendarLabels}
      />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          Both days included
        </Text>
        <Button size="xs" disabled={first === null || last === null} onClick={apply}>
          Show
        </Button>
      </Group>
    </Stack>
  );
}
