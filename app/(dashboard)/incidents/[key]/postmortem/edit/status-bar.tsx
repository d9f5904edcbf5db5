"use client";

import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { formatInstant } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { type Move, movePostmortem } from "../actions.ts";
import classes from "./editor.module.css";
import { ImportDialog } from "./import-dialog.tsx";
import type { Editing, SaveState } from "./use-draft.ts";

export function StatusBar(of: {
  editing: Editing;
  missing: { path: string; message: string }[];
  incident: Incident;
  zone: string;
}) {
  const { editing, missing, incident, zone } = of;
  const state = editing.postmortem?.state ?? "draft";
  const router = useRouter();
  const [importing, importDialog] = useDisclosure(false);
  const [pending, start] = useTransition();
  const base = `/incidents/${incident.number}/postmortem`;
  const canPublish = editing.state.kind === "saved" || editing.state.kind === "unsaved";
  const move = (to: Move, words: string) =>
    start(async () => {
      await editing.save();
      const moved = await movePostmortem(incident.id, to, editing.version());
      if (!("answer" in moved)) return noticeRefusal(moved);
      editing.settle(moved.answer);
      notice(words);
      if (to === "publish") router.push(base);
    });
  const begun = editing.postmortem !== null;
  return (
    <section className={classes.bar} aria-label="State of the post-mortem">
      <div className={classes.states}>
        <strong>{wordsFor(state)}</strong>
        <span className={classes.save} data-tone={toneOf(editing.state)} role="status">
          {saveWords(editing.state, zone)}
        </span>
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={importDialog.open}>
          Paste Markdown
        </Button>
        {begun && <ButtonLink href={base}>Read</ButtonLink>}
        {begun && state === "draft" && (
          <Button variant="default" onClick={() => move("submit", "It is in review.")} loading={pending}>
            Ask for review
          </Button>
        )}
        {begun && state !== "draft" && (
          <Button
            variant="default"
            onClick={() => move("withdraw", "It is a draft again.")}
            loading={pending}
          >
            Back to draft
          </Button>
        )}
        {begun && state !== "published" && (
          <Button
            onClick={() => move("publish", "Published.")}
            disabled={missing.length > 0 || !canPublish}
            loading={pending}
          >
            Publish
          </Button>
        )}
      </Group>
      {state !== "published" && <CheckList missing={missing} />}
      <ImportDialog opened={importing} onClose={importDialog.close} editing={editing} />
    </section>
  );
}

const checks = [
  { path: "summary", label: "Summary" },
  { path: "rootCause", label: "Root cause" },
  { path: "timeline", label: "Timeline entry" },
  { path: "aiInvolvement", label: "AI involvement" },
  { path: "actions", label: "Action" },
];

/** What publishing still needs, and what it has. */
function CheckList({ missing }: { missing: { path: string; message: string }[] }) {
  return (
    <ul className={classes.checks} aria-label="What publishing needs">
      {checks.map(({ path, label }) => {
        const lack = missing.find((one) => one.path === path);
        return (
          <li key={path} data-missing={lack !== undefined || undefined}>
            <span aria-hidden="true">{lack === undefined ? "✓" : "○"}</span>{" "}
            {lack === undefined ? (
              <>
                {label}
                <span className="visually-hidden"> is there</span>
              </>
            ) : (
              <a href={`#${path}`}>{sentence(lack.message)}</a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const sentence = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

function saveWords(state: SaveState, zone: string): string {
  switch (state.kind) {
    case "saved":
      return state.at === null ? "Nothing written yet" : `Saved, ${formatInstant(state.at, zone, "time")}`;
    case "unsaved":
      return "Not saved yet";
    case "saving":
      return "Saving…";
    case "offline":
      return state.kept
        ? "The server cannot be reached. What you type is kept in this browser and sent as soon as it answers."
        : "The server cannot be reached, and this browser keeps nothing. Leave this page open.";
    case "refused":
      return `Not saved: ${state.words}`;
  }
}

function toneOf(state: SaveState): string {
  if (state.kind === "offline" || state.kind === "refused") return "bad";
  return state.kind === "saved" ? "good" : "neutral";
}
