"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTransition } from "react";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { type Action, actionStates } from "#lib/actions/schema.ts";
import { ActionLine } from "./action-line.tsx";
import classes from "./action-row.module.css";
import { changeAction } from "./actions.ts";

export type ActionRowProps = {
  action: Action;
  canWrite: boolean;
  /** Where the action is listed apart from its incident. */
  incident?: { number: number; title: string };
};

/** One action with its state, which changes in place. */
export function ActionRow({ action, canWrite, incident }: ActionRowProps) {
  return (
    <ActionLine action={action} incident={incident}>
      {canWrite ? (
        <StateMenu action={action} />
      ) : (
        <span className={classes.state}>{wordsFor(action.state)}</span>
      )}
    </ActionLine>
  );
}

function StateMenu({ action }: { action: Action }) {
  const [pending, start] = useTransition();
  const moveTo = (state: Action["state"]) =>
    start(async () => {
      const moved = await changeAction(action.id, { state, version: action.version });
      if (!("answer" in moved)) return noticeRefusal(moved);
      const { version } = moved.answer;
      noticeWithUndo({
        words: `“${action.title}” is ${state}.`,
        undo: () => changeAction(action.id, { state: action.state, closedAt: action.closedAt, version }),
      });
    });
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <UnstyledButton
          className={classes.state}
          disabled={pending}
          aria-label={`State of ${action.title}: ${action.state}`}
        >
          {wordsFor(action.state)}
          <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {actionStates
          .filter((state) => state !== action.state)
          .map((state) => (
            <Menu.Item key={state} onClick={() => moveTo(state)}>
              {state === "open" ? "Open again" : wordsFor(state)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
