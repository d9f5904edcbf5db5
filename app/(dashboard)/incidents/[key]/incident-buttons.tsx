"use client";

import { Button, Menu, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots } from "@tabler/icons-react";
import { useState, useTransition } from "react";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { notice, noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { bringBackIncident, markDuplicate, removeIncident, unmarkDuplicate } from "../actions.ts";

type Props = { id: string; number: number; deleted: boolean; duplicate: boolean };

/** What can be done with an incident; deleting and merging can be taken back at once. */
export function IncidentButtons({ id, number, deleted, duplicate }: Props) {
  const [merging, merge] = useDisclosure(false);
  const [pending, start] = useTransition();
  const remove = () =>
    start(async () => {
      const removed = await removeIncident(id);
      if (!("answer" in removed)) return noticeRefusal(removed);
      noticeWithUndo({
        words: `INC-${number} is deleted: it counts no more.`,
        undo: () => bringBackIncident(id),
      });
    });
  const perform = (work: () => ReturnType<typeof bringBackIncident>, words: string) =>
    start(async () => {
      const done = await work();
      if ("answer" in done) notice(words);
      else noticeRefusal(done);
    });
  if (deleted) {
    return (
      <Button
        variant="default"
        loading={pending}
        onClick={() => perform(() => bringBackIncident(id), `INC-${number} counts again.`)}
      >
        Restore
      </Button>
    );
  }
  return (
    <>
      <ButtonLink href={`/incidents/${number}/edit`}>Edit</ButtonLink>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" aria-label="More" loading={pending} px="xs">
            <IconDots size={16} stroke={1.6} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {duplicate ? (
            <Menu.Item
              onClick={() =>
                perform(() => unmarkDuplicate(id), `INC-${number} is no duplicate: it counts again.`)
              }
            >
              No duplicate after all
            </Menu.Item>
          ) : (
            <Menu.Item onClick={merge.open}>Duplicate of…</Menu.Item>
          )}
          <Menu.Item color="red" onClick={remove}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MergeDialog id={id} number={number} opened={merging} onClose={merge.close} />
    </>
  );
}

function MergeDialog(of: { id: string; number: number; opened: boolean; onClose: () => void }) {
  const { id, number, opened, onClose } = of;
  const [into, setInto] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const merged = await markDuplicate(id, into.trim());
      if (!("answer" in merged)) return setRefusal(merged.message ?? Object.values(merged.errors).join(" "));
      onClose();
      noticeWithUndo({
        words: `INC-${number} is a duplicate of INC-${merged.answer.duplicateOf}.`,
        undo: () => unmarkDuplicate(id),
      });
    });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`INC-${number} is a duplicate`}
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">
            Only the other incident counts from then on. This one keeps its text, its timeline and its
            actions.
          </Text>
          <TextInput
            label="Duplicate of"
            placeholder="INC-118"
            data-autofocus
            value={into}
            onChange={(event) => setInto(event.currentTarget.value)}
            error={refusal}
          />
          <div>
            <Button type="submit" loading={pending} disabled={into.trim() === ""}>
              Mark as duplicate
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}
