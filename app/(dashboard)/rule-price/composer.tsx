"use client";

import { Button, TextInput } from "@mantine/core";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { address } from "#app/_ui/filter-address.ts";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { usePending } from "#app/_ui/pending.tsx";
import { conditionsText, problemOf } from "#lib/guardrail-rules/rules.ts";
import type { Condition, OwnRule } from "#lib/guardrail-rules/schema.ts";
import { moveRule, saveRule } from "./actions.ts";
import { ConditionRow, conditionOn, type OfferedNames, understood } from "./condition-row.tsx";
import classes from "./rule-price.module.css";

export type Draft = { when: Condition[]; asks: Condition[] };
type Conditions = keyof Draft;

/** A rule put together of conditions; the address holds it, so that its price stands beside it, and it can be sent. */
export function Composer(of: {
  draft: Draft;
  /** The stored draft that is reworded; null where a new one is made. */
  rule: Pick<OwnRule, "id" | "version" | "name"> | null;
  offered: OfferedNames;
  canSave: boolean;
  children: ReactNode;
}) {
  const { rule, offered, canSave, children } = of;
  const [draft, setDraft] = useState(of.draft);
  const { pending, show } = useAddress();
  const change = (name: Conditions, conditions: Condition[]) => {
    const next = { ...draft, [name]: conditions };
    setDraft(next);
    // A condition that says nothing yet is no part of the rule.
    const { when, asks } = saidBy(next);
    if ([...when, ...asks].every((one) => problemOf(one) === null)) show({ when, asks });
  };
  const part = (name: Conditions, label: string, least: number) => (
    <fieldset className={classes.part}>
      <legend>{label}</legend>
      {draft[name].map((condition, place) => (
        <ConditionRow
          key={place}
          name={`${label}, ${place + 1}`}
          condition={condition}
          offered={offered}
          onChange={(fresh) => change(name, draft[name].with(place, fresh))}
          onRemove={draft[name].length <= least ? null : () => change(name, draft[name].toSpliced(place, 1))}
        />
      ))}
      {draft[name].length === 0 && <p className={classes.quiet}>Every change.</p>}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() =>
          change(name, [...draft[name], conditionOn(name === "when" ? "aiAssistance" : "documented")])
        }
      >
        Add a condition
      </Button>
    </fieldset>
  );
  return (
    <div className={classes.composer}>
      <div>
        {part("when", "Asked of changes with", 0)}
        {part("asks", "Asks for", 1)}
        {canSave && <Save draft={draft} rule={rule} />}
      </div>
      <div className={classes.priced} aria-live="polite" data-pending={pending || undefined}>
        {children}
      </div>
    </div>
  );
}

function saidBy({ when, asks }: Draft): Draft {
  return { when: when.map(understood), asks: asks.map(understood) };
}

function useAddress() {
  const path = usePathname();
  const params = useSearchParams();
  const { pending, navigate } = usePending();
  const show = ({ when, asks }: Draft) => {
    const next = new URLSearchParams(params.toString());
    next.delete("when");
    if (when.length > 0) next.set("when", conditionsText(when));
    next.set("asks", conditionsText(asks));
    navigate(address(path, next));
  };
  return { pending, show };
}

function Save({ draft, rule }: { draft: Draft; rule: Pick<OwnRule, "id" | "version" | "name"> | null }) {
  const [name, setName] = useState(rule?.name ?? "");
  const [error, setError] = useState<string>();
  const [pending, start] = useTransition();
  const save = () =>
    start(async () => {
      const saved = await saveRule(rule, { name, ...saidBy(draft) });
      if (!("answer" in saved)) {
        setError(saved.errors.name);
        if (saved.errors.name === undefined) noticeRefusal(saved);
        return;
      }
      setError(undefined);
      const { id, version } = saved.answer;
      if (rule !== null) return;
      setName("");
      noticeWithUndo({
        words: `“${saved.answer.name}” is a draft.`,
        undo: () => moveRule("retire", id, version),
      });
    });
  return (
    <form
      className={classes.save}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        label="Name of the rule"
        value={name}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={pending}>
        {rule === null ? "Save as a draft" : "Save the draft"}
      </Button>
    </form>
  );
}
