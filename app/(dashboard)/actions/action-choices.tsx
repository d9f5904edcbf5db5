"use client";

import { NativeSelect } from "@mantine/core";
import { usePathname, useSearchParams } from "next/navigation";
import { address, withWord } from "#app/_ui/filter-address.ts";
import { usePending } from "#app/_ui/pending.tsx";

const states = [
  { value: "", label: "Open" },
  { value: "done", label: "Done" },
  { value: "dropped", label: "Dropped" },
  { value: "open,done,dropped", label: "Any state" },
];
const dues = [
  { value: "", label: "Due any day" },
  { value: "overdue", label: "Overdue" },
  { value: "week", label: "Due within 7 days" },
  { value: "later", label: "Due later" },
  { value: "none", label: "No day set" },
];

/** State, day and owner; with an owner alone, the open ones are meant. */
export function ActionChoices({ owners }: { owners: string[] }) {
  const params = useSearchParams();
  const path = usePathname();
  const { navigate } = usePending();
  const choice = (word: string, label: string, options: { value: string; label: string }[]) => {
    const value = params.get(word) ?? "";
    const known = options.some((option) => option.value === value);
    return (
      <NativeSelect
        aria-label={label}
        size="xs"
        data={known ? options : [...options, { value, label: value }]}
        value={value}
        onChange={(event) => {
          const next = withWord(params, word, event.currentTarget.value);
          if (word === "owner" && !next.has("state")) next.set("state", "open");
          navigate(address(path, next));
        }}
      />
    );
  };
  return (
    <>
      {choice(
        "state",
        "State",
        params.get("state") === "open" ? [{ value: "open", label: "Open" }, ...states.slice(1)] : states,
      )}
      {choice("due", "Due", dues)}
      {choice("owner", "Owner", [
        { value: "", label: "Any owner" },
        { value: "unknown", label: "Nobody named" },
        ...owners.map((owner) => ({ value: owner, label: owner })),
      ])}
    </>
  );
}
