import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importTargets } from "#db/values.ts";
import { bodies, createStore, importText } from "./testing.ts";

test.each(importTargets)("the sample file of %s is read without a refused row", async (target) => {
  const text = readFileSync(`public/samples/${target}.csv`, "utf8");
  const store = createStore({
    systems: ["checkout", "payments", "search", "messaging"],
    incidents: { "INC-101": "inc_1", "INC-102": "inc_2" },
  });
  const { rows, inspection } = await importText(text, { target, store });
  expect(rows.map(({ action }) => action)).not.toContain("refused");
  expect(bodies(rows)).toHaveLength(text.trim().split("\n").length - 1);
  expect(inspection.questions.length).toBeLessThanOrEqual(5);
});
