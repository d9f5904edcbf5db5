"use client";

import { Button, Group, Modal, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type Draft, draftFields, type Field } from "#lib/postmortems/merge.ts";
import { sectionWords } from "#lib/postmortems/rules.ts";
import { type Section, sections } from "#lib/postmortems/schema.ts";
import classes from "./editor.module.css";
import type { Clash } from "./use-draft.ts";

type Choice = "mine" | "theirs" | "both";

export function fieldTitle(field: Field): string {
  if ((sections as readonly string[]).includes(field)) return sectionWords[field as Section].title;
  return { fiveWhys: "Five whys", owner: "Owner", reviewers: "Reviewers" }[field as "owner"];
}

/** Both versions side by side for each section that two people changed; nothing is stored until it is decided. */
export function ConflictDialog({
  clash,
  onDecide,
}: {
  clash: Clash;
  onDecide: (chosen: Partial<Draft>) => void;
}) {
  const [choices, setChoices] = useState<Partial<Record<Field, Choice>>>({});
  const fields = draftFields.filter((field) => clash.fields.includes(field));
  const decide = () =>
    onDecide(Object.fromEntries(fields.map((field) => [field, chosen(clash, field, choices[field]!)])));
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      size="70rem"
      title="Somebody else changed the same sections"
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="md">
        <Text size="sm">
          Choose for each what is to stand. Whatever you choose, the other text stays in the history of the
          incident.
        </Text>
        {fields.map((field) => (
          <section key={field} aria-label={`${fieldTitle(field)}, both versions`}>
            <h3 className={classes.clashTitle}>{fieldTitle(field)}</h3>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
              <Version title="Yours" text={textOf(clash.mine[field])} />
              <Version title="Theirs, stored now" text={textOf(clash.theirs[field])} />
            </SimpleGrid>
            <Radio.Group
              aria-label={`What is to stand under ${fieldTitle(field)}`}
              value={choices[field] ?? ""}
              onChange={(choice) => setChoices({ ...choices, [field]: choice as Choice })}
            >
              <Group gap="lg" mt="xs">
                <Radio value="mine" label="Mine" />
                <Radio value="theirs" label="Theirs" />
                {field !== "owner" && <Radio value="both" label="Theirs, then mine" />}
              </Group>
            </Radio.Group>
          </section>
        ))}
        <Group>
          <Button onClick={decide} disabled={fields.some((field) => choices[field] === undefined)}>
            Go on writing
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={classes.clashText} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

function textOf(value: Draft[Field]): string {
  if (Array.isArray(value)) return value.map((line, i) => `${i + 1}. ${line}`).join("\n");
  return value === null || value === "" ? "(empty)" : value;
}

function chosen(clash: Clash, field: Field, choice: Choice): Draft[Field] {
  const [mine, theirs] = [clash.mine[field], clash.theirs[field]];
  if (choice === "mine") return mine;
  if (choice === "theirs") return theirs;
  if (Array.isArray(mine) && Array.isArray(theirs)) return [...new Set([...theirs, ...mine])];
  return [theirs, mine].filter(Boolean).join("\n\n");
}
