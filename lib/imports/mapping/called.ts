import type { Names } from "#lib/identity.ts";
import { oneName } from "#lib/names.ts";
import { plainName } from "../targets/target.ts";
import type { Settlement } from "./columns.ts";
import { profileNamed } from "./profiles.ts";

/** What a tool's file calls the record of a row; null where nobody knows which of its columns are names. */
export function namesReader({
  target,
  columns,
  mapping,
}: Settlement): ((cells: readonly string[]) => Names) | null {
  const profile = mapping.profile === null ? null : profileNamed(mapping.profile, target.name);
  const places = (wanted: readonly string[] = []) =>
    wanted.flatMap((name) => {
      const at = columns.findIndex((column) => plainName(column) === plainName(name));
      return at === -1 ? [] : [at];
    });
  const [ids, numbers] = [places(profile?.ids), places(profile?.numbers)];
  if (ids.length + numbers.length === 0) return null;
  const read = (cells: readonly string[], at: readonly number[]) =>
    at.flatMap((place) => {
      const name = oneName(cells[place] ?? "");
      return name === "" || name.length > longest ? [] : [name];
    });
  return (cells) => ({ ids: read(cells, ids), numbers: read(cells, numbers) });
}

/** A longer text is no name. */
const longest = 300;
