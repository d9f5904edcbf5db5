"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { useState, useTransition } from "react";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import type { Import, SavedMapping } from "#lib/imports/schema.ts";
import { keepMapping } from "../actions.ts";
import classes from "../import.module.css";
import { sent } from "./sent.ts";

type UseSavedProps = {
  saved: SavedMapping[];
  onUse: (one: Pick<SavedMapping, "mapping" | "answers">) => void;
};

export function UseSaved({ saved, onUse }: UseSavedProps) {
  if (saved.length === 0) return null;
  return (
    <Select
      label="Use a saved mapping"
      placeholder="None"
      size="xs"
      maw={280}
      mb="sm"
      data={saved.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      onChange={(id) => {
        const one = saved.find((mapping) => mapping.id === id);
        if (one !== undefined) onUse({ mapping: one.mapping, answers: one.answers });
      }}
    />
  );
}

type KeepProps = Pick<Import, "target" | "answers"> & { mapping: () => SavedMapping["mapping"] };

export function KeepMapping({ target, answers, mapping }: KeepProps) {
  const [name, setName] = useState("");
  const [pending, start] = useTransition();
  const keep = () =>
    start(async () => {
      const message = await sent(() => keepMapping({ name, target, mapping: mapping(), answers }));
      if (message === null) notice(`Saved as ${name}.`);
      else noticeRefusal({ message, errors: {} });
    });
  return (
    <section className={classes.question}>
      <h3>For the next file like this one</h3>
      <div className={classes.row}>
        <TextInput
          label="Save the mapping as"
          size="xs"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" disabled={name.trim() === ""} loading={pending} onClick={keep}>
          Save
        </Button>
      </div>
    </section>
  );
}
