"use client";

import { MultiSelect } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { slugOf } from "#lib/systems/schema.ts";

export type Choice = { value: string; label: string };

export type SystemSelectProps = {
  label: string;
  description?: string;
  /** Those that are often chosen, offered before anything is typed. */
  known: Choice[];
  value: string[];
  onChange: (slugs: string[]) => void;
  error?: React.ReactNode;
  canAdd?: boolean;
};

/** Systems by name; the whole register is searched as one types, and one that is not there can be added. */
export function SystemSelect({ known, value, onChange, canAdd = true, ...props }: SystemSelectProps) {
  const [search, setSearch] = useState("");
  const [found, setFound] = useState<Choice[]>([]);
  const [added, setAdded] = useState<Choice[]>([]);
  const lookUp = useDebouncedCallback(async (text: string) => {
    const answer = await fetch(`/api/v1/systems?limit=20&retired=false&q=${encodeURIComponent(text)}`);
    if (!answer.ok) return;
    const { items } = (await answer.json()) as { items: { slug: string; name: string }[] };
    setFound(items.map(({ slug, name }) => ({ value: slug, label: name })));
  }, 150);
  const options = new Map([...known, ...found, ...added].map((choice) => [choice.value, choice]));
  for (const slug of value) if (!options.has(slug)) options.set(slug, { value: slug, label: slug });
  const typed = search.trim();
  const slug = slugOf(typed);
  const isNew = canAdd && slug !== "" && !options.has(slug);
  const offered = isNew
    ? [...options.values(), { value: slug, label: `Add “${typed}”` }]
    : [...options.values()];
  return (
    <MultiSelect
      {...props}
      data={offered}
      value={value}
      onChange={(slugs) => {
        if (slugs.includes(slug) && isNew) setAdded([...added, { value: slug, label: typed }]);
        onChange(slugs);
      }}
      searchable
      searchValue={search}
      onSearchChange={(text) => {
        setSearch(text);
        if (text.trim() !== "") lookUp(text.trim());
      }}
      limit={30}
      hidePickedOptions
      nothingFoundMessage="No system of this name"
      comboboxProps={{ transitionProps: { duration: 0 } }}
      inputWrapperOrder={["label", "input", "description", "error"]}
    />
  );
}
