import { describe, expect, test } from "vitest";
import { personActor } from "#lib/actor.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getChange } from "#lib/changes/read.ts";
import { deleteChange, recordChange } from "#lib/changes/write.ts";
import { company, storeLabelled } from "#lib/label-draws/testing-labels.ts";
import { drawLabelAudit } from "#lib/label-draws/write.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { dealLabels, getLabelAudit, listLabelAudits } from "./read.ts";
import { findingOf } from "./rules.ts";
import { deleteLabelAudit, recordLabelCheck, withdrawLabelCheck } from "./write.ts";

async function drawn() {
  const scope = await testScope();
  await storeLabelled(scope, company);
  const audit = await drawLabelAudit(scope, { size: 20, seed: 1 });
  return { scope, id: audit.id, change: audit.drawn[0]!.change, audit };
}

const person = (scope: Scope, name: string): Scope => ({
  ...scope,
  actor: personActor({ id: `usr_${name}`, name, role: "responder" }),
});

describe("an answer for a change of a sample", () => {
  test("is kept with who gave it and when, said anew, and taken back, each with its trace", async () => {
    const { scope, id, change } = await drawn();
    const check = await recordLabelCheck(scope, {
      id,
      change,
      body: { answer: "assisted", note: "Trailer." },
    });
    expect(check).toMatchObject({
      change,
      answer: "assisted",
      note: "Trailer.",
      checker: "A admin",
      version: 1,
    });
    const again = await recordLabelCheck(scope, {
      id,
      change,
      body: { answer: "assisted", note: "Trailer." },
    });
    expect(again).toEqual(check);
    const other = await recordLabelCheck(scope, { id, change, body: { answer: "none" } });
    expect(other).toMatchObject({ id: check.id, answer: "none", note: null, version: 2 });
    expect((await getLabelAudit(scope, { id })).checks).toEqual([other]);
    await withdrawLabelCheck(scope, { id, change });
    expect((await getLabelAudit(scope, { id })).checks).toEqual([]);
    expect((await refusalOf(withdrawLabelCheck(scope, { id, change }))).code).toBe("not-found");
    const { items } = await listAudit(scope, { subject: check.id });
    expect(
      items.map(({ action, before, after }) => [action, before?.answer ?? null, after?.answer ?? null]),
    ).toEqual([
      ["label-check.withdraw", "none", null],
      ["label-check.record", "assisted", "none"],
      ["label-check.record", null, "assisted"],
    ]);
    expect(items.at(-1)!.after).toMatchObject({ auditId: id, change: `CHG-${change}` });
  });

  test("leaves the label on record as it is", async () => {
    const { scope, id, change } = await drawn();
    const before = await getChange(scope, { key: `${change}` });
    for (const answer of ["agent", "none", "cannot-tell"] as const)
      await recordLabelCheck(scope, { id, change, body: { answer } });
    expect(await getChange(scope, { key: `${change}` })).toEqual(before);
  });

  test("stands beside those of others, also when they are given at once", async () => {
    const { scope, id, change } = await drawn();
    const [ada, ben] = [person(scope, "Ada"), person(scope, "Ben")];
    await Promise.all([
      recordLabelCheck(ada, { id, change, body: { answer: "assisted" } }),
      recordLabelCheck(ben, { id, change, body: { answer: "none" } }),
      recordLabelCheck(ada, { id, change, body: { answer: "generated" } }),
    ]);
    const { checks } = await getLabelAudit(scope, { id });
    expect(checks.map(({ checker }) => checker).sort()).toEqual(["Ada", "Ben"]);
    await withdrawLabelCheck(ben, { id, change });
    expect((await getLabelAudit(scope, { id })).checks).toMatchObject([{ checker: "Ada" }]);
  });

  test("is given of changes that were drawn, by those who may audit changes, in words that are known", async () => {
    const { scope, id, change, audit } = await drawn();
    const others = new Set(audit.drawn.map((one) => one.change));
    const stranger = Array.from({ length: 30 }, (_, i) => i + 1).find((number) => !others.has(number))!;
    const body = { answer: "none" };
    expect((await refusalOf(recordLabelCheck(scope, { id, change: stranger, body }))).errors).toMatchObject([
      { path: "change" },
    ]);
    expect((await refusalOf(recordLabelCheck(as(scope, "viewer"), { id, change, body }))).code).toBe(
      "forbidden",
    );
    expect((await refusalOf(withdrawLabelCheck(as(scope, "viewer"), { id, change }))).code).toBe("forbidden");
    const wrong = recordLabelCheck(scope, { id, change, body: { answer: "yes" } });
    expect((await refusalOf(wrong)).errors).toMatchObject([{ path: "body.answer" }]);
    expect((await refusalOf(recordLabelCheck(scope, { id: "lba_none", change, body }))).code).toBe(
      "not-found",
    );
  });
});

describe("what is dealt", () => {
  test("tells nothing of the label: two companies that differ in it alone are dealt the same", async () => {
    const dealt = async (aiAssistance: string) => {
      const scope = await testScope();
      const made = { aiTool: aiAssistance === "none" ? null : "Copilot", aiEvidence: "change-record" };
      const body = { title: "Faster carts", deployedAt: "2026-05-10T10:00:00Z", aiAssistance, ...made };
      await recordChange(scope, { body });
      const { id } = await drawLabelAudit(scope, { seed: 1 });
      return dealLabels(scope, { id });
    };
    const [agent, none] = [await dealt("agent"), await dealt("none")];
    expect(agent).toEqual(none);
    expect(agent).toMatchObject({ items: [{ title: "Faster carts" }], left: 1, dealt: 1 });
    expect(
      Object.keys(agent.items[0]!).filter((name) => /^ai|incident|guardrail|audit|stratum/i.test(name)),
    ).toEqual([]);
  });

  test("is what nobody has answered and nobody deleted, the same on each look, from a place of one's own", async () => {
    const { scope, id, audit } = await drawn();
    const numbers = async (who: Scope) => (await dealLabels(who, { id })).items.map(({ number }) => number);
    const sample = audit.drawn.map(({ change }) => change);
    const mine = await numbers(scope);
    expect(mine.toSorted()).toEqual(sample.toSorted());
    expect(await numbers(scope)).toEqual(mine);
    const begins = await Promise.all(
      ["Ada", "Ben", "Eve"].map(async (name) => (await numbers(person(scope, name)))[0]),
    );
    expect(new Set(begins).size).toBeGreaterThan(1);
    await recordLabelCheck(person(scope, "Ada"), { id, change: mine[0]!, body: { answer: "cannot-tell" } });
    await deleteChange(scope, { key: `${mine[1]}` });
    expect(await numbers(scope)).toEqual(mine.slice(2));
    expect(await dealLabels(scope, { id, limit: 1 })).toMatchObject({
      items: [{ number: mine[2] }],
      left: 18,
      dealt: 20,
    });
  });
});

test("a sample that is deleted is listed no longer, and its history stays", async () => {
  const { scope, id, change } = await drawn();
  expect((await listLabelAudits(scope, {})).items).toMatchObject([{ id, dealt: 20, answered: 0 }]);
  await recordLabelCheck(scope, { id, change, body: { answer: "none" } });
  await recordLabelCheck(person(scope, "Ada"), { id, change, body: { answer: "none" } });
  expect((await listLabelAudits(scope, {})).items).toMatchObject([{ answered: 1 }]);
  await deleteLabelAudit(scope, { id, version: 1 });
  expect((await listLabelAudits(scope, {})).items).toEqual([]);
  expect((await refusalOf(getLabelAudit(scope, { id }))).code).toBe("not-found");
  expect((await listAudit(scope, { subject: id })).items.map(({ action }) => action)).toEqual([
    "label-audit.delete",
    "label-audit.draw",
  ]);
});

test("together people find what all who can tell agree on", () => {
  expect(findingOf([])).toBeNull();
  expect(findingOf(["assisted", "agent", "cannot-tell"])).toBe("ai");
  expect(findingOf(["none"])).toBe("other");
  expect(findingOf(["none", "assisted"])).toBe("disagreed");
  expect(findingOf(["cannot-tell"])).toBe("cannot-tell");
});
