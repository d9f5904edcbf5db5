"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { formatCount, formatPlural } from "#lib/format.ts";
import lists from "../../lists.module.css";
import { readLike, run } from "../actions.ts";
import classes from "../import.module.css";
import { stateNames } from "../words.ts";
import { sent } from "./sent.ts";
import { UndoButton } from "./undo-button.tsx";
import { type Beside, useTogether } from "./use-together.ts";

/** Files that came in together: what one was told, the others are read with, and each is its own import. */
export function TogetherCard({ id }: { id: string }) {
  const router = useRouter();
  const { files, ask } = useTogether(id, () => router.refresh());
  const [refusals, setRefusals] = useState<Record<string, string | null>>({});
  const [pending, start] = useTransition();
  const own = files.find((one) => one.id === id);
  if (own === undefined || files.length < 2) return null;
  const isRead = own.plan !== null;
  const others = files.filter((one) => one.id !== id && isOpen(one));
  const planned = files.filter(({ state }) => state === "planned");

  const eachOf = (some: readonly Beside[], work: (one: Beside) => ReturnType<typeof run>) =>
    start(async () => {
      for (const one of some) {
        const message = await sent(() => work(one));
        setRefusals((now) => ({ ...now, [one.id]: message }));
      }
      await ask();
      router.refresh();
    });

  return (
    <Card
      title="Files that came together"
      subtitle={
        isRead
          ? "Each is an import of its own, with its own report and its own way back."
          : "Once this one has its preview, the others can be read the same way."
      }
    >
      <ul className={lists.list}>
        {files.map((one) => (
          <FileLine key={one.id} one={one} isOwn={one.id === id} refusal={refusals[one.id] ?? null} />
        ))}
      </ul>
      <div className={classes.actions}>
        {isRead && others.length > 0 && (
          <Button
            variant={planned.length > 1 ? "default" : "filled"}
            loading={pending}
            onClick={() => eachOf(others, (one) => readLike(one.id, id))}
          >
            Read the other {others.length === 1 ? "one" : formatCount(others.length)} the same way
          </Button>
        )}
        {planned.length > 1 && (
          <Button loading={pending} onClick={() => eachOf(planned, (one) => run(one.id))}>
            Run all {formatCount(planned.length)}
          </Button>
        )}
      </div>
    </Card>
  );
}

const isOpen = ({ state }: Beside) => state === "uploaded" || state === "planned";

type FileLineProps = { one: Beside; isOwn: boolean; refusal: string | null };

function FileLine({ one, isOwn, refusal }: FileLineProps) {
  const stored = one.created + one.updated;
  return (
    <li className={lists.item}>
      <div className={lists.what}>
        {isOwn ? <strong>{one.fileName}</strong> : <Link href={`/import/${one.id}`}>{one.fileName}</Link>}
        {refusal !== null && (
          <span className={classes.refusal} role="alert">
            {refusal} {!isOwn && <Link href={`/import/${one.id}?step=questions`}>Answer it there</Link>}
          </span>
        )}
      </div>
      <span>{stateNames[one.state]}</span>
      <span className={lists.measure}>
        {outcome(one)}
        {!isOwn && one.undo === null && stored > 0 && !isOpen(one) && (
          <UndoButton id={one.id} rows={stored} />
        )}
      </span>
    </li>
  );
}

function outcome({ state, plan, total, created, updated, refused, undo }: Beside): string {
  if (undo !== null) return `${formatCount(undo.removed + undo.restored)} taken back`;
  const left = (count: number) => (count === 0 ? "" : `, ${formatCount(count)} refused`);
  if (state === "planned" && plan !== null)
    return `${formatCount(plan.create)} to create, ${formatCount(plan.update)} to update${left(plan.refused)}`;
  if (state === "uploaded" || total === null) return formatPlural(total ?? 0, "row");
  return `${formatCount(created + updated)} stored${left(refused)}`;
}
