import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { ownRuleNotes, ownRules } from "#db/schema/guardrail-rules.ts";
import type { Permission } from "#lib/actor.ts";
import { canonical } from "#lib/canonical.ts";
import { command, unchanged } from "#lib/command.ts";
import { AppError } from "#lib/errors.ts";
import { GuardrailState } from "#lib/guardrails/schema.ts";
import { omitUndefined } from "#lib/parse.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { getGuardrailRule, notesBeyond, ruleCounts } from "./read.ts";
import { OwnRule, RuleBody, RulePatch, type RuleState } from "./schema.ts";
import { wordingWords } from "./words.ts";

/** Each of them is asked of every change when its price is worked out. */
const mostRules = 15;
const mostLive = 7;

const tooMany = `There are ${mostRules} rules that are not retired: retire one first.`;

const nothingNoted = { checks: 0, since: null, held: 0, passed: 0, notApplicable: 0, notKnown: 0 };

export const createRule = command({
  name: "guardrail-rule.create",
  summary: "Compose a guardrail rule, as a draft that does nothing yet",
  requires: "rule.write",
  input: RuleBody,
  answer: OwnRule,
  async run(context, body) {
    const { standing } = await context.ask(ruleCounts, undefined);
    if (standing >= mostRules) throw refused(tooMany);
    const rule = {
      id: context.newId("grl"),
      version: 1,
      ...body,
      state: "draft" as const,
      stateSince: context.now,
      wordedAt: context.now,
      createdAt: context.now,
      updatedAt: context.now,
    };
    return {
      edits: [create(ownRules, rule)],
      records: [{ subject: rule.id, before: null, after: { ...body, state: rule.state } }],
      answer: () => ({ ...rule, text: wordingWords(rule), noted: nothingNoted }),
    };
  },
});

export const updateRule = command({
  name: "guardrail-rule.update",
  summary: "Reword a draft of a guardrail rule; needs the version you saw",
  requires: "rule.write",
  input: z.object({ id: z.string().max(100), patch: RulePatch }),
  answer: OwnRule,
  async run(context, { id, patch: { version, ...patch } }) {
    const before = await context.ask(getGuardrailRule, { id });
    requireVersion({ version, before, name: `“${before.name}”` });
    const set = omitUndefined(patch);
    const worded = { ...before, ...set };
    if (canonical(worded) === canonical(before)) return unchanged(before);
    if (before.state !== "draft")
      throw refused(`“${before.name}” is ${before.state}: only a draft can be reworded.`, before);
    const isSame = canonical([worded.when, worded.asks]) === canonical([before.when, before.asks]);
    const wordedAt = isSame ? before.wordedAt : context.now;
    const noted = isSame ? before.noted : nothingNoted;
    const after = { ...worded, wordedAt, noted, text: wordingWords(worded) };
    return {
      edits: [update(ownRules, { key: { id }, version: before.version }, { ...set, wordedAt })],
      records: [{ subject: id, before: wordingOf(before), after: wordingOf(after) }],
      answer: () => ({ ...after, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

function wordingOf({ name, when, asks }: OwnRule) {
  return { name, when, asks };
}

/** A step of a rule from one state to another; what is already there stays, and tells nothing. */
function step(of: {
  name: string;
  summary: string;
  requires: Permission;
  from: readonly RuleState[];
  to: RuleState;
}) {
  const { from, to, ...door } = of;
  return command({
    ...door,
    input: z.object({ id: z.string().max(100), version: z.int().optional() }),
    answer: OwnRule,
    async run(context, { id, version }) {
      const before = await context.ask(getGuardrailRule, { id });
      requireUnchanged({ version, before, name: `“${before.name}”` });
      if (before.state === to) return unchanged(before);
      if (!from.includes(before.state))
        throw refused(
          `“${before.name}” is ${before.state}; this needs one that is ${from.join(" or ")}.`,
          before,
        );
      const { standing, live } = await context.ask(ruleCounts, undefined);
      if (before.state === "retired" && standing >= mostRules) throw refused(tooMany);
      if (to === "live" && live >= mostLive)
        throw refused(`There are ${mostLive} live rules already: take one back first.`, before);
      const set = { state: to, stateSince: context.now };
      return {
        edits: [update(ownRules, { key: { id }, version: before.version }, set)],
        records: [{ subject: id, before: { state: before.state }, after: { state: to } }],
        answer: () => ({ ...before, ...set, version: before.version + 1, updatedAt: context.now }),
      };
    },
  });
}

export const redraftRule = step({
  name: "guardrail-rule.draft",
  summary: "Take a rule out of shadow, or back from the retired: it is a draft again",
  requires: "rule.write",
  from: ["shadow", "retired"],
  to: "draft",
});

export const shadowRule = step({
  name: "guardrail-rule.shadow",
  summary: "Let a rule note what it would say to checks, without a part in their answers",
  requires: "rule.write",
  from: ["draft", "retired"],
  to: "shadow",
});

export const retireRule = step({
  name: "guardrail-rule.retire",
  summary: "Put away a rule that is a draft or in shadow; its history stays",
  requires: "rule.write",
  from: ["draft", "shadow"],
  to: "retired",
});

export const enforceRule = step({
  name: "guardrail-rule.enforce",
  summary: "Make a rule live that was in shadow: checks answer with it from now on",
  requires: "rule.enforce",
  from: ["shadow"],
  to: "live",
});

export const releaseRule = step({
  name: "guardrail-rule.release",
  summary: "Take a live rule back into shadow: checks answer without it from now on",
  requires: "rule.enforce",
  from: ["live"],
  to: "shadow",
});

const text = z.string().nullable();

export const noteChecks = command({
  name: "guardrail-rule.note",
  summary: "Note what rules in shadow would have said to a check",
  requires: "rule.write",
  input: z.object({
    askedBy: z.string(),
    asked: z.object({ title: text, source: text, externalId: text, system: text }),
    said: z.array(z.object({ ruleId: z.string(), state: GuardrailState })),
  }),
  answer: z.void(),
  audited: "use",
  async run(context, { askedBy, asked, said }) {
    const beyond = await context.ask(notesBeyond, { ids: said.map(({ ruleId }) => ruleId) });
    const at = context.now;
    return {
      edits: [
        ...said.map((one) =>
          create(ownRuleNotes, { id: context.newId("grn"), ...one, ...asked, at, askedBy }),
        ),
        ...beyond.map((id) => remove(ownRuleNotes, { id })),
      ],
      records: [],
      answer: () => undefined,
    };
  },
});

function refused(message: string, current?: OwnRule): AppError {
  return new AppError("conflict", message, { current });
}
