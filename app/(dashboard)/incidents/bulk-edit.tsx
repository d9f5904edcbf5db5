"use client";

import { Button, Group, NativeSelect } from "@mantine/core";
import { type ReactNode, useRef, useState, useTransition } from "react";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { optionsOf } from "#app/_ui/words.ts";
import { formatPlural } from "#lib/format.ts";
import { aiEvidences, aiInvolvements, incidentKinds, severities } from "#lib/incidents/schema.ts";
import { editIncidents, undoBulkEdit } from "./actions.ts";
import classes from "./bulk-edit.module.css";

const same = { value: "", label: "as it is" };
const fields = [
  {
    name: "severity",
    label: "Severity",
    options: [
      ...severities.map((level) => ({ value: String(level), label: `Sev-${level}` })),
      { value: "unknown", label: "Unknown" },
    ],
  },
  { name: "aiInvolvement", label: "AI involvement", options: optionsOf(aiInvolvements) },
  { name: "aiEvidence", label: "AI evidence", options: optionsOf(aiEvidences) },
  { name: "kind", label: "Kind", options: optionsOf(incidentKinds.filter((kind) => kind !== "duplicate")) },
] as const;

type Set = Record<string, string>;

/** Rows that are chosen in the table inside get a bar of fields; one command changes them all. */
export function BulkEdit({ children }: { children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  const [numbers, setNumbers] = useState<number[]>([]);
  const [set, setSet] = useState<Set>({});
  const [pending, start] = useTransition();
  const chosen = () => new FormData(form.current!).getAll("number").map(Number);
  const clear = () => {
    form.current?.reset();
    setNumbers([]);
    setSet({});
  };
  const said = Object.entries(set).filter(([, value]) => value !== "");
  const apply = () =>
    start(async () => {
      const wanted = Object.fromEntries(
        said.map(([name, value]) => [name, name === "severity" ? severityOf(value) : value]),
      );
      const edited = await editIncidents(numbers, wanted);
      if (!("answer" in edited)) return noticeRefusal(edited);
      const { updated, unchanged, before } = edited.answer;
      clear();
      noticeWithUndo({
        words: `${formatPlural(updated, "incident")} changed${unchanged > 0 ? `, ${unchanged} were so already` : ""}.`,
        undo: () => undoBulkEdit(before, Object.keys(wanted)),
      });
    });
  return (
    <form ref={form} onChange={() => setNumbers(chosen())} onSubmit={(event) => event.preventDefault()}>
      {children}
      {numbers.length > 0 && (
        <section className={classes.bar} aria-label="Change the chosen incidents">
          <Group gap="sm" align="end">
            <strong className={classes.count} aria-live="polite">
              {formatPlural(numbers.length, "incident")} chosen
            </strong>
            {fields.map(({ name, label, options }) => (
              <NativeSelect
                key={name}
                size="xs"
                label={label}
                data={[same, ...options]}
                value={set[name] ?? ""}
                onChange={(event) => setSet({ ...set, [name]: event.currentTarget.value })}
              />
            ))}
            <Button size="xs" onClick={apply} loading={pending} disabled={said.length === 0}>
              Change
            </Button>
            <Button size="xs" variant="default" onClick={clear}>
              Choose none
            </Button>
          </Group>
        </section>
      )}
    </form>
  );
}

function severityOf(value: string): number | null {
  return value === "unknown" ? null : Number(value);
}
