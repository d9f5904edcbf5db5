import { isFiller } from "#lib/csv/fillers.ts";
import type { DecimalMark } from "#lib/csv/numbers.ts";
import { readBoolean } from "#lib/csv/words.ts";
import { refusing } from "../mapping/readers/refusing.ts";
import type { FieldSource } from "../mapping/schema.ts";
import type { Field } from "../targets/target.ts";
import { unclearTicks } from "./cells.ts";
import { remembered } from "./remembered.ts";
import type { Watcher, Watching } from "./survey.ts";

/** Cells of which their fields make nothing, whatever is answered: gathered for one question. */

export type UnreadableCell = { text: string; count: number; fields: string[] };

export type UnreadableCells = {
  /** The most frequent first. */
  cells: UnreadableCell[];
  /** How many stand in each field besides. */
  more: Record<string, number>;
};

const mostUnreadable = 300;
/** A longer text is none that somebody could answer for. */
const longestText = 300;

/** By the text in lower case, as it was first written. */
type Counts = { texts: Map<string, { text: string; count: number }>; more: number };

export function collectUnreadable() {
  const byField = new Map<string, { field: string; mark: DecimalMark | null; counts: Counts }>();

  /** `mark` says with which decimal mark alone it cannot be read. */
  function add(field: string, text: string, mark: DecimalMark | null = null): void {
    const key = `${field} ${mark}`;
    let of = byField.get(key);
    if (of === undefined) {
      of = { field, mark, counts: { texts: new Map(), more: 0 } };
      byField.set(key, of);
    }
    const { texts } = of.counts;
    const cell = text.trim();
    const known = texts.get(cell.toLowerCase());
    if (known !== undefined) known.count++;
    else if (texts.size < mostUnreadable && cell.length <= longestText) {
      // A copy, since a slice would keep the whole piece of the file it was cut from.
      const kept = Buffer.from(cell).toString();
      texts.set(kept.toLowerCase(), { text: kept, count: 1 });
    } else of.counts.more++;
  }

  function result(markOf: (field: string) => DecimalMark | null): UnreadableCells {
    const cells = new Map<string, UnreadableCell>();
    const more: Record<string, number> = {};
    for (const { field, mark, counts } of byField.values()) {
      if (mark !== null && mark !== markOf(field)) continue;
      for (const [word, { text, count }] of counts.texts) {
        const known = cells.get(word);
        if (known === undefined) cells.set(word, { text, count, fields: [field] });
        else {
          known.count += count;
          if (!known.fields.includes(field)) known.fields.push(field);
        }
      }
      if (counts.more > 0) more[field] = (more[field] ?? 0) + counts.more;
    }
    const sorted = [...cells.values()].sort((a, b) => b.count - a.count);
    for (const { count, fields } of sorted.slice(mostUnreadable)) {
      const [field = ""] = fields;
      more[field] = (more[field] ?? 0) + count;
    }
    return { cells: sorted.slice(0, mostUnreadable), more };
  }

  return { add, result };
}

export type Unreadables = ReturnType<typeof collectUnreadable>;

/** Numbers and durations of which nothing is made, and words that fill a flag; its other words are asked about. */
export function watchUnreadable(field: Field, { cell, unreadable }: Watching): Watcher[] {
  if (field.required) return [];
  const refused = remembered(field.kind === "flag" ? fillsFlag : refusedNumber(field));
  return [
    (cells) => {
      const text = cell(cells);
      if (field.kind !== "percent" && plainDigits.test(text)) return;
      const mark = refused(text);
      if (mark !== "never") unreadable.add(field.name, text, mark === "always" ? null : mark);
    },
  ];
}

/** With which decimal mark a cell is refused. */
type Refused = DecimalMark | "always" | "never";

function fillsFlag(text: string): Refused {
  return isFiller(text) && readBoolean(text).kind === "unreadable" ? "always" : "never";
}

function refusedNumber(field: Field): (text: string) => Refused {
  const refuses = refusing(field);
  return (text) => {
    const point = refuses(text, "point");
    const comma = /[.,]/.test(text) ? refuses(text, "comma") : point;
    if (point === comma) return point ? "always" : "never";
    return point ? "point" : "comma";
  };
}

const plainDigits = /^\d{0,15}$/;

export function watchTicks(
  field: Field,
  source: FieldSource,
  { columns, unreadable }: { columns: readonly string[]; unreadable: Unreadables },
): Watcher[] {
  const unclear = unclearTicks(source, columns);
  if (unclear === null) return [];
  return [
    (cells) => {
      for (const { text } of unclear(cells)) unreadable.add(field.name, text);
    },
  ];
}
