"use client";

import { IconChevronDown, IconChevronUp, IconGripVertical, IconX } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import buttons from "./icon-button.module.css";
import classes from "./ordered-list.module.css";

type OrderedListProps = {
  /** What the list is called. */
  label: string;
  items: readonly { key: string; label: string }[];
  onMove: (of: { from: number; to: number }) => void;
  onRemove?: (at: number) => void;
  /** Said after a move to those who do not see the list: what follows from the order. */
  outcome?: string;
};

/** A list that is put in order: by dragging, or by buttons, which the arrow keys work too. */
export function OrderedList({ label, items, onMove, onRemove, outcome }: OrderedListProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [told, setTold] = useState<string | null>(null);

  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return;
    onMove({ from, to });
    setTold(items[from]!.key);
  };
  const place = told === null ? -1 : items.findIndex(({ key }) => key === told);
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null) move(dragged, at);
    setDragged(null);
    setOver(null);
  };

  return (
    <>
      <ol className={classes.list} aria-label={label}>
        {items.map((item, at) => (
          <li
            key={item.key}
            className={classes.item}
            draggable
            data-dragged={dragged === at || undefined}
            data-over={(over === at && dragged !== at) || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", item.label);
              setDragged(at);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => drop(event, at)}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            <IconGripVertical size={14} aria-hidden="true" className={classes.grip} />
            <span className={classes.number}>{at + 1}</span>
            <span className={classes.label}>{item.label}</span>
            <Mover
              label={`Move ${item.label} up`}
              isEnd={at === 0}
              onMove={(by) => move(at, at + by)}
              by={-1}
            />
            <Mover
              label={`Move ${item.label} down`}
              isEnd={at === items.length - 1}
              onMove={(by) => move(at, at + by)}
              by={1}
            />
            {onRemove && (
              <button
                type="button"
                className={buttons.button}
                aria-label={`Take ${item.label} out`}
                onClick={() => onRemove(at)}
              >
                <IconX size={14} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {place >= 0 &&
          `${items[place]!.label} is number ${place + 1} of ${items.length}. ${outcome ?? ""}`.trimEnd()}
      </p>
    </>
  );
}

type MoverProps = { label: string; isEnd: boolean; by: 1 | -1; onMove: (by: 1 | -1) => void };

/** At the end of the list it stays where the keyboard is, and does nothing. */
function Mover({ label, isEnd, by, onMove }: MoverProps) {
  const Icon = by < 0 ? IconChevronUp : IconChevronDown;
  return (
    <button
      type="button"
      className={buttons.button}
      aria-label={label}
      aria-disabled={isEnd || undefined}
      onClick={() => !isEnd && onMove(by)}
      onKeyDown={(event) => {
        const asked = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
        if (asked === null) return;
        event.preventDefault();
        onMove(asked);
      }}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  );
}
