"use client";

import { Button, Group, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { fromMarkdown } from "#lib/postmortems/markdown.ts";
import type { Draft } from "#lib/postmortems/merge.ts";
import { fieldTitle } from "./conflict-dialog.tsx";
import classes from "./editor.module.css";
import type { Editing } from "./use-draft.ts";

export function ImportDialog(of: { opened: boolean; onClose: () => void; editing: Editing }) {
  const [text, setText] = useState("");
  const [how, setHow] = useState("add");
  const read = fromMarkdown(text);
  const { unknown, ...found } = read;
  const fields = Object.keys(found) as (keyof typeof found)[];
  const apply = () => {
    of.editing.change(how === "replace" ? found : appended(of.editing.draft, found));
    setText("");
    of.onClose();
  };
  return (
    <Modal
      opened={of.opened}
      onClose={of.onClose}
      title="Paste a post-mortem in Markdown"
      size="lg"
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Textarea
          label="Markdown"
          description="Sections are found by their headings; timeline and actions are left out"
          minRows={10}
          maxRows={18}
          autosize
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p className={classes.empty} role="status">
          {text.trim() === ""
            ? "Nothing pasted yet."
            : fields.length === 0
              ? "No section was recognised."
              : `Found: ${fields.map(fieldTitle).join(", ")}.`}
          {unknown.length > 0 && ` Kept in the section before them: ${unknown.join(", ")}.`}
        </p>
        <NativeSelect
          label="Where a section has text already"
          data={[
            { value: "add", label: "Add below it" },
            { value: "replace", label: "Put the new text in its place" },
          ]}
          value={how}
          onChange={(event) => setHow(event.currentTarget.value)}
        />
        <Group>
          <Button onClick={apply} disabled={fields.length === 0}>
            Take it in
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function appended(draft: Draft, found: Partial<Draft>): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(found).map(([field, value]) => {
      const before = draft[field as keyof Draft];
      if (Array.isArray(value)) return [field, [...((before as string[] | null) ?? []), ...value]];
      return [field, [before, value].filter(Boolean).join("\n\n")];
    }),
  );
}
