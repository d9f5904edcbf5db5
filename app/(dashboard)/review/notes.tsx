"use client";

import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import type { ReviewNote } from "#lib/review-notes/schema.ts";
import { saveNote } from "./actions.ts";
import classes from "./review.module.css";

type Draft = Pick<ReviewNote, "text" | "version">;

/** What was said of the week. What is being typed stays in this browser until it is saved or thrown away. */
export function Notes({
  note,
  editable,
  children,
}: {
  note: ReviewNote;
  editable: boolean;
  /** The notes as they read. */
  children: ReactNode;
}) {
  const { week } = note;
  const [draft, setDraft, forgetDraft] = useLocalStorage<Draft | null>({
    key: `faultline:review:${week}`,
    defaultValue: null,
  });
  const [pending, start] = useTransition();
  const router = useRouter();
  if (!editable && note.text === "") return null;

  const save = (typed: Draft) =>
    start(async () => {
      const saved = await saveNote({ week, ...typed });
      if ("answer" in saved) {
        forgetDraft();
        notice("The notes are saved.");
        return router.refresh();
      }
      if (!saved.conflict) return noticeRefusal(saved);
      const theirs = saved.current as ReviewNote;
      setDraft({ text: [theirs.text, typed.text].filter(Boolean).join("\n\n"), version: theirs.version });
      noticeRefusal({
        message:
          "Somebody else saved notes in the meantime. Theirs now stand above yours: keep what is right, and save again.",
        errors: {},
      });
    });

  return (
    <section className={note.text === "" ? `${classes.section} no-print` : classes.section}>
      <h2 className={classes.title}>Notes of the meeting</h2>
      {draft !== null && editable ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(draft);
          }}
        >
          <Stack gap="xs">
            <Textarea
              aria-label="Notes of the meeting"
              description="Markdown. What was decided, and who does what; actions belong to their incidents."
              autosize
              minRows={5}
              maxRows={24}
              value={draft.text}
              onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
            />
            <Group gap="xs">
              <Button type="submit" size="xs" loading={pending}>
                Save
              </Button>
              <Button variant="default" size="xs" onClick={() => forgetDraft()}>
                Discard
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <>
          {children}
          {editable && (
            <Button
              className={`${classes.open} no-print`}
              variant="default"
              size="xs"
              onClick={() => setDraft({ text: note.text, version: note.version })}
            >
              {note.text === "" ? "Write notes" : "Edit"}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
