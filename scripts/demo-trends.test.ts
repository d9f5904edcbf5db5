import { expect, test } from "vitest";
import { getTrends } from "#lib/analytics/trends.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { demoSeed } from "./demo-data.ts";
import { generateCompany } from "./seed/company.ts";

/** What is said of the demo company, in whose history a rise and a fall are planted, 90 days apart. */

const now = "2026-11-30T12:00:00Z";

/** Its incidents; what changes have to do with them is of no matter here. */
async function demoScope(): Promise<Scope> {
  const scope = await testScope({ now });
  const company = generateCompany({ seed: demoSeed, now: new Date(now) });
  const { version } = await getSettings(scope, undefined);
  await updateSettings(scope, { zone: company.zone, version });
  await registerSystems(scope, { items: company.systems });
  const items = company.incidents.map(({ changes: _, ...incident }) => incident);
  for (let i = 0; i < items.length; i += 2500)
    expect((await declareIncidents(scope, { items: items.slice(i, i + 2500) })).refused).toEqual([]);
  await confirmCoverage(scope, {});
  return scope;
}

test("the demo's rise and fall are dated, and nothing else is marked", { timeout: 120_000 }, async () => {
  const scope = await demoScope();
  const all = await getTrends(scope, { bucket: "week" });
  const behaviour = all.behaviour;
  if ("declined" in behaviour) throw new Error(behaviour.declined);
  expect(behaviour.levels).toHaveLength(3);
  expect(behaviour).toMatchObject({ changed: "dated", signals: [] });
  // At the beginning of December, and within a week of the reset.
  const [rise, fall] = behaviour.changes.map(({ start }) => start.toISOString().slice(0, 10));
  expect(rise! >= "2025-11-24" && rise! <= "2025-12-15", rise).toBe(true);
  expect(fall! >= "2026-03-02" && fall! <= "2026-03-16", fall).toBe(true);
  expect(all.text).toMatch(
    /^Incidents rose about the week of \d+ (November|December) 2025 \(from 2\d to 4\d a week, held for 1\d weeks\) and fell about the week of \d+ March 2026 \(from 4\d to (19|20|21) a week, held for 3\d weeks\)\. No single week stands out\.$/,
  );
  // Weeks are what is shown of so long a history unless another size is asked for.
  expect((await getTrends(scope, {})).text).toBe(all.text);

  const severe = await getTrends(scope, { severity: "1", bucket: "week" });
  if ("declined" in severe.quiet) throw new Error(severe.quiet.declined);
  expect(severe.behaviour).toMatchObject({ judgedBy: "gaps", signals: [], changed: "none" });
  expect(severe.quiet.gaps.length).toBeGreaterThan(30);
  expect(severe.quiet.gaps.filter(({ marked }) => marked)).toEqual([]);
  expect(severe.text).toContain("so the time between is judged");
});

test("a rise that lasted a quarter has no date by month, which is too long to date it", {
  timeout: 120_000,
}, async () => {
  const { text } = await getTrends(await demoScope(), { bucket: "month" });
  expect(text).toMatch(
    /^Incidents changed level, from \d+ to \d+ to \d+ a month; by week it can be said when\./,
  );
});
