"use client";

import { Button, Progress } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { formatCount, formatPlural } from "#lib/format.ts";
import type { Import } from "#lib/imports/schema.ts";
import { cancel } from "../actions.ts";
import classes from "../import.module.css";
import { Counts } from "./counts.tsx";
import { sent } from "./sent.ts";

type Standing = Pick<
  Import,
  "id" | "state" | "done" | "total" | "created" | "updated" | "unchanged" | "refused" | "skipped" | "undo"
>;

const everyMs = 700;

/** How far a run or its undoing is, asked again and again until it is through. */
export function RunProgress({ first }: { first: Import }) {
  const router = useRouter();
  const [now, setNow] = useState<Standing>(first);
  const began = useRef<{ at: number; done: number } | null>(null);
  const [rate, setRate] = useState<number | null>(null);
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);

  useEffect(() => {
    const timer = setInterval(async () => {
      const response = await fetch(`/api/v1/imports/${first.id}`).catch(() => null);
      if (response === null || !response.ok) return;
      const standing = (await response.json()) as Standing;
      setNow(standing);
      const done = doneOf(standing);
      began.current ??= { at: performance.now(), done };
      const seconds = (performance.now() - began.current.at) / 1000;
      if (seconds > 1) setRate((done - began.current.done) / seconds);
      if (standing.state !== "running" && standing.state !== "undoing") {
        clearInterval(timer);
        router.refresh();
      }
    }, everyMs);
    return () => clearInterval(timer);
  }, [first.id, router]);

  const undoing = now.state === "undoing";
  const total = undoing ? now.created + now.updated : (now.total ?? 0);
  const done = doneOf(now);
  const share = total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <Card
      title={undoing ? "Being taken back" : "The import runs"}
      subtitle="This page may be closed; it goes on, also after a restart of the server."
    >
      <Progress value={share} size="lg" aria-label="Progress" />
      <p role="status">
        {formatCount(done)} of {formatPlural(total, "row")}
        {rate !== null && rate > 0 && `, ${formatCount(Math.round(rate))} a second`}
        {rate !== null && rate > 0 && done < total && `, ${left((total - done) / rate)} left`}
      </p>
      {now.undo !== null ? (
        <Counts counts={now.undo} />
      ) : (
        <Counts
          counts={{
            created: now.created,
            updated: now.updated,
            unchanged: now.unchanged,
            refused: now.refused,
            "left out": now.skipped,
          }}
        />
      )}
      {refusal !== null && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {!undoing && (
        <div className={classes.actions}>
          <Button
            variant="default"
            loading={pending}
            onClick={() =>
              start(async () => {
                setRefusal(await sent(() => cancel(first.id)));
                router.refresh();
              })
            }
          >
            Stop
          </Button>
          <span className={classes.next}>
            What is stored by then stays; it can go on later, or be taken back.
          </span>
        </div>
      )}
    </Card>
  );
}

function doneOf({ state, done, undo }: Standing): number {
  if (state !== "undoing" || undo === null) return done;
  return undo.removed + undo.restored + undo.kept;
}

function left(seconds: number): string {
  return seconds < 90
    ? `about ${Math.max(1, Math.round(seconds))} s`
    : `about ${Math.round(seconds / 60)} min`;
}
