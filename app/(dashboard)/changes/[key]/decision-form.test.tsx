// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { click, field, mount, named, polled, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange, updateChange } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { DecisionForm } from "./decision-form.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

let scope: Scope;
let key: string;
let number = 0;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});

const deployedAt = new Date(Date.now() - 86_400_000).toISOString();

beforeEach(async () => {
  number += 1;
  const evidence = [{ channel: "commit-trailer", assistance: "assisted", tool: "Cursor", at: deployedAt }];
  const body = { source: "ci", externalId: `D${number}`, title: "Deploy", deployedAt, evidence };
  key = (await recordChange(scope, { body })).change.id;
});

const read = () => getChange(scope, { key });

test("a decision typed by hand stands above the evidence, with what was typed", async () => {
  const { box } = await mount(<DecisionForm change={await read()} isDecided={false} />);
  await click(named(box, "button", "Decide it by hand"));
  await type(field(box, "AI assistance"), "none");
  await type(field(box, "AI tool"), "");
  await click(named(box, "button", "Decide"));
  await polled(async () => (await read()).aiAssistance).toBe("none");
  const { aiTool, aiConflict, evidence } = await read();
  expect([aiTool, aiConflict]).toEqual([null, true]);
  expect(evidence.at(-1)).toMatchObject({ decision: "made", assistance: "none" });
});

test("one press lets the evidence decide again", async () => {
  await updateChange(scope, { key, patch: { version: 1, aiAssistance: "none" } });
  const { box } = await mount(<DecisionForm change={await read()} isDecided />);
  await click(named(box, "button", "Let the evidence decide"));
  await polled(async () => (await read()).aiAssistance).toBe("assisted");
});

test("a decision on what somebody else changed meanwhile is refused, and what was typed stays", async () => {
  const seen = await read();
  await updateChange(scope, { key, patch: { version: 1, title: "Another title" } });
  const { box } = await mount(<DecisionForm change={seen} isDecided={false} />);
  await click(named(box, "button", "Decide it by hand"));
  await type(field(box, "AI model"), "Opus 4.5");
  await click(named(box, "button", "Decide"));
  await polled(() => box.querySelector("[role=alert]")?.textContent ?? "").toContain("changed");
  expect((field(box, "AI model") as HTMLInputElement).value).toBe("Opus 4.5");
});
