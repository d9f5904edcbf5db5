"use client";

import { Button } from "@mantine/core";
import { useState, useTransition } from "react";
import { Instant } from "#app/_ui/instant.tsx";
import type { HistoryEntry } from "#lib/incidents/history.ts";
import { moreHistory } from "./actions.ts";
import classes from "./work.module.css";

type Props = { items: HistoryEntry[]; next: string | null; zone: string; incidentKey: string };

/** What a new record said is there to be opened; what was changed stands open. */
function Changes({ changes }: { changes: HistoryEntry["changes"] }) {
  const list = (
    <ul className={classes.fields}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          {field}: {before !== null && <span className={classes.old}>{before}</span>}
          {before !== null && after !== null && " → "}
          {after}
        </li>
      ))}
    </ul>
  );
  const isNew = changes.length > 3 && changes.every(({ before }) => before === null);
  if (!isNew) return list;
  return (
    <details className={classes.fields}>
      <summary>{changes.length} fields</summary>
      {list}
    </details>
  );
}

export function HistoryList({ items, next, zone, incidentKey }: Props) {
  const [more, setMore] = useState<HistoryEntry[]>([]);
  const [cursor, setCursor] = useState(next);
  const [pending, start] = useTransition();
  const load = () =>
    start(async () => {
      const page = await moreHistory(incidentKey, cursor!);
      setMore([...more, ...page.items]);
      setCursor(page.next);
    });
  return (
    <>
      <ol className={classes.history}>
        {[...items, ...more].map((entry) => (
          <li key={entry.id}>
            <div className={classes.deed}>
              <span>
                <strong>{entry.actorName}</strong>
                {entry.actorKind !== "person" && ` (${entry.actorKind})`} {entry.deed}
              </span>
              <span className={classes.detail}>
                <Instant at={entry.until} zone={zone} />
              </span>
            </div>
            <Changes changes={entry.changes} />
          </li>
        ))}
      </ol>
      {cursor !== null && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={load} loading={pending}>
          Earlier
        </Button>
      )}
    </>
  );
}
