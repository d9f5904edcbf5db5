import { IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { wordsFor } from "#app/_ui/words.ts";
import type { Action } from "#lib/actions/schema.ts";
import { formatDay, formatInstant } from "#lib/format.ts";
import classes from "./action-row.module.css";

export type ActionLineProps = {
  action: Action;
  /** Where the action is listed apart from its incident. */
  incident?: { number: number; title: string };
  /** Its state, in words or as something that changes it. */
  children: ReactNode;
};

/** One action in words. Pages that only tell of actions load nothing that changes them. */
export function ActionLine({ action, incident, children }: ActionLineProps) {
  const { title, owner, dueOn, overdue, state, kind, priority, trackerUrl } = action;
  return (
    <li className={classes.row} data-closed={state !== "open" || undefined}>
      <div className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.detail}>
          {incident && (
            <Link href={`/incidents/${incident.number}`} prefetch={false}>
              INC-{incident.number} {incident.title}
            </Link>
          )}
          <span>{wordsFor(kind)}</span>
          <span>{priority} priority</span>
          {trackerUrl !== null && (
            <a href={trackerUrl} target="_blank" rel="noreferrer noopener">
              Tracker
              <IconExternalLink
                size={12}
                stroke={1.6}
                aria-label="(opens elsewhere)"
                className={classes.elsewhere}
              />
            </a>
          )}
        </span>
      </div>
      <span className={classes.owner}>{owner ?? "nobody named"}</span>
      <span className={classes.due} data-overdue={overdue || undefined}>
        {dueWords(action, dueOn)}
      </span>
      {children}
    </li>
  );
}

function dueWords({ state, closedAt, overdue }: Action, dueOn: string | null): ReactNode {
  if (state !== "open")
    return closedAt === null ? "closed" : `closed ${formatInstant(closedAt, "UTC", "date")}`;
  if (dueOn === null) return "no day set";
  const day = formatDay(dueOn);
  return overdue ? `overdue since ${day}` : `due ${day}`;
}
