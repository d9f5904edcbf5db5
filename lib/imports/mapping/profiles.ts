import { isDeepStrictEqual } from "node:util";
import type { ImportTarget } from "#db/values.ts";
import type { ColumnSpec, Profile } from "#lib/integrations/profile.ts";
import { toolProfiles } from "#lib/integrations/profiles.ts";
import { plainName } from "../targets/target.ts";
import { ownProfile, ownProfiles } from "./own-profile.ts";
import type { Answers, FieldSource, Mapping } from "./schema.ts";

/** Which tool a file came from, by its header, and the mapping that follows. */

export const profiles: readonly Profile[] = [...ownProfiles, ...toolProfiles];

export function profileNamed(name: string, target: ImportTarget): Profile | null {
  return profiles.find((profile) => profile.name === name && profile.target === target) ?? null;
}

/** The profile whose required names are all in the header; between several, the one that requires most. */
export function recognise(columns: readonly string[], target: ImportTarget): Profile | null {
  const fitting = fittingProfiles(columns, target).sort(
    (a, b) => Number(isOwn(b, columns)) - Number(isOwn(a, columns)) || b.requires.length - a.requires.length,
  );
  return fitting.find((profile) => profile.name !== ownProfile || isOwn(profile, columns)) ?? null;
}

export function fittingProfiles(columns: readonly string[], target: ImportTarget): Profile[] {
  const header = headerOf(columns);
  return profiles.filter((profile) => profile.target === target && fits(profile, header));
}

/** `started_at` is not our own spelling, and our own export is read to the letter. */
function isOwn(profile: Profile, columns: readonly string[]): boolean {
  return profile.name === ownProfile && profile.requires.every((name) => columns.includes(name as string));
}

type Header = {
  find: (name: string) => string | undefined;
  /** The columns of this name: a header that stands there again has a number behind it. */
  all: (name: string) => string[];
};

function headerOf(columns: readonly string[]): Header {
  const byName = new Map<string, string>();
  const repeated = new Map<string, string[]>();
  for (const column of columns) {
    if (!byName.has(plainName(column))) byName.set(plainName(column), column);
    const again = /^(.*) \(\d+\)$/.exec(column)?.[1];
    if (again === undefined || !columns.includes(again)) continue;
    repeated.set(plainName(again), [...(repeated.get(plainName(again)) ?? []), column]);
  }
  const find = (name: string) => byName.get(plainName(name));
  return { find, all: (name) => [...[find(name) ?? []].flat(), ...(repeated.get(plainName(name)) ?? [])] };
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
  const customFields = [...new Set((profile.keep ?? []).flatMap(header.all))];
  return { profile: profile.name, fields, customFields };
}

function sourceOf(spec: ColumnSpec, header: Header): FieldSource | null {
  if ("constant" in spec) return { from: "constant", value: spec.constant };
  if ("each" in spec) {
    const columns = [...new Set(spec.each.flatMap(header.all))];
    if (columns.length > 1) return { from: "each", columns };
    return columns.length === 1 ? { from: "column", column: columns[0]! } : null;
  }
  const columns = columnsOfSpec(spec, header);
  const [first] = columns;
  if (first === undefined) return null;
  if (Array.isArray(spec) || columns.length === 1) return { from: "column", column: first };
  if ("join" in spec) return { from: "join", columns, separator: spec.separator ?? " " };
  return { from: "first", columns };
}

function columnsOfSpec(spec: Exclude<ColumnSpec, { constant: string } | { each: string[] }>, header: Header) {
  const names = Array.isArray(spec)
    ? spec
    : "first" in spec
      ? spec.first
      : "join" in spec
        ? spec.join
        : spec.either;
  return [...new Set(names.flatMap((name) => header.find(name) ?? []))];
}

/** Fields that several columns of the file could be, as long as nobody mapped them otherwise. */
export function undecided(
  profile: Profile | null,
  mapping: Mapping,
  columns: readonly string[],
): { field: string; columns: string[]; why: string }[] {
  if (profile === null) return [];
  const header = headerOf(columns);
  return Object.entries(profile.fields).flatMap(([field, spec]) => {
    if (Array.isArray(spec) || !("either" in spec)) return [];
    const could = columnsOfSpec(spec, header);
    const isOwn = could.length > 1 && isDeepStrictEqual(mapping.fields[field], sourceOf(spec, header));
    return isOwn ? [{ field, columns: could, why: spec.why }] : [];
  });
}

/** What was answered of those stands before what the profile takes. */
export function withChosenSources(mapping: Mapping, answers: Answers, of: Mapped): Mapping {
  const { sources = {} } = answers;
  if (mapping.profile === null || Object.keys(sources).length === 0) return mapping;
  const open = undecided(profileNamed(mapping.profile, of.target), mapping, of.columns);
  const chosen = open.flatMap(({ field }) => (sources[field] ? [[field, sources[field]] as const] : []));
  return { ...mapping, fields: { ...mapping.fields, ...Object.fromEntries(chosen) } };
}

type Mapped = { target: ImportTarget; columns: readonly string[] };
