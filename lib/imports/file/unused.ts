import { isMissing } from "#lib/csv/words.ts";
import { isDuration, isList, isSeverity } from "../mapping/guess/contents.ts";
import { hintFor } from "../mapping/guess/hints.ts";
import type { Mapping, SurveyedColumn, UnusedColumn } from "../mapping/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { columnsOf } from "./cells.ts";
import { type ColumnFacts, columnFacts, shareOf } from "./columns.ts";

/** Columns of which nothing is stored, and what may be missing by that. */

type Unused = { target: Target; mapping: Mapping; facts: readonly ColumnFacts[] };

/** Of a column of objects whose parts are used, so many of those that are not are told. */
const mostParts = 20;

/** Cells of columns that said nothing, or one thing, among the first rows: what they say later. */
export type LaterCells = ReadonlyMap<string, readonly string[]>;

export function unusedColumns(
  columns: readonly SurveyedColumn[],
  { target, mapping, facts, later }: Unused & { later: LaterCells },
): UnusedColumn[] {
  const whole = new Set([...columnsUsed(mapping), ...mapping.customFields]);
  const parts = new Set(Object.values(mapping.fields).flatMap(partOf));
  const opened = new Set(Object.values(mapping.fields).flatMap(openedBy));
  const byKey = new Map(facts.map((one) => [keyOf(one), one]));
  const twins = new Map(
    facts
      .filter(({ column, path }) => path === null && whole.has(column))
      .map((one) => [one.print, one.name]),
  );
  const told = new Map<string, number>();
  return columns.flatMap((surveyed) => {
    const { column, path, filled } = surveyed;
    if (path === null ? whole.has(column) : !isOpened(column) || parts.has(keyOf(surveyed))) return [];
    if (path !== null) {
      told.set(column, (told.get(column) ?? 0) + 1);
      if ((told.get(column) as number) > mostParts) return [];
    }
    const its = byKey.get(keyOf(surveyed)) as ColumnFacts;
    const cells = path === null ? later.get(column) : undefined;
    const now = cells === undefined ? its : columnFacts(its, [...its.values.keys(), ...cells]);
    const hint = hintFor(now, { target, mapping, filled });
    const twin =
      path === null && its.values.size > 1 && cells === undefined ? twins.get(its.print) : undefined;
    const { looksLike, because } =
      twin === undefined
        ? lookOf(now, { filled, severity: fieldOf(target, "severity")?.words })
        : {
            looksLike: "nothing" as const,
            because: `Says what ${twin} says, as far as the first rows show.`,
          };
    return [
      {
        column,
        path,
        filled,
        samples: now.samples,
        looksLike,
        hint: twin === undefined ? (hint ?? because) : because,
      },
    ];
  });

  /** Whether parts of it are used, and the rest of it is not kept. */
  function isOpened(column: string): boolean {
    return opened.has(column) && !mapping.customFields.includes(column);
  }
}

function columnsUsed({ fields }: Mapping): string[] {
  return Object.values(fields).flatMap(columnsOf);
}

const keyOf = ({ column, path }: Pick<SurveyedColumn, "column" | "path">) => `${column}\n${path}`;

function partOf(source: Mapping["fields"][string]): string[] {
  return source.from === "column" && source.path !== undefined
    ? [keyOf({ column: source.column, path: source.path })]
    : [];
}

const openedBy = (source: Mapping["fields"][string]) =>
  source.from === "column" && source.path !== undefined ? [source.column] : [];

type Look = Pick<UnusedColumn, "looksLike"> & { because: string | null };

function lookOf(
  { values, instants, clocks, numbers }: ColumnFacts,
  { filled, severity }: { filled: number; severity?: Parameters<typeof isSeverity>[1] },
): Look {
  const look = (looksLike: Look["looksLike"], because: string | null = null) => ({ looksLike, because });
  if (filled === 0 || values.size === 0) return look("nothing", "It is empty.");
  if (values.size === 1 && filled > 4) return look("nothing", "It says the same in every row.");
  if (instants >= 0.8) return look("instant");
  if (clocks >= 0.8) return look("instant", "Holds times of day; no date goes with them.");
  const mostly = (is: (value: string) => boolean) => shareOf(values, is) >= 0.8;
  if (mostly(isDuration)) return look("duration");
  if (mostly((value) => isSeverity(value, severity))) return look("severity");
  if (numbers >= 0.8) return look("number");
  return look(shareOf(values, isList) >= 0.5 ? "list" : "text");
}

const mostLater = 200;

/** Watches what the first rows left open of the columns that nothing is made of. */
export function watchLater({ mapping, facts }: Omit<Unused, "target">, columns: readonly string[]) {
  const used = new Set(columnsUsed(mapping));
  const cells = new Map<string, string[]>();
  const at = new Map(columns.map((column, index) => [column, index]));
  let open = facts
    .filter(({ column, path, values }) => path === null && values.size <= 1 && !used.has(column))
    .map(({ column, values }) => ({ column, at: at.get(column) as number, before: [...values.keys()][0] }));
  function add(row: readonly string[]): void {
    for (const { column, at, before } of open) {
      const cell = row[at] ?? "";
      if (cell === before || isMissing(cell) || cell.trim() === before) continue;
      const held = cells.get(column) ?? [];
      // A copy, since a slice would keep the whole piece of the file it was cut from.
      held.push(Buffer.from(cell.slice(0, 1_000)).toString());
      cells.set(column, held);
      if (held.length >= mostLater) open = open.filter((one) => one.column !== column);
    }
  }
  return { add, cells: cells as LaterCells };
}
