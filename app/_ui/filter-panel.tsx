"use client";

import { MultiSelect, Stack } from "@mantine/core";
import { usePathname, useSearchParams } from "next/navigation";
import { address, type FilterChoices, filterWords, valuesOf, withValues } from "./filter-address.ts";
import { usePending } from "./pending.tsx";

export function FilterPanel({ choices }: { choices: FilterChoices }) {
  const path = usePathname();
  const params = useSearchParams();
  const { navigate } = usePending();
  const offered = filterWords.flatMap(({ word, label }) => {
    const data = choices[word];
    return data === undefined ? [] : [{ word, label, data }];
  });
  return (
    <Stack gap="sm">
      {offered.map(({ word, label, data }) => (
        <MultiSelect
          key={word}
          label={label}
          size="sm"
          data={withChosen(data, valuesOf(params, word))}
          value={valuesOf(params, word)}
          onChange={(values) => navigate(address(path, withValues(params, word, values)))}
          searchable={data.length > 8}
          clearable
          limit={200}
          placeholder={valuesOf(params, word).length === 0 ? "Any" : undefined}
          nothingFoundMessage="Nothing found"
          comboboxProps={{ withinPortal: false }}
          clearButtonProps={{ "aria-label": `Clear ${label}` }}
        />
      ))}
    </Stack>
  );
}

/** A value that the address holds is shown even where it is no longer offered. */
function withChosen(data: { value: string; label: string }[], chosen: string[]) {
  const offered = new Set(data.map(({ value }) => value));
  const more = chosen.filter((value) => !offered.has(value)).map((value) => ({ value, label: value }));
  return [...data, ...more];
}
