import { isNever } from "#lib/csv/instants.ts";
import { isMissing } from "#lib/csv/words.ts";
import type { Mapping } from "../mapping/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { cellSource, columnsOf } from "./cells.ts";
import type { Survey, Watcher } from "./survey.ts";

const telling = ["status", "mitigatedAt", "resolvedAt", "timeToMitigate", "timeToResolve"];
const mostLines = 3;

type Watching = { target: Target; columns: readonly string[]; mapping: Mapping; survey: Survey };

/** Counts the rows that tell neither an end nor a state. */
export function watchEndless({ target, columns, mapping, survey }: Watching): Watcher {
  const sources = telling.flatMap((name) => {
    const source = mapping.fields[name];
    if (source === undefined || columnsOf(source).some((column) => !columns.includes(column))) return [];
    return [{ cell: cellSource(source, columns), isMoment: fieldOf(target, name)?.kind === "instant" }];
  });
  return (cells, line) => {
    for (const { cell, isMoment } of sources) {
      const text = cell(cells);
      if (!isMissing(text) && !(isMoment && isNever(text))) return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    survey.endless.count++;
    if (survey.endless.lines.length < mostLines) survey.endless.lines.push(line);
  };
}
