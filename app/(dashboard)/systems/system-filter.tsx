"use client";

import { Group, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useSearchParams } from "next/navigation";
import { address, withWord } from "#app/_ui/filter-address.ts";
import { usePending } from "#app/_ui/pending.tsx";

export function SystemFilter({ orgs }: { orgs: string[] }) {
  const params = useSearchParams();
  const { navigate } = usePending();
  const set = (word: string, value: string) => navigate(address("/systems", withWord(params, word, value)));
  const text = params.get("q") ?? "";
  return (
    <Group gap="sm" className="no-print">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            set("q", String(new FormData(event.currentTarget).get("q") ?? "").trim());
          }}
        >
          <TextInput
            key={text}
            name="q"
            type="search"
            size="xs"
            defaultValue={text}
            placeholder="Search systems"
            aria-label="Search systems"
            leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          />
        </form>
      </search>
      <NativeSelect
        size="xs"
        aria-label="Tier"
        data={[
          { value: "", label: "Any tier" },
          ...["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` })),
          { value: "unknown", label: "Tier not recorded" },
        ]}
        value={params.get("tier") ?? ""}
        onChange={(event) => set("tier", event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label="Organisation"
        data={[
          { value: "", label: "Any organisation" },
          ...orgs.map((org) => ({ value: org, label: org })),
          { value: "unknown", label: "Not recorded" },
        ]}
        value={params.get("org") ?? ""}
        onChange={(event) => set("org", event.currentTarget.value)}
      />
    </Group>
  );
}
