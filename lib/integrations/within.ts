import type { ColumnSpec, Profile } from "./profile.ts";

/** The same file with each record inside a member of its row: `attributes.title` for title. What is not inside is named in `beside`. */
export function within(
  member: string,
  { beside = [], ...own }: Pick<Profile, "name" | "label" | "tool"> & { beside?: readonly string[] },
  profile: Profile,
): Profile {
  const inside = (name: string) => (beside.includes(name) ? name : `${member}.${name}`);
  const all = (names: string[] = []) => names.map(inside);
  const specInside = (spec: ColumnSpec): ColumnSpec => {
    if ("constant" in spec) return spec;
    if (Array.isArray(spec)) return all(spec);
    if ("first" in spec) return { first: all(spec.first) };
    if ("either" in spec) return { ...spec, either: all(spec.either) };
    return "each" in spec ? { each: all(spec.each) } : { ...spec, join: all(spec.join) };
  };
  return {
    ...profile,
    ...own,
    requires: profile.requires.map((need) => (typeof need === "string" ? inside(need) : all(need))),
    fields: Object.fromEntries(
      Object.entries(profile.fields).map(([field, spec]) => [field, specInside(spec)]),
    ),
    ids: all(profile.ids),
    numbers: all(profile.numbers),
    keep: all(profile.keep),
  };
}
