import type { ImportTarget } from "#db/values.ts";
import type { ColumnSpec, Profile } from "#lib/integrations/profile.ts";
import { toolProfiles } from "#lib/integrations/profiles.ts";
import { plainName } from "../targets/target.ts";
import { ownProfile, ownProfiles } from "./own-profile.ts";
import type { FieldSource, Mapping } from "./schema.ts";

/** Which tool a file came from, by its header, and the mapping that follows. */

export const profiles: readonly Profile[] = [...ownProfiles, ...toolProfiles];

export function profileNamed(name: string, target: ImportTarget): Profile | null {
  return profiles.find((profile) => profile.name === name && profile.target === target) ?? null;
}

/** The profile whose required names are all in the header; between several, the one that requires most. */
export function recognise(columns: readonly string[], target: ImportTarget): Profile | null {
  const header = headerOf(columns);
  const fitting = profiles.filter((profile) => profile.target === target && fits(profile, header));
  fitting.sort(
    (a, b) => Number(isOwn(b, columns)) - Number(isOwn(a, columns)) || b.requires.length - a.requires.length,
  );
  return fitting.find((profile) => profile.name !== ownProfile || isOwn(profile, columns)) ?? null;
}

/** `started_at` is not our own spelling, and our own export is read to the letter. */
function isOwn(profile: Profile, columns: readonly string[]): boolean {
  return profile.name === ownProfile && profile.requires.every((name) => columns.includes(name as string));
}

type Header = { columns: readonly string[]; find: (name: string) => string | undefined };

function headerOf(columns: readonly string[]): Header {
  const byName = new Map<string, string>();
  for (const column of columns) if (!byName.has(plainName(column))) byName.set(plainName(column), column);
  return { columns, find: (name) => byName.get(plainName(name)) };
}

function fits(profile: Profile, header: Header): boolean {
  return profile.requires.every((need) =>
    typeof need === "string"
      ? header.find(need) !== undefined
      : need.some((name) => header.find(name) !== undefined),
  );
}

export function profileMapping(profile: Profile, columns: readonly string[]): Mapping {
  const header = headerOf(columns);
  const fields: Record<string, FieldSource> = {};
  if (profile.source !== null) fields.source = { from: "constant", value: profile.source };
  for (const [field, spec] of Object.entries(profile.fields)) {
    const source = sourceOf(spec, header);
    if (source) fields[field] = source;
  }
  const customFields = (profile.keep ?? []).flatMap((name) => header.find(name) ?? []);
  return { profile: profile.name, fields, customFields };
}

function sourceOf(spec: ColumnSpec, header: Header): FieldSource | null {
  if ("constant" in spec) return { from: "constant", value: spec.constant };
  const names = Array.isArray(spec) ? spec : "first" in spec ? spec.first : spec.join;
  const columns = [...new Set(names.flatMap((name) => header.find(name) ?? []))];
  const [first] = columns;
  if (first === undefined) return null;
  if (Array.isArray(spec) || columns.length === 1) return { from: "column", column: first };
  if ("first" in spec) return { from: "first", columns };
  return { from: "join", columns, separator: spec.separator ?? " " };
}
