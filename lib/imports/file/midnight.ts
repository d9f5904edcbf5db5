import type { Mapping } from "../mapping/schema.ts";
import type { Target } from "../targets/target.ts";
import { overMidnight } from "./field-source.ts";
import type { Survey, Watcher } from "./survey.ts";

const mostLines = 3;

type Watching = { target: Target; columns: readonly string[]; mapping: Mapping; survey: Survey };

/** Counts the rows that went on past midnight, as far as the file tells; no watcher where none can have. */
export function watchMidnight({ survey, ...table }: Watching): Watcher[] {
  const ends = Object.keys(table.mapping.fields).flatMap((field) => {
    const is = overMidnight(field, table);
    return is === null ? [] : [{ field, is }];
  });
  if (ends.length === 0) return [];
  const found = survey.overMidnight;
  return [
    (cells, line) => {
      const over = ends.filter(({ is }) => is(cells));
      if (over.length === 0) return;
      found.count++;
      if (found.lines.length < mostLines) found.lines.push(line);
      found.fields = [...new Set([...found.fields, ...over.map(({ field }) => field)])];
    },
  ];
}
