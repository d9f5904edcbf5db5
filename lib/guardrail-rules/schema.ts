import { z } from "zod";
import { ruleStates } from "#db/values.ts";
import { idOf, seenVersion, stamps } from "#lib/fields/record.ts";
import { GuardrailState } from "#lib/guardrails/schema.ts";
import { oneName } from "#lib/names.ts";
import { Instant, storedName } from "#lib/parse.ts";
import { judgedFields, ops, problemOf } from "./rules.ts";

const mostValues = 50;
const mostConditions = 12;

const names = Object.keys(judgedFields) as [string, ...string[]];

const Condition = z
  .strictObject({
    field: z
      .enum(names, `is not a field that a rule can ask for; use ${names.join(", ")}`)
      .describe("A field of the change, or `tier`, `org` or `system` for what is known of its system."),
    op: z
      .enum(ops, `use ${ops.join(", ")}`)
      .describe(
        "`is` and `is-not` for choices and names (one of the values, none of them), `is` for yes and no, `at-least` and `at-most` for numbers.",
      ),
    values: z
      .array(z.string().max(300).overwrite(oneName))
      .min(1, "names none")
      .max(mostValues, `names more than ${mostValues}`)
      .describe("What it is held against: one or more values, `yes` or `no`, or one number."),
  })
  .superRefine((condition, context) => {
    const problem = problemOf(condition);
    if (problem !== null)
      context.addIssue({ code: "custom", message: problem.message, path: [problem.path] });
  })
  .meta({ title: "Condition", description: "What a field of a change must hold." });
export type Condition = z.infer<typeof Condition>;

const Conditions = z.array(Condition).max(mostConditions, `holds more than ${mostConditions} conditions`);

const shapes = {
  name: storedName(200).meta({
    title: "Name",
    description: "What people call it.",
    examples: ["Two approvals for agents"],
  }),
  when: Conditions.meta({
    title: "When",
    examples: [[{ field: "aiAssistance", op: "is", values: ["agent", "generated"] }]],
    description:
      "Which changes it is asked of: those of which all of these hold. Without any it is asked of every change.",
  }),
  asks: Conditions.min(1, "asks for nothing").meta({
    title: "Asks",
    examples: [[{ field: "approvals", op: "at-least", values: ["2"] }]],
    description: "What it asks of them: all of these.",
  }),
};

export const RuleBody = z.strictObject({ ...shapes, when: shapes.when.default([]) });
export type RuleBody = z.infer<typeof RuleBody>;

/** What a rule says, whatever it is called. */
export type Wording = Pick<RuleBody, "when" | "asks">;

export const RulePatch = z.strictObject(shapes).partial().extend({ version: seenVersion });

export const RuleState = z
  .enum(ruleStates)
  .describe(
    "`draft`: it is only priced. `shadow`: checks note what it would have said, and answer without it. `live`: it takes part in what checks answer. `retired`: it does nothing.",
  );

const Noted = z
  .object({
    checks: z.int().describe("Checks that were noted, and are kept: the latest 1,000."),
    since: Instant.nullable().describe("When the first of these was asked; null without any."),
    held: z.int().describe("Those of changes that it would have held."),
    passed: z.int().describe("Those of changes that have what it asks for."),
    notApplicable: z.int().describe("Those of changes that it asks nothing of."),
    notKnown: z
      .int()
      .describe("Those of changes of which too little was sent to tell: neither held nor passed."),
  })
  .meta({
    title: "Noted in shadow",
    description: "What it would have said to checks, since it asks what it asks now.",
  });

export type RuleState = z.infer<typeof RuleState>;

export const OwnRule = z
  .object({
    id: idOf("rule"),
    ...stamps,
    ...shapes,
    text: z.string().describe("What it asks for, in words."),
    state: RuleState,
    stateSince: Instant.describe("Since when it is in this state."),
    wordedAt: Instant.describe("Since when it asks what it asks now."),
    noted: Noted,
  })
  .meta({ id: "GuardrailRule" });
export type OwnRule = z.infer<typeof OwnRule>;

export const RuleNote = z
  .object({
    id: idOf("note"),
    at: Instant.describe("When it was asked."),
    state: GuardrailState.describe("What the rule would have said."),
    title: z
      .string()
      .nullable()
      .describe("Title of the change that was asked about; null where none was sent."),
    source: z.string().nullable().describe("Its source, likewise."),
    externalId: z.string().nullable().describe("Its id in the source, likewise."),
    system: z.string().nullable().describe("Its system, likewise."),
    askedBy: z.string().describe("Who asked."),
  })
  .meta({ title: "Note of a check" });
export type RuleNote = z.infer<typeof RuleNote>;

/** A list of conditions as it stands in an address: `approvals:at-least:2,aiAssistance:is:agent|generated`. */
export const conditionsWord = z
  .string()
  .max(4000)
  .transform((text, context): Condition[] => {
    const parsed = Conditions.safeParse(
      text
        .split(",")
        .filter((one) => one.trim() !== "")
        .map(conditionOf),
    );
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const at = Number(issue.path[0]);
      const said = Number.isNaN(at) ? "" : `“${text.split(",")[at]}” `;
      context.addIssue({
        code: "custom",
        message: `${said}cannot be used: ${String(issue.path.at(-1))} ${issue.message}`,
      });
    }
    return z.NEVER;
  });

function conditionOf(text: string): unknown {
  const [field, op, ...rest] = text.trim().split(":");
  return { field, op, values: rest.join(":").split("|").map(decoded) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
