import { changeFields } from "#db/fields/changes.ts";
import type { Field } from "#db/fields/field.ts";
import { type JudgedChange, truthOf } from "#lib/guardrail-rules/rules.ts";
import type { Condition, Wording } from "#lib/guardrail-rules/schema.ts";
import { stateOf } from "#lib/guardrails/states.ts";
import { both, NO, type Truth, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import type { Floats } from "./facts/columns.ts";
import { choiceLists, type Words } from "./facts/fields.ts";
import type { Facts } from "./facts/store.ts";

/** Rules that people composed, over the columns of all changes. */

/** The state of a rule by row of the change facts, as `ruleStateOf` tells it of one change. */
export function ownStatesOf(facts: Facts, { when, asks }: Wording): Uint8Array {
  const [applies, done] = [truthsOf(facts, when), truthsOf(facts, asks)];
  const states = new Uint8Array(facts.changes.count);
  for (let row = 0; row < states.length; row += 1)
    states[row] = stateOf(applies[row] as Truth, done[row] as Truth);
  return states;
}

function truthsOf(facts: Facts, conditions: readonly Condition[]): Uint8Array {
  const truths = new Uint8Array(facts.changes.count).fill(YES);
  for (const condition of conditions) {
    const reader = truthReader(facts, condition);
    for (let row = 0; row < truths.length; row += 1)
      if (truths[row] !== NO) truths[row] = both(truths[row] as Truth, reader(row));
  }
  return truths;
}

function truthReader(facts: Facts, condition: Condition): (row: number) => Truth {
  const { changes } = facts;
  const ofSystem = systemValues(facts, condition.field);
  if (ofSystem !== null) return coded(changes.system.values, ofSystem, condition);
  // By its kind, since a bundle may hold the classes of columns twice.
  const field: Field = changeFields[condition.field as keyof typeof changeFields];
  const column = changes[condition.field as keyof typeof changes] as unknown as Words & Floats;
  if (field.kind === "count") return counted(column.values, condition);
  const values = "facts" in field ? column.dictionary.words : valuesOf(condition.field, field);
  return coded(column.values, values, condition);
}

/** `truthOf` of a number, without a look at texts for each of a million rows. */
function counted(values: Float64Array, condition: Condition): (row: number) => Truth {
  const limit = Number(condition.values[0]);
  const isLeast = condition.op === "at-least";
  return (row) => {
    const value = values[row]!;
    if (Number.isNaN(value)) return UNKNOWN;
    return (isLeast ? value >= limit : value <= limit) ? YES : NO;
  };
}

/** One truth for each code, so that a million rows cost a look each. */
function coded(
  codes: ArrayLike<number>,
  values: readonly JudgedChange[string][],
  condition: Condition,
): (row: number) => Truth {
  const truths = values.map((value) => truthOf(condition, value));
  return (row) => truths[codes[row]!]!;
}

const lists = choiceLists(changeFields) as Readonly<Record<string, { values: readonly string[] }>>;

/** What the codes of a closed column stand for. */
function valuesOf(name: string, field: Field): readonly JudgedChange[string][] {
  return field.kind === "flag" ? [null, false, true] : [null, ...lists[name]!.values];
}

/** What is known of systems, by their number; null for a field of the change itself. */
function systemValues({ systems }: Facts, field: string): JudgedChange[string][] | null {
  if (field !== "tier" && field !== "org" && field !== "system") return null;
  const values = Array.from<JudgedChange[string]>({ length: systems.byNumber.length + 1 }).fill(null);
  for (const system of systems.byNumber) {
    if (system === undefined) continue;
    const { number, tier, org, slug } = system;
    values[number] = field === "tier" ? tier || null : field === "org" ? systems.orgs.words[org]! : slug;
  }
  return values;
}
