import { changeFields } from "#db/fields/changes.ts";
import type { Field } from "#db/fields/field.ts";
import { type JudgedChange, truthOf } from "#lib/guardrail-rules/rules.ts";
import type { Condition, Wording } from "#lib/guardrail-rules/schema.ts";
import { type StateCode, stateOf } from "#lib/guardrails/states.ts";
import { both, NO, type Truth, YES } from "#lib/guardrails/truth.ts";
import type { Floats } from "./facts/columns.ts";
import { choiceLists, type Words } from "./facts/fields.ts";
import type { Facts } from "./facts/store.ts";

/** Rules that people composed, over the columns of all changes. */

/** The state of a rule by row of the change facts, as `ruleStateOf` tells it of one change. */
export function ownStateReader(facts: Facts, { when, asks }: Wording): (row: number) => StateCode {
  const [applies, done] = [truthReader(facts, when), truthReader(facts, asks)];
  return (row) => stateOf(applies(row), done(row));
}

/**
 * What tells rows apart: a code for each row, and the class of each code. Rows of one class in all divisions are told the
 * same by each condition that the divisions were made of.
 */
export interface Division {
  codes: ArrayLike<number>;
  classOf: Int32Array;
  classes: number;
}

/** One division for each field that these conditions look at. */
export function divisionsOf(facts: Facts, conditions: readonly Condition[]): Division[] {
  return [...Map.groupBy(conditions, ({ field }) => field)].map(([field, own]) => {
    const column = codedColumn(facts, field);
    if (column === null) return countedDivision(numbersOf(facts, field), own);
    const known = new Map<string, number>();
    const classOf = Int32Array.from(column.values, (value) => {
      const said = own.map((condition) => truthOf(condition, value)).join("");
      const place = known.get(said) ?? known.size;
      known.set(said, place);
      return place;
    });
    return { codes: column.codes, classOf, classes: known.size };
  });
}

/** Numbers by how many of the steps they have taken at which a condition changes what it says; 0 is not recorded. */
function countedDivision(values: Float64Array, conditions: readonly Condition[]): Division {
  const steps = conditions.map(({ op, values: [limit] }) => ({
    limit: Number(limit),
    above: op === "at-most",
  }));
  const codes = Uint16Array.from({ length: values.length }, () => 0);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    codes[row] = 1;
    for (const { limit, above } of steps) codes[row]! += Number(above ? value > limit : value >= limit);
  }
  const classOf = Int32Array.from({ length: steps.length + 2 }, (_, code) => code);
  return { codes, classOf, classes: classOf.length };
}

function truthReader(facts: Facts, conditions: readonly Condition[]): (row: number) => Truth {
  const readers = conditions.map((condition) => {
    const column = codedColumn(facts, condition.field);
    if (column === null) {
      const values = numbersOf(facts, condition.field);
      return (row: number) => truthOf(condition, Number.isNaN(values[row]!) ? null : values[row]!);
    }
    const truths = column.values.map((value) => truthOf(condition, value));
    return (row: number) => truths[column.codes[row]!]!;
  });
  return (row) => {
    let truth: Truth = YES;
    for (let i = 0; i < readers.length && truth !== NO; i += 1) truth = both(truth, readers[i]!(row));
    return truth;
  };
}

const columnOf = ({ changes }: Facts, field: string) =>
  changes[field as keyof typeof changes] as unknown as Words & Floats;

const numbersOf = (facts: Facts, field: string): Float64Array => columnOf(facts, field).values;

/** A field by codes, and what each of them stands for; null for a number. */
function codedColumn(
  facts: Facts,
  name: string,
): { codes: ArrayLike<number>; values: readonly JudgedChange[string][] } | null {
  const ofSystem = systemValues(facts, name);
  if (ofSystem !== null) return { codes: facts.changes.system.values, values: ofSystem };
  // By its kind, since a bundle may hold the classes of columns twice.
  const field: Field = changeFields[name as keyof typeof changeFields];
  if (field.kind === "count") return null;
  const column = columnOf(facts, name);
  return {
    codes: column.values,
    values: "facts" in field ? column.dictionary.words : valuesOf(name, field),
  };
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
