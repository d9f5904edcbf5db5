"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import { type ReactNode, useTransition } from "react";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { type Action, actionStates } from "#lib/actions/schema.ts";
import { formatInstant } from "#lib/format.ts";
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
  const { title, owner, dueOn, overdue, state, kind, priority, trackerUrl } = action;
  return (
    <li className={classes.row} data-closed={state !== "open" || undefined}>
      <div className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.detail}>
          {incident && (
            <Link href={`/incidents/${incident.number}`}>
              INC-{incident.number} {incident.title}
            </Link>
          )}
          <span>{wordsFor(kind)}</span>
          <span>{priority} priority</span>
          {trackerUrl !== null && (
            <a href={trackerUrl} target="_blank" rel="noreferrer noopener">
              Tracker <IconExternalLink size={12} stroke={1.6} aria-label="(opens elsewhere)" />
            </a>
          )}
        </span>
      </div>
      <span className={classes.owner}>{owner ?? "nobody named"}</span>
      <span className={classes.due} data-overdue={overdue || undefined}>
        {dueWords(action, dueOn)}
      </span>
      {canWrite ? <StateMenu action={action} /> : <span className={classes.state}>{wordsFor(state)}</span>}
    </li>
  );
}

function dueWords({ state, closedAt, overdue }: Action, dueOn: string | null): ReactNode {
  if (state !== "open")
    return closedAt === null ? "closed" : `closed ${formatInstant(closedAt, "UTC", "date")}`;
  if (dueOn === null) return "no day set";
  const day = formatInstant(`${dueOn}T12:00:00Z`, "UTC", "date");
  return overdue ? `overdue since ${day}` : `due ${day}`;
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
