import { canonical } from "#lib/canonical.ts";
import type { InterventionScope } from "#lib/interventions/schema.ts";
import { isCausedByChange } from "./change-caused.ts";
import { summed } from "./day-history.ts";
import { scopeMask } from "./intervention-windows.ts";
import type { View } from "./question.ts";
import { severeReader } from "./tally.ts";

/** What a scope holds day by day, and what is outside of it. */
interface Counts {
  inside: Float64Array;
  outside: Float64Array;
}

/** All incidents, the gravest, and those that a change caused. */
type Measures = Record<"verdict" | "sev12Verdict" | "causedVerdict", Counts>;

/** Only where there is a history. */
export type CountsIn = (scope: InterventionScope) => Measures;

const [SEVERE, CAUSED, INSIDE] = [1, 2, 4];

/** Counts of one view by scope: one pass over its incidents for each scope, however many interventions have it. */
export function countsByScope({ facts, history }: View): CountsIn {
  const known = new Map<string, Measures>();
  const { systems } = facts.incidents;
  const [isSevere, isCaused] = [severeReader(facts.incidents), isCausedByChange(facts)];
  return (scope) => {
    const key = canonical(scope);
    let measures = known.get(key);
    if (measures === undefined) {
      const mask = scopeMask(facts, scope);
      const groups = history!.countsOfGroups(8, (row) => {
        const kind = (isSevere(row) ? SEVERE : 0) | (isCaused(row) ? CAUSED : 0);
        return mask === null || systems.has(row, mask) ? kind | INSIDE : kind;
      });
      const of = (bits: number): Counts => {
        const having = (all: number) =>
          summed(groups.filter((_, group) => (group & (bits | INSIDE)) === all));
        return { inside: having(bits | INSIDE), outside: having(bits) };
      };
      measures = { verdict: of(0), sev12Verdict: of(SEVERE), causedVerdict: of(CAUSED) };
      known.set(key, measures);
    }
    return measures;
  };
}
