import { isMissing } from "#lib/csv/words.ts";
import type { Mapping } from "../mapping/schema.ts";
import { feeding, naturalKeysOf } from "../plan/natural-key.ts";
import type { Target } from "../targets/target.ts";
import { type CellSource, cellSource, columnsOf } from "./cells.ts";
import { NumbersByKey } from "./numbers-by-key.ts";
import type { Survey, Watcher } from "./survey.ts";

/** Of rows without an id: how many of them each set of fields tells apart from all others. */
export type NaturalKeys = { rows: number; keys: { fields: readonly string[]; apart: number }[] };

type Watching = { target: Target; columns: readonly string[]; mapping: Mapping; survey: Survey };

export function watchNaturalKeys({ target, columns, mapping, survey }: Watching): Watcher[] {
  const known = Object.values(mapping.fields).every((source) =>
    columnsOf(source).every((column) => columns.includes(column)),
  );
  const sets = known ? naturalKeysOf(target, mapping) : [];
  if (sets.length === 0) return [];
  const sourceOf = (name: string): CellSource[] => {
    const source = mapping.fields[name];
    return source === undefined ? [] : [cellSource(source, columns)];
  };
  const ids = ["externalId", "id"].flatMap(sourceOf);
  const natural: NaturalKeys = { rows: 0, keys: sets.map((fields) => ({ fields, apart: 0 })) };
  survey.natural = natural;
  const members = [...new Set(sets.flat())];
  const texts = members.map((name) => ["source", ...feeding(target, mapping, name)].flatMap(sourceOf));
  const counted = sets.map((fields, i) => ({
    at: fields.map((name) => members.indexOf(name)),
    times: new NumbersByKey(),
    told: natural.keys[i]!,
  }));
  return [
    (cells) => {
      if (ids.some((id) => !isMissing(id(cells)))) return;
      const said = texts.map((sources) => sources.map((text) => plain(text(cells))).join("\u001f"));
      if (said[0] === "" || said[1] === "") return;
      natural.rows++;
      for (const { at, times, told } of counted) {
        const key = at.map((index) => said[index]).join("\u001e");
        const before = times.get(key) ?? 0;
        if (before === 0) told.apart++;
        if (before === 1) told.apart--;
        if (before < 2) times.set(key, before + 1);
      }
    },
  ];
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}
