import { changeFields } from "#db/fields/changes.ts";
import { type Field, namesOf } from "#db/fields/field.ts";
import { tiers } from "#db/values.ts";
import { type GuardrailState, guardrailStates } from "#lib/guardrails/schema.ts";
import { stateOf } from "#lib/guardrails/states.ts";
import { both, NO, type Truth, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import type { Condition, Wording } from "./schema.ts";

/** A field that a rule can ask of a change, and how. */
export interface Judged {
  label: string;
  kind: "choice" | "flag" | "count" | "name";
  /** Of a choice: what it may hold. What stands for "not recorded" is no value that a rule can ask for. */
  values: readonly string[];
}

/** Known only after it was deployed, so that no rule can ask for it before. */
const afterwards = new Set(["deployedPrecision", "auditOutcome"]);

function judgedAs({ label, ...field }: Field): Judged | null {
  switch (field.kind) {
    case "choice":
      return { label, kind: "choice", values: field.values.filter((value) => value !== "unknown") };
    case "flag":
      return { label, kind: "flag", values: ["yes", "no"] };
    case "count":
      return { label, kind: "count", values: [] };
    case "key":
    case "name":
      return field.facts === "words" ? { label, kind: "name", values: [] } : null;
    default:
      return null;
  }
}

/** The fields that a rule may ask for: those of a change, and what is known of its system. */
export const judgedFields: Readonly<Record<string, Judged>> = {
  ...Object.fromEntries(
    namesOf(changeFields).flatMap((name) => {
      const judged = afterwards.has(name) ? null : judgedAs(changeFields[name]);
      return judged === null ? [] : [[name, judged] as const];
    }),
  ),
  tier: { label: "Tier", kind: "choice", values: tiers.map(String) },
  org: { label: "Organisation", kind: "name", values: [] },
  system: { label: "System", kind: "name", values: [] },
};

export const ops = ["is", "is-not", "at-least", "at-most"] as const;
export type Op = (typeof ops)[number];

/** How a field of each kind can be asked for. */
export const opsOf: Record<Judged["kind"], readonly Op[]> = {
  choice: ["is", "is-not"],
  name: ["is", "is-not"],
  flag: ["is"],
  count: ["at-least", "at-most"],
};

/** What is wrong with a condition; null where nothing is. */
export function problemOf(condition: {
  field: string;
  op: Op;
  values: string[];
}): { path: string; message: string } | null {
  const { field, op, values } = condition;
  const { kind, values: known } = judgedFields[field]!;
  if (!opsOf[kind].includes(op))
    return { path: "op", message: `cannot be asked of ${field}; use ${opsOf[kind].join(" or ")}` };
  if (kind === "count") {
    if (values.length === 1 && /^\d{1,9}$/.test(values[0]!)) return null;
    return { path: "values", message: "is one whole number" };
  }
  if (kind === "flag" && values.length > 1) return { path: "values", message: "is yes or no, not both" };
  const strange =
    kind === "name" ? values.find((one) => one === "") : values.find((one) => !known.includes(one));
  if (strange === undefined) return null;
  const use = kind === "name" ? "name one" : `use ${known.join(", ")}`;
  return { path: "values", message: `“${strange}” cannot be asked for; ${use}` };
}

/** What a rule looks at: the fields of a change as they are recorded; null where they are not. */
export type JudgedChange = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What is not recorded holds no condition, and breaks none. */
export function truthOf(condition: Condition, value: JudgedChange[string]): Truth {
  if (value === null || value === undefined || value === "unknown") return UNKNOWN;
  return holds(condition, typeof value === "boolean" ? (value ? "yes" : "no") : value) ? YES : NO;
}

function holds({ op, values }: Condition, value: string | number): boolean {
  if (op === "is") return values.includes(String(value));
  if (op === "is-not") return !values.includes(String(value));
  return op === "at-least" ? Number(value) >= Number(values[0]) : Number(value) <= Number(values[0]);
}

/**
 * Three-valued, as the guardrails are: a rule that does not apply asks nothing, one of which that is not known, or not
 * whether what it asks is there, neither holds a change nor passes it.
 */
export function ruleStateOf({ when, asks }: Wording, change: JudgedChange): GuardrailState {
  const all = (conditions: readonly Condition[]) =>
    conditions.reduce<Truth>((truth, one) => both(truth, truthOf(one, change[one.field])), YES);
  return guardrailStates[stateOf(all(when), all(asks))]!;
}

/** As it stands in an address: `aiAssistance:is:agent|generated`. */
function conditionText({ field, op, values }: Condition): string {
  return `${field}:${op}:${values.map(encodeURIComponent).join("|")}`;
}

export function conditionsText(conditions: readonly Condition[]): string {
  return conditions.map(conditionText).join(",");
}
