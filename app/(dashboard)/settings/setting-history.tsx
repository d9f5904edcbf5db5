"use client";

import { Box, Table, Text } from "@mantine/core";
import { ActTable } from "#app/_ui/act-table.tsx";
import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { formatCount, formatDay, formatPlural, formatQuantity } from "#lib/format.ts";
import type { DatedField, DatedValues, Entry } from "#lib/settings/dated.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { labels, weekdays } from "./settings-values.ts";

type Rewrite = (field: DatedField, entries: object[]) => Promise<{ message: string | null }>;
type SettingHistoryProps = {
  settings: Settings;
  fields: readonly DatedField[];
  today: string;
  rewrite: Rewrite;
};

/** Since when each of these holds, and what held before. */
export function SettingHistory({ settings, fields, today, rewrite }: SettingHistoryProps) {
  if (fields.every((field) => settings.history[field].length === 1))
    return (
      <Text size="sm" c="dimmed" mt="sm">
        What stands here has held since ever. A change asks from which day on it holds.
      </Text>
    );
  return (
    <Box mt="md">
      <ActTable minWidth={560} columns={["Setting", "Value", "Holds from", "Said by"]}>
        {fields.flatMap((field) =>
          settings.history[field]
            .toReversed()
            .map((entry) => (
              <EntryRow
                key={`${field} ${entry.from}`}
                field={field}
                entry={entry}
                settings={settings}
                today={today}
                rewrite={rewrite}
              />
            )),
        )}
      </ActTable>
    </Box>
  );
}

const names: Record<DatedField, string> = {
  orderValue: labels.orderValue,
  currency: labels.currency,
  highBlast: "Thresholds",
  postmortemWorkingDays: "Post-mortem due after",
  workingHours: "Working time",
};

type EntryRowProps = Omit<SettingHistoryProps, "fields"> & { field: DatedField; entry: Entry };

function EntryRow({ field, entry, settings, today, rewrite }: EntryRowProps) {
  const all: readonly Entry[] = settings.history[field];
  const { from, value, by, at } = entry;
  const place = all.indexOf(entry);
  const present = all.findLastIndex((one) => (one.from ?? "") <= today);
  const others = all.filter((one) => one !== entry).map((one) => ({ from: one.from, value: one.value }));
  const next = all[place + 1];
  const words = inWords[field] as (value: unknown) => string;
  return (
    <Table.Tr>
      <Table.Td>{names[field]}</Table.Td>
      <Table.Td fw={place === present ? 600 : undefined}>{words(value)}</Table.Td>
      <Table.Td>
        {from === null ? "since ever" : formatDay(from)}
        {place === present && ", holds today"}
        {place > present && ", planned"}
      </Table.Td>
      <Table.Td>
        {by === null ? (
          "not recorded"
        ) : (
          <>
            {by}, <Instant at={at} zone={settings.zone} style="date" />
          </>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {from !== null && (
          <ConfirmButton label="Remove" confirmLabel="Remove" onConfirm={() => rewrite(field, others)}>
            From {formatDay(from)} on{next && `, until ${formatDay(next.from!)}`}:{" "}
            {words(all[place - 1]!.value)} instead of {words(value)}.{" "}
            {from > today
              ? "It is a plan: no figure of today changes."
              : "Figures of incidents that began then change with it."}
          </ConfirmButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const inWords: { [F in DatedField]: (value: DatedValues[F]) => string } = {
  orderValue: (value) => (value === null ? "not said" : formatQuantity(value)),
  currency: (value) => value,
  highBlast: (value) =>
    [
      formatPlural(value.lostOrders, "lost order"),
      formatPlural(value.errors, "error"),
      formatPlural(value.systems, "system"),
      formatPlural(value.regions, "region"),
      `a Sev-1 of ${formatPlural(value.sev1MitigateMinutes, "minute")}`,
      `${formatCount(value.orderDropPercent)}% fewer orders`,
    ].join(", "),
  postmortemWorkingDays: (value) => formatPlural(value, "working day"),
  workingHours: ({ days, from, to }) =>
    `${days.map((day) => weekdays[day]!.slice(0, 3)).join(", ") || "no days"}, ${from} to ${to} o'clock`,
};
