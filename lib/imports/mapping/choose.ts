import type { Profile } from "#lib/integrations/profile.ts";
import { columnsOf } from "../file/cells.ts";
import type { ColumnFacts } from "../file/columns.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { guessMapping } from "./guess/index.ts";
import { ownProfile } from "./own-profile.ts";
import { profileMapping, profileNamed, recognise } from "./profiles.ts";
import { groupsOf, inWords, isList, type Repeating, stemsOf, withRepeats } from "./repeated.ts";
import type { Mapping } from "./schema.ts";
import { tickedRuns } from "./ticks.ts";

export type Chosen = {
  profile: Profile | null;
  mapping: Mapping;
  /** Why a guessed field got its column. */
  why: Record<string, string>;
};

type Choosing = {
  target: Target;
  columns: readonly string[];
  facts: readonly ColumnFacts[];
  /** Left out, the mapping comes from a profile or is guessed. */
  mapping?: Mapping;
  profile?: string;
};

export function chooseMapping({ target, columns, facts, mapping, profile }: Choosing): Chosen {
  if (mapping) {
    const known = mapping.profile === null ? null : profileNamed(mapping.profile, target.name);
    return { profile: known, mapping, why: {} };
  }
  const known = profile === undefined ? recognise(columns, target.name) : profileNamed(profile, target.name);
  const groups = groupsOf(columns);
  const repeating = { target, groups, facts };
  if (known) {
    const mapping = profileMapping(known, columns);
    const isOwn = known.name === ownProfile;
    return {
      profile: known,
      ...(isOwn ? { mapping, why: {} } : withRepeats({ mapping, why: {} }, repeating)),
    };
  }
  const guess = withNumbered(guessMapping(target, facts), repeating);
  return { profile: null, ...withTicks(withRepeats(guess, repeating), { target, facts }) };
}

type Guess = Pick<Chosen, "mapping" | "why">;

/** Lists that no column is called like, though numbered columns are without their numbers. */
function withNumbered({ mapping, why }: Guess, { target, groups, facts }: Repeating): Guess {
  const stems = guessMapping(target, stemsOf(facts, groups));
  const found = target.fields.filter(
    (field) => isList(field) && !mapping.fields[field.name] && stems.mapping.fields[field.name],
  );
  const fields = found.map(({ name }) => [name, stems.mapping.fields[name]!] as const);
  return { mapping: { ...mapping, fields: { ...mapping.fields, ...Object.fromEntries(fields) } }, why };
}

/** Columns of ticks that nothing else is made of, where no column names systems, or regions. */
function withTicks({ mapping, why }: Guess, { target, facts }: Pick<Repeating, "target" | "facts">): Guess {
  const used = new Set([...Object.values(mapping.fields).flatMap(columnsOf), ...mapping.customFields]);
  const free = facts.filter(({ column, path }) => path === null && !used.has(column));
  const fields = { ...mapping.fields };
  const reasons = { ...why };
  for (const { field: name, columns } of tickedRuns(free, facts)) {
    const field = fieldOf(target, name);
    if (field === undefined || !isList(field) || fields[name]) continue;
    fields[name] = { from: "ticked", columns };
    reasons[name] =
      `${inWords(columns)} hold ticks side by side: each is taken for one of ${field.label.toLowerCase()} where it is ticked.`;
  }
  return { mapping: { ...mapping, fields }, why: reasons };
}
