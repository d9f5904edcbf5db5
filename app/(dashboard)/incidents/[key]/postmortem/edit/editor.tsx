"use client";

import {
  ActionIcon,
  Alert,
  Button,
  Group,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useDeferredValue, useState } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import type { Action } from "#lib/actions/schema.ts";
import { formatInstant } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { type Draft, draftOf } from "#lib/postmortems/merge.ts";
import { isEmpty, missingFor, sectionWords } from "#lib/postmortems/rules.ts";
import { type Postmortem, type Section, sections } from "#lib/postmortems/schema.ts";
import type { PostmortemTemplate } from "#lib/settings/schema.ts";
import type { TimelineEntry } from "#lib/timeline/schema.ts";
import { ActionsEditor } from "./actions-editor.tsx";
import { ConflictDialog, fieldTitle } from "./conflict-dialog.tsx";
import classes from "./editor.module.css";
import { FactsEditor } from "./facts-editor.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TimelineEditor } from "./timeline-editor.tsx";
import { useDraft } from "./use-draft.ts";

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
  return (
    <Stack gap="md">
      <StatusBar {...{ editing, missing, incident, zone }} />
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
            <Textarea
              aria-label={`Why ${i + 1}`}
              autosize
              minRows={1}
              maxRows={6}
              placeholder={i === 0 ? "Why did it happen?" : "And why was that so?"}
              value={why}
              onChange={(event) => set(i, event.currentTarget.value.replace(/\s*\n\s*/g, " "))}
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
