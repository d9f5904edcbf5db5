// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { click, field, mount, named, polled, problemOf, submit, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { listGuardrailRules } from "#lib/guardrail-rules/read.ts";
import { createRule, retireRule, shadowRule } from "#lib/guardrail-rules/write.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { Composer } from "./composer.tsx";
import { RuleSteps } from "./rule-steps.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

/** Composing and moving rules, with the real commands behind them. */

let scope: Scope;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});

beforeEach(async () => {
  for (const { id, state } of await rules()) if (state !== "retired") await retireRule(scope, { id });
});

const rules = async () => (await listGuardrailRules(scope, {})).items;
const standing = async () => (await rules()).filter(({ state }) => state !== "retired");
const approvals = { field: "approvals", op: "at-least" as const, values: ["2"] };

const value = (box: HTMLElement) => box.querySelector(`[aria-label="Asks for, 1: value"]`);

const composer = (
  <Composer draft={{ when: [], asks: [approvals] }} rule={null} offered={{}} canSave>
    <p>The price</p>
  </Composer>
);

describe("the composer", () => {
  test("shows the price of what is composed by an address that holds it", async () => {
    const { box, visited } = await mount(composer);
    await type(value(box), "3");
    expect(visited.at(-1)).toContain("asks=approvals:at-least:3");
    await click(named(box, "button", "Add a condition"));
    expect(box.textContent).toContain("The price");
  });

  test("asks for no price of a number that is none", async () => {
    const { box, visited } = await mount(composer);
    await type(value(box), "a few");
    expect(visited).toEqual([]);
  });

  test("saves a draft under its name, and keeps what was composed where the name is missing", async () => {
    const { box } = await mount(composer);
    await submit(box.querySelector("form"));
    await polled(() => problemOf(field(box, "Name of the rule")) !== null).toBe(true);
    expect(await standing()).toEqual([]);
    await type(field(box, "Name of the rule"), "Two of them");
    await submit(box.querySelector("form"));
    await polled(async () =>
      (await standing()).map(({ name, state, when, asks }) => ({ name, state, when, asks })),
    ).toEqual([{ name: "Two of them", state: "draft", when: [], asks: [approvals] }]);
  });
});

describe("a rule's steps", () => {
  test("are those that lead on from where it is, and what administrators may is not offered to others", async () => {
    const rule = { id: "grl_1", name: "Two", version: 1 };
    const labels = async (state: "draft" | "shadow" | "live" | "retired", canEnforce: boolean) => {
      const { box } = await mount(<RuleSteps rule={{ ...rule, state }} canEnforce={canEnforce} />);
      return [...box.querySelectorAll("button")].map((button) => button.textContent);
    };
    expect(await labels("draft", true)).toEqual(["Try in shadow", "Put away"]);
    expect(await labels("shadow", true)).toEqual(["Make live", "Back to draft", "Put away"]);
    expect(await labels("shadow", false)).toEqual(["Back to draft", "Put away"]);
    expect(await labels("live", true)).toEqual(["Take back into shadow"]);
    expect(await labels("live", false)).toEqual([]);
    expect(await labels("retired", true)).toEqual(["Back to draft"]);
  });

  test("are refused where somebody else was faster, and the rule stays where it is", async () => {
    const rule = await createRule(scope, { name: "Two", asks: [approvals] });
    await shadowRule(scope, { id: rule.id });
    const { box } = await mount(<RuleSteps rule={rule} canEnforce />);
    await click(named(box, "button", "Put away: Two"));
    await polled(async () => (await standing()).map(({ state, version }) => [state, version])).toEqual([
      ["shadow", 2],
    ]);
  });
});
