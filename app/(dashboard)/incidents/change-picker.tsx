"use client";

import { SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { wordsFor } from "#app/_ui/words.ts";
import { formatMinutes, formatMoment } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { SuggestedChange } from "#lib/incidents/suggested-changes.ts";
import { changesBefore } from "./actions.ts";
import classes from "./incident-form.module.css";
import { type Link, startOf, type Values } from "./incident-values.ts";

const links = [
  { value: "none", label: "Not linked" },
  { value: "suspected", label: "Suspected" },
  { value: "culprit", label: "Culprit" },
];

export type ChangePickerProps = {
  values: Values;
  linked: Incident["changes"];
  zone: string;
  onChange: (changes: Record<string, Link>) => void;
};

/** Changes to the incident's systems before it began. Which one was to blame is for people to say. */
export function ChangePicker({ values, linked, zone, onChange }: ChangePickerProps) {
  const [suggested, setSuggested] = useState<SuggestedChange[] | null>(null);
  const systems = [...values.origins, ...values.affected];
  const start = startOf(values, { zone, now: new Date() });
  const [asked] = useDebouncedValue(
    start === null || systems.length === 0
      ? null
      : JSON.stringify({
          systems,
          startedAt: new Date(Math.floor(start.at.getTime() / 60_000) * 60_000).toISOString(),
        }),
    400,
  );
  useEffect(() => {
    if (asked === null) return setSuggested(null);
    let current = true;
    void changesBefore(JSON.parse(asked)).then((changes) => current && setSuggested(changes));
    return () => {
      current = false;
    };
  }, [asked]);
  const set = (id: string, link: string) => {
    const { [id]: _, ...others } = values.changes;
    onChange(link === "none" ? others : { ...others, [id]: link as Link });
  };
  const known = new Set(suggested?.map(({ id }) => id));
  const others = linked.filter(({ id }) => !known.has(id));
  return (
    <>
      <p className={classes.note}>
        {asked === null
          ? "With a start and a system, changes of the 14 days before are suggested here."
          : suggested?.length === 0
            ? "No change to these systems is recorded in the 14 days before the start."
            : "Changes to these systems in the 14 days before the start, the nearest first. Nothing is linked by itself."}
      </p>
      <ul className={classes.changes}>
        {others.map((change) => (
          <Row
            key={change.id}
            title={change.title}
            detail={`deployed ${momentOf(change, zone)}`}
            link={values.changes[change.id]}
            onLink={(link) => set(change.id, link)}
          />
        ))}
        {suggested?.map((change) => (
          <Row
            key={change.id}
            title={change.title}
            detail={[
              change.deployedPrecision === "minute" && start?.precision === "minute"
                ? `${formatMinutes(change.minutesBefore)} before`
                : `deployed ${momentOf(change, zone)}`,
              change.systemName,
              change.kind === null ? null : wordsFor(change.kind),
              change.aiAssistance === "unknown" ? "AI unknown" : `AI ${change.aiAssistance}`,
              change.author,
              change.rolledBackAt === null ? null : "rolled back",
            ]
              .filter(Boolean)
              .join(" · ")}
            link={values.changes[change.id]}
            onLink={(link) => set(change.id, link)}
          />
        ))}
      </ul>
    </>
  );
}

function Row(of: { title: string; detail: string; link: Link | undefined; onLink: (link: string) => void }) {
  return (
    <li>
      <span className={classes.changeTitle}>
        {of.title}
        <span className={classes.detail}>{of.detail}</span>
      </span>
      <SegmentedControl
        size="xs"
        aria-label={`Link to ${of.title}`}
        data={links}
        value={of.link ?? "none"}
        onChange={of.onLink}
        transitionDuration={0}
      />
    </li>
  );
}

function momentOf(
  { deployedAt, deployedPrecision }: Pick<SuggestedChange, "deployedAt" | "deployedPrecision">,
  zone: string,
): string {
  return formatMoment(deployedAt, { zone, precision: deployedPrecision });
}
