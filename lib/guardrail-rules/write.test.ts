import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { checkChange } from "#lib/changes/check.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { getGuardrailRule, listGuardrailRules, listRuleNotes, mostNotes } from "./read.ts";
import {
  createRule,
  enforceRule,
  noteChecks,
  redraftRule,
  releaseRule,
  retireRule,
  shadowRule,
  updateRule,
} from "./write.ts";

const agents = {
  name: "Agents are signed",
  when: [{ field: "aiAssistance", op: "is", values: ["agent"] }],
  asks: [{ field: "approvals", op: "at-least", values: ["3"] }],
};

/** Everything that the guardrails ask for. */
const planned = {
  title: "Drop a table",
  aiAssistance: "agent",
  authorLevel: "senior",
  kind: "code",
  approvals: 2,
  seniorApproval: true,
  documented: true,
  checksPassed: true,
  riskAssessed: true,
  rollbackPlan: true,
  system: "wiki",
};

async function world() {
  const scope = await testScope();
  await registerSystem(scope, { slug: "wiki", tier: 3, org: "Internal" });
  return { scope, before: await checkChange(scope, planned), rule: await createRule(scope, agents) };
}

describe("a rule of one's own", () => {
  test("as a draft, in shadow and retired leaves the answer of a check to the letter", async () => {
    const { scope, before, rule } = await world();
    const { id } = rule;
    expect(before.verdict).toBe("clear");
    expect(JSON.stringify(await checkChange(scope, planned))).toBe(JSON.stringify(before));
    await shadowRule(scope, { id });
    expect(JSON.stringify(await checkChange(scope, planned))).toBe(JSON.stringify(before));
    await retireRule(scope, { id });
    expect(JSON.stringify(await checkChange(scope, planned))).toBe(JSON.stringify(before));
  });

  test("in shadow notes what it would have said, of which change, and to whom", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    await checkChange(scope, planned);
    await shadowRule(scope, { id });
    await checkChange(scope, { ...planned, source: "ci", externalId: "7" });
    await checkChange(as(scope, "viewer"), { ...planned, approvals: 3 });
    await checkChange(scope, { ...planned, aiAssistance: "none" });
    await checkChange(scope, {});
    expect((await getGuardrailRule(scope, { id })).noted).toEqual({
      checks: 4,
      since: scope.clock(),
      held: 1,
      passed: 1,
      notApplicable: 1,
      notKnown: 1,
    });
    const { items } = await listRuleNotes(scope, { id });
    expect(items.map(({ state, title, askedBy }) => [state, title, askedBy])).toEqual([
      ["unknown", null, "A admin"],
      ["not-applicable", "Drop a table", "A admin"],
      ["met", "Drop a table", "A viewer"],
      ["unmet", "Drop a table", "A admin"],
    ]);
    expect(items[3]).toMatchObject({ source: "ci", externalId: "7", system: "wiki" });
  });

  test("that is live takes part in the answer: what it lacks blocks, what is not known needs an approval", async () => {
    const { scope, before, rule } = await world();
    const { id } = rule;
    await shadowRule(scope, { id });
    await enforceRule(scope, { id });
    const blocked = await checkChange(scope, planned);
    expect(blocked).toMatchObject({ verdict: "blocked", because: [id] });
    expect(blocked.rules.slice(0, -1)).toEqual(before.rules);
    expect(blocked.rules.at(-1)).toEqual({
      rule: id,
      name: agents.name,
      state: "unmet",
      reason: "Asked for, and not so: Approvals at least 3.",
    });
    const { approvals: _, ...unsaid } = planned;
    expect(await checkChange(scope, unsaid)).toMatchObject({
      verdict: "needs-approval",
      because: ["two-approvals", id],
    });
    expect((await checkChange(scope, { ...planned, approvals: 3 })).verdict).toBe("clear");
    expect((await checkChange(scope, { ...planned, documented: false })).because).toEqual(["documented", id]);
    await releaseRule(scope, { id });
    expect(JSON.stringify(await checkChange(scope, planned))).toBe(JSON.stringify(before));
  });

  test("goes step by step, each told with who and when, and each taken back", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    const steps = [
      [shadowRule, "shadow"],
      [redraftRule, "draft"],
      [shadowRule, "shadow"],
      [enforceRule, "live"],
      [releaseRule, "shadow"],
      [retireRule, "retired"],
      [shadowRule, "shadow"],
    ] as const;
    let { version } = rule;
    for (const [step, state] of steps) {
      const after = await step(scope, { id, version });
      expect(after).toMatchObject({ state, version: version + 1, stateSince: scope.clock() });
      expect(await getGuardrailRule(scope, { id })).toEqual(after);
      version = after.version;
    }
    const { items } = await listAudit(scope, { subject: id });
    expect(
      items.toReversed().map(({ action, actorName, after }) => [action, actorName, after?.state]),
    ).toEqual([
      ["guardrail-rule.create", "A admin", "draft"],
      ["guardrail-rule.shadow", "A admin", "shadow"],
      ["guardrail-rule.draft", "A admin", "draft"],
      ["guardrail-rule.shadow", "A admin", "shadow"],
      ["guardrail-rule.enforce", "A admin", "live"],
      ["guardrail-rule.release", "A admin", "shadow"],
      ["guardrail-rule.retire", "A admin", "retired"],
      ["guardrail-rule.shadow", "A admin", "shadow"],
    ]);
  });

  test("cannot go live without having been in shadow, nor be put away while it is live", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    expect((await refusalOf(enforceRule(scope, { id }))).code).toBe("conflict");
    await shadowRule(scope, { id });
    await enforceRule(scope, { id });
    for (const step of [retireRule, redraftRule, shadowRule])
      expect((await refusalOf(step(scope, { id }))).code).toBe("conflict");
    expect((await getGuardrailRule(scope, { id })).state).toBe("live");
  });

  test("is moved by one of two who move it at once; the other is told", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    const both = await Promise.allSettled([
      shadowRule(scope, { id, version: 1 }),
      retireRule(as(scope, "responder"), { id, version: 1 }),
    ]);
    const refused = both.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(1);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: "conflict" });
    expect((await getGuardrailRule(scope, { id })).version).toBe(2);
  });

  test("is reworded as a draft alone, and what was noted of its former words counts no longer", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    const later = { ...scope, clock: () => new Date("2026-06-02T12:00:00Z") };
    await shadowRule(scope, { id });
    await checkChange(scope, planned);
    const patch = { version: 2, asks: [{ field: "documented", op: "is", values: ["yes"] }] };
    expect((await refusalOf(updateRule(later, { id, patch }))).code).toBe("conflict");
    await redraftRule(later, { id });
    const renamed = await updateRule(later, { id, patch: { version: 3, name: "Agents" } });
    expect(renamed.noted.checks).toBe(1);
    const reworded = await updateRule(later, { id, patch: { ...patch, version: 4 } });
    expect(reworded).toMatchObject({ name: "Agents", noted: { checks: 0 }, wordedAt: later.clock() });
    expect(await getGuardrailRule(later, { id })).toEqual(reworded);
    expect((await listRuleNotes(later, { id })).items).toEqual([]);
  });

  test("keeps the latest notes alone", async () => {
    const { scope, rule } = await world();
    const { id } = rule;
    const asked = { title: null, source: null, externalId: null, system: null };
    const said = Array.from({ length: mostNotes }, () => ({ ruleId: id, state: "met" }));
    await noteChecks(scope, { askedBy: "ci", asked, said });
    await noteChecks(scope, { askedBy: "ci", asked, said: [{ ruleId: id, state: "unmet" }] });
    expect((await getGuardrailRule(scope, { id })).noted).toMatchObject({ checks: mostNotes, held: 1 });
  });

  test("is composed by responders, and made live by administrators", async () => {
    const { scope } = await world();
    const [viewer, responder] = [as(scope, "viewer"), as(scope, "responder")];
    expect((await refusalOf(createRule(viewer, agents))).code).toBe("forbidden");
    const { id } = await createRule(responder, agents);
    await shadowRule(responder, { id });
    expect((await refusalOf(enforceRule(responder, { id }))).code).toBe("forbidden");
    await enforceRule(scope, { id });
    expect((await refusalOf(releaseRule(responder, { id }))).code).toBe("forbidden");
    expect((await listGuardrailRules(viewer, {})).items.map(({ state }) => state)).toEqual(["draft", "live"]);
  });

  test("is one of fifteen at most, seven of them live", async () => {
    const { scope } = await world();
    const ids: string[] = [];
    for (let i = 1; i < 15; i += 1) ids.push((await createRule(scope, agents)).id);
    expect((await refusalOf(createRule(scope, agents))).message).toContain("retire one first");
    for (const id of ids.slice(0, 8)) await shadowRule(scope, { id });
    for (const id of ids.slice(0, 7)) await enforceRule(scope, { id });
    expect((await refusalOf(enforceRule(scope, { id: ids[7]! }))).message).toContain("7 live rules");
  });
});
