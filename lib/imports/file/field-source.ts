import { withOtherClock } from "#lib/csv/clocks.ts";
import { ordersOf, readLocalTime } from "#lib/csv/dates.ts";
import { isMissing } from "#lib/csv/words.ts";
import type { Answers, FieldSource, Mapping } from "../mapping/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { type CellSource, cellSource, columnsOf, fillingFor } from "./cells.ts";

/** The cells of a field, beside those of the start: an end may be a clock alone, and borrow the date of the start. */

type Table = { target: Target; columns: readonly string[]; mapping: Mapping; answers?: Answers };

/** The text that a row holds for a field of a mapping. Where an end has nothing of its own, what it borrows is none. */
export function fieldSource(name: string, table: Table): CellSource {
  const source = table.mapping.fields[name] as FieldSource;
  const field = fieldOf(table.target, name);
  const whole = cellSource(source, table.columns, { field, answers: table.answers });
  const parts = partsOf(name, table);
  if (parts === null) return whole;
  const isFilling = fillingFor(field?.kind);
  return (cells) => {
    const own = filled(parts.own, cells);
    if (own === "" || isFilling(own)) return own;
    return withOtherClock(filled(parts.shared, cells), own) ?? whole(cells);
  };
}

/** For an end that borrows the date of the start: whether its clock of that date stands before the start's. */
export function overMidnight(name: string, table: Table): ((cells: readonly string[]) => boolean) | null {
  const start = startOf(table.target);
  if (start === undefined || partsOf(name, table) === null) return null;
  const [began, ended] = [fieldSource(start, table), fieldSource(name, table)];
  return (cells) => {
    const [from, to] = [clockOf(began(cells)), clockOf(ended(cells))];
    return from !== null && to !== null && from.day === to.day && from.zone === to.zone && to.at < from.at;
  };
}

function startOf({ fields }: Target): string | undefined {
  return fields.find(({ kind, required }) => kind === "instant" && required)?.name;
}

/** Which columns an end joins are the start's too, and which are its own; null for anything else. */
function partsOf(
  name: string,
  { target, columns, mapping }: Table,
): { shared: number[]; own: number[] } | null {
  const [start, source] = [startOf(target), mapping.fields[name]];
  if (source?.from !== "join" || start === undefined || start === name) return null;
  if (fieldOf(target, name)?.kind !== "instant") return null;
  const begun = mapping.fields[start];
  const lent = begun === undefined ? [] : columnsOf(begun);
  const at = (kept: (column: string) => boolean) =>
    source.columns.filter(kept).map((column) => columns.indexOf(column));
  const shared = at((column) => lent.includes(column));
  const own = at((column) => !lent.includes(column));
  return shared.length === 0 || own.length === 0 ? null : { shared, own };
}

function filled(at: readonly number[], cells: readonly string[]): string {
  return at
    .map((index) => (cells[index] ?? "").trim())
    .filter((cell) => !isMissing(cell))
    .join(" ");
}

const dayMs = 86_400_000;

/** By the clock as it is written; the order of day and month is the same for both of a row. */
function clockOf(text: string): { day: number; at: number; zone: string } | null {
  const read = readLocalTime(text, ordersOf(text)?.[0] ?? null);
  if (read.kind !== "time" || !read.time.hasTime) return null;
  const { local, offset } = read.time;
  return { day: Math.floor(local / dayMs), at: local, zone: `${offset} ${read.zoneWord}` };
}
