import { isNever } from "#lib/csv/instants.ts";
import { isMissing } from "#lib/csv/words.ts";
import type { Survey, Watcher } from "./survey.ts";

/** In how many rows the columns that a field could be say different things, and in how many each speaks alone. */
export type Disagreement = { differ: number; alone: Record<string, number> };

type Watching = { field: string; could: readonly string[]; columns: readonly string[]; survey: Survey };

export function watchDisagreement({ field, could, columns, survey }: Watching): Watcher {
  const at = could.map((column) => columns.indexOf(column));
  const found: Disagreement = { differ: 0, alone: {} };
  survey.disagreements[field] = found;
  return (cells) => {
    const said = at.map((index) => (cells[index] ?? "").trim());
    const speaking = could.filter((_, index) => !isMissing(said[index]!) && !isNever(said[index]!));
    const [only] = speaking;
    if (only !== undefined && speaking.length === 1) found.alone[only] = (found.alone[only] ?? 0) + 1;
    if (new Set(said.filter((text) => !isMissing(text) && !isNever(text))).size > 1) found.differ++;
  };
}
