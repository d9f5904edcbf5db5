import type { Profile } from "#lib/integrations/profile.ts";
import type { ColumnFacts } from "../file/columns.ts";
import type { Target } from "../targets/target.ts";
import { guessMapping } from "./guess.ts";
import { profileMapping, profileNamed, recognise } from "./profiles.ts";
import type { Mapping } from "./schema.ts";

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
  if (known) return { profile: known, mapping: profileMapping(known, columns), why: {} };
  return { profile: null, ...guessMapping(target, facts) };
}
