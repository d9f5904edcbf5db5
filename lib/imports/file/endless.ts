import { isMissing } from "#lib/csv/words.ts";
import type { Mapping } from "../mapping/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { columnsOf, fillingFor } from "./cells.ts";
import { fieldSource } from "./field-source.ts";
import type { Survey, Watcher } from "./survey.ts";

const telling = ["status", "mitigatedAt", "resolvedAt", "timeToMitigate", "timeToResolve"];
const mostLines = 3;

type Watching = { target: Target; columns: readonly string[]; mapping: Mapping; survey: Survey };

/** Counts the rows that tell neither an end nor a state. */
export function watchEndless({ target, columns, mapping, survey }: Watching): Watcher {
  const sources = telling.flatMap((name) => {
    const source = mapping.fields[name];
    if (source === undefined || columnsOf(source).some((column) => !columns.includes(column))) return [];
    const field = fieldOf(target, name);
    const isNothing = field?.kind === "choice" ? isMissing : fillingFor(field?.kind);
    return [{ cell: fieldSource(name, { target, columns, mapping }), isNothing }];
  });
  return (cells, line) => {
    for (const { cell, isNothing } of sources) if (!isNothing(cell(cells))) return;
    if (cells.every((cell) => cell.trim() === "")) return;
    survey.endless.count++;
    if (survey.endless.lines.length < mostLines) survey.endless.lines.push(line);
  };
}
