"use client";

import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState, useTransition } from "react";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Card } from "#app/_ui/card.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import type { Action } from "#lib/actions/schema.ts";
import { formatInstant } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { fromMarkdown } from "#lib/postmortems/markdown.ts";
import { type Draft, draftOf } from "#lib/postmortems/merge.ts";
import { isEmpty, missingFor, sectionWords } from "#lib/postmortems/rules.ts";
import { type Postmortem, type Section, sections } from "#lib/postmortems/schema.ts";
import type { PostmortemTemplate } from "#lib/settings/schema.ts";
import type { TimelineEntry } from "#lib/timeline/schema.ts";
import { type Move, movePostmortem } from "../actions.ts";
import { ActionsEditor } from "./actions-editor.tsx";
import { ConflictDialog, fieldTitle } from "./conflict-dialog.tsx";
import classes from "./editor.module.css";
import { FactsEditor } from "./facts-editor.tsx";
import { TimelineEditor } from "./timeline-editor.tsx";
import { type SaveState, useDraft } from "./use-draft.ts";

export type EditorProps = {
  incident: Incident;
  postmortem: Postmortem | null;
  timeline: TimelineEntry[];
  actions: Action[];
  template: PostmortemTemplate | null;
  zone: string;
  writer: string;
};

const blank: Draft = {
  ...(Object.fromEntries(sections.map((section) => [section, null])) as Record<Section, null>),
  fiveWhys: [],
  owner: null,
  reviewers: [],
};

export function Editor(props: EditorProps) {
  const { incident, template, zone } = props;
  const [timeline, setTimeline] = useState(props.timeline);
  const [actions, setActions] = useState(props.actions);
  const [facts, setFacts] = useState(incident);
  const begun = props.postmortem !== null;
  const editing = useDraft({
    incidentId: incident.id,
    stored: props.postmortem,
    initial: begun ? draftOf(props.postmortem!) : blank,
  });
  const { draft, change, clash } = editing;
  const missing = missingFor(draft, {
    severity: facts.severity,
    aiInvolvement: facts.aiInvolvement,
    timelineEntries: timeline.length,
    actions: actions.length,
  });
  const state = editing.postmortem?.state ?? "draft";
  return (
    <Stack gap="md">
      <StatusBar {...{ editing, missing, state, incident, zone }} />
      {editing.restored !== null && (
        <Alert variant="light" role="status" title="Brought back">
          What you typed here until {formatInstant(editing.restored, zone)} had not reached the server. It was
          kept in this browser and stands below.
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={editing.keepRestored}>
              Keep it
            </Button>
            <Button size="compact-sm" variant="default" onClick={editing.discard}>
              Discard it
            </Button>
          </Group>
        </Alert>
      )}
      {template !== null && isEmpty(draft) && (
        <Group>
          <Button variant="default" onClick={() => change(template)}>
            Begin with the organisation's template
          </Button>
        </Group>
      )}
      <Card title="Who writes and who reviews">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput
            label="Owner"
            placeholder={props.writer}
            value={draft.owner ?? ""}
            onChange={(event) => change({ owner: event.currentTarget.value || null })}
          />
          <TagsInput
            label="Reviewers"
            placeholder="Enter adds one"
            value={draft.reviewers}
            onChange={(reviewers) => change({ reviewers })}
          />
        </SimpleGrid>
      </Card>
      {sections.map((section) => (
        <SectionEditor
          key={section}
          section={section}
          value={draft[section]}
          onChange={(text) => change({ [section]: text })}
        >
          {section === "rootCause" && (
            <FiveWhys whys={draft.fiveWhys} onChange={(fiveWhys) => change({ fiveWhys })} />
          )}
        </SectionEditor>
      ))}
      <FactsEditor incident={facts} onSaved={setFacts} />
      <TimelineEditor incident={facts} entries={timeline} zone={zone} onChange={setTimeline} />
      <ActionsEditor incidentId={incident.id} actions={actions} onChange={setActions} />
      {clash !== null && (
        <ConflictDialog key={clash.theirs.version} clash={clash} onDecide={editing.decide} />
      )}
    </Stack>
  );
}

type Editing = ReturnType<typeof useDraft>;

function StatusBar(of: {
  editing: Editing;
  missing: { path: string; message: string }[];
  state: Postmortem["state"];
  incident: Incident;
  zone: string;
}) {
  const { editing, missing, state, incident, zone } = of;
  const router = useRouter();
  const [importing, importDialog] = useDisclosure(false);
  const [pending, start] = useTransition();
  const base = `/incidents/${incident.number}/postmortem`;
  const unsaved = editing.state.kind !== "saved";
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
            disabled={missing.length > 0 || (unsaved && editing.state.kind !== "unsaved")}
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

function SectionEditor(of: {
  section: Section;
  value: string | null;
  onChange: (text: string | null) => void;
  children?: React.ReactNode;
}) {
  const { section, value, onChange } = of;
  const { title, hint } = sectionWords[section];
  const shown = useDeferredValue(value ?? "");
  return (
    <section id={section} className={classes.section} aria-label={title}>
      <div>
        <Textarea
          label={title}
          description={hint}
          autosize
          minRows={4}
          maxRows={28}
          value={value ?? ""}
          onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
          classNames={{ label: classes.sectionTitle, input: classes.text }}
          spellCheck
        />
        {of.children}
      </div>
      <section className={classes.preview} aria-label={`${title}, as it will read`}>
        {shown.trim() === "" ? (
          <p className={classes.empty}>As it will read</p>
        ) : (
          <Markdown>{shown}</Markdown>
        )}
      </section>
    </section>
  );
}

function FiveWhys({ whys, onChange }: { whys: string[]; onChange: (whys: string[]) => void }) {
  const shown = whys.length === 0 ? [""] : whys;
  const set = (i: number, text: string) => onChange(shown.map((why, j) => (j === i ? text : why)));
  return (
    <fieldset className={classes.whys}>
      <legend className={classes.sectionTitle}>{fieldTitle("fiveWhys")}</legend>
      <ol>
        {shown.map((why, i) => (
          <li key={i}>
            <TextInput
              aria-label={`Why ${i + 1}`}
              placeholder={i === 0 ? "Why did it happen?" : "And why was that so?"}
              value={why}
              onChange={(event) => set(i, event.currentTarget.value)}
              rightSection={
                whys.length > 0 && (
                  <ActionIcon
                    aria-label={`Remove why ${i + 1}`}
                    onClick={() => onChange(shown.filter((_, j) => j !== i))}
                  >
                    <IconTrash size={15} stroke={1.6} aria-hidden />
                  </ActionIcon>
                )
              }
            />
          </li>
        ))}
      </ol>
      {shown.length < 20 && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...shown, ""])}
        >
          One more why
        </Button>
      )}
    </fieldset>
  );
}

function ImportDialog(of: { opened: boolean; onClose: () => void; editing: Editing }) {
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
