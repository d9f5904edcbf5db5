import { expect, test } from "vitest";
import { declareIncident, deleteIncident } from "#lib/incidents/write.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { getChoices } from "./choices.ts";

test("a filter offers what live incidents have, the most frequent first, and nothing that only a deleted one had", async () => {
  const scope = await testScope();
  await registerSystem(scope, { slug: "cart", name: "Cart", org: "Retail" });
  await registerSystem(scope, { slug: "search", name: "Search", org: "Retail" });
  const declare = (title: string, more: object) =>
    declareIncident(scope, { body: { title, startedAt: "2026-05-01T10:00:00Z", ...more } });
  await declare("a", { systems: [{ slug: "cart" }], regions: ["eu"], aiTool: "Copilot" });
  await declare("b", { systems: [{ slug: "cart" }], regions: ["us", "eu"] });
  expect(await getChoices(scope, undefined)).toMatchObject({
    any: true,
    org: [{ value: "Retail" }],
    system: [{ value: "cart", label: "Cart" }],
    region: [{ value: "eu" }, { value: "us" }],
    tool: [{ value: "Copilot" }],
    source: [],
  });

  const { incident: gone } = await declare("c", {
    systems: [{ slug: "search" }],
    regions: ["asia"],
    aiTool: "Cursor",
  });
  expect((await getChoices(scope, undefined)).system.map(({ value }) => value)).toEqual(["cart", "search"]);
  await deleteIncident(scope, { key: String(gone.number), version: gone.version });
  const after = await getChoices(scope, undefined);
  expect(after.system.map(({ value }) => value)).toEqual(["cart"]);
  expect(after.region.map(({ value }) => value)).toEqual(["eu", "us"]);
  expect(after.tool.map(({ value }) => value)).toEqual(["Copilot"]);
});
