import { expect, test } from "vitest";
import { changesHref, narrowed } from "./changes-address.ts";

const period = { from: new Date("2026-03-01"), to: new Date("2026-04-01"), zone: "UTC" };

test("a list of changes keeps the page's filter, and searches incidents where the page did", () => {
  const words = { q: "cart", tier: "1", period: "90d", bucket: "week" };
  expect(changesHref({ words, period, more: { failed: "yes" } })).toBe(
    "/changes?tier=1&incidentWords=cart&from=2026-03-01&to=2026-04-01&failed=yes",
  );
});

test("a figure's values and the filter's must both hold", () => {
  expect(narrowed({}, "ai", ["contributing", "primary"])).toEqual({ ai: "contributing,primary" });
  expect(narrowed({ ai: "primary, none" }, "ai", ["contributing", "primary"])).toEqual({ ai: "primary" });
});
