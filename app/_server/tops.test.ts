import { expect, test } from "vitest";
import { z } from "zod";
import { openAction } from "#lib/actions/write.ts";
import { getBlastPictures } from "#lib/analytics/blast-pictures.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Query } from "#lib/query.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { analyticsContract } from "./contract/analytics.ts";

/** A company with more of everything than any list holds; of another size and with other names each. */
async function company(name: string, size: number): Promise<Scope> {
  const scope = await testScope({ now: "2026-06-01T12:00:00Z" });
  const group = (what: string, i: number) => `${name} ${what} ${i % Math.ceil(size / 4)}`;
  await registerSystems(scope, {
    items: Array.from({ length: size }, (_, i) => ({
      slug: `${name}-${i}`,
      name: `${name} ${i}`,
      org: group("org", i),
    })),
  });
  const causes = ["configuration", "code-defect", "capacity"] as const;
  const { refused } = await declareIncidents(scope, {
    items: Array.from({ length: 2 * size }, (_, i) => ({
      title: `${name} checkout breakdown`,
      startedAt: new Date(Date.parse("2026-05-25T00:00:00Z") + i * 300_000).toISOString(),
      status: i % 3 === 0 ? "open" : "resolved",
      mitigatedAt:
        i % 3 === 0 ? null : new Date(Date.parse("2026-05-25T00:10:00Z") + i * 300_000).toISOString(),
      severity: i % 2 === 0 ? 1 : 3,
      lostOrders: 20_000 + (i % 40),
      errors: 10 + i,
      rootCause: causes[(i % size) % 3]!,
      regions: [group("region", i)],
      aiInvolvement: "primary",
      aiTool: group("tool", i),
      source: group("source", i),
      externalId: `${i}`,
      systems: Array.from({ length: i % 40 === 0 ? 40 : 2 }, (_, k) => ({
        slug: `${name}-${(i + k) % size}`,
        part: k === 0 ? "origin" : "affected",
      })),
    })),
  });
  expect(refused).toEqual([]);
  for (let i = 0; i < size / 2; i += 1)
    await openAction(scope, {
      key: `${i + 1}`,
      body: { title: "Mend it", owner: `${name} ${i}`, dueOn: "2026-05-30" },
    });
  return scope;
}

const splits = ["system", "org", "region", "cause"];
const asked: { name: string; question: Query<never, unknown>; input: object }[] = [
  ...Object.values(analyticsContract).map(({ operation }) => ({
    name: operation.definition.name,
    question: operation as Query<never, unknown>,
    input: {},
  })),
  ...splits.map((by) => ({
    name: `trends by ${by}`,
    question: getTrends as Query<never, unknown>,
    input: { by },
  })),
  { name: "pictures", question: getBlastPictures as Query<never, unknown>, input: {} },
  { name: "similar", question: similarIncidents as Query<never, unknown>, input: { key: "1" } },
];

interface Found {
  path: string;
  list: unknown[];
  rest: { of: number; left: number; incidents: number } | undefined;
  isPage: boolean;
}

function listsIn(value: unknown, path = ""): Found[] {
  // What one of a list holds by itself is a fact of it, and not a list of the answer.
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const members = value as Record<string, unknown>;
  return Object.entries(members).flatMap(([name, member]) => [
    ...(Array.isArray(member)
      ? [
          {
            path: `${path}.${name}`,
            list: member,
            rest: members[`${name}Rest`] as Found["rest"],
            isPage: "next" in members && "total" in members,
          },
        ]
      : []),
    ...listsIn(member, `${path}.${name}`),
  ]);
}

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

test("a list that keeps only the first so many tells how many there are, and what the others add up to", {
  timeout: 120_000,
}, async () => {
  const [small, large] = [await company("ant", 240), await company("bee", 400)];
  for (const { name, question, input } of asked) {
    const [few, many] = [
      listsIn(await question(small, input as never), name),
      listsIn(await question(large, input as never), name),
    ];
    for (const { path, list, rest, isPage } of many) {
      const other = few.find((one) => one.path === path);
      if (rest !== undefined) {
        expect(rest.of, path).toBe(list.length + rest.left);
        expect(rest.left > 0, path).toBe(rest.incidents > 0);
        continue;
      }
      // Where two lists cross: each of these tells what it leaves out.
      if (path === "pictures.matrix.cells") continue;
      // Of two companies with other names and other numbers of them, a list as long in both was cut.
      const isCut = list.length > 0 && list.length === other?.list.length;
      const isOpen = wordsIn(list).sort().join() !== wordsIn(other?.list).sort().join();
      expect(isCut && isOpen && !isPage, `${path} is cut and does not tell what it leaves out`).toBe(false);
    }
  }

  const { series, seriesRest, incidents } = await getTrends(large, { by: "system" });
  expect(series).toHaveLength(12);
  expect(seriesRest).toMatchObject({ of: 400, left: 388 });
  const listed = series.reduce((sum, one) => sum + one.total, 0);
  expect(seriesRest.incidents).toBeGreaterThanOrEqual(incidents - listed);
  expect(seriesRest.incidents).toBeLessThanOrEqual(incidents);
  // An incident has one region here, so that listed ones and the rest are all of them.
  const byRegion = await getTrends(large, { by: "region" });
  const ofListed = byRegion.series.reduce((sum, one) => sum + one.total, 0);
  expect(byRegion.seriesRest).toEqual({ of: 100, left: 88, incidents: incidents - ofListed });
});

test("every list of an answer that has a bound has what is left beside it", () => {
  const bounded: string[] = [];
  const walk = (shape: z.ZodType, path: string, seen: ReadonlySet<unknown>) => {
    if (seen.has(shape)) return;
    const inside = new Set([...seen, shape]);
    if (shape instanceof z.ZodNullable || shape instanceof z.ZodOptional || shape instanceof z.ZodDefault)
      return walk(shape.unwrap() as z.ZodType, path, inside);
    if (shape instanceof z.ZodArray) return walk(shape.element as z.ZodType, `${path}[]`, inside);
    if (!(shape instanceof z.ZodObject)) return;
    for (const [name, member] of Object.entries(shape.shape as Record<string, z.ZodType>)) {
      const checks = (member as z.ZodArray).def.checks ?? [];
      if (member instanceof z.ZodArray && checks.length > 0) {
        bounded.push(`${path}.${name}`);
        expect(Object.keys(shape.shape), `${path}.${name}`).toContain(`${name}Rest`);
      }
      walk(member, `${path}.${name}`, inside);
    }
  };
  for (const { name, question } of asked) walk(question.definition.answer, name, new Set());
  expect(bounded.length).toBeGreaterThan(12);
});

test("what is left is said in words, also where a page shows fewer than the answer lists", () => {
  const rest = { of: 350, left: 338, incidents: 1204 };
  const words = (shown: number, more = {}) =>
    topWords({ rest: { ...rest, ...more }, shown, which: "most frequent", many: "systems" });
  expect(words(12)).toBe(
    "the 12 most frequent of 350 systems; the other 338 have 1,204 incidents between them",
  );
  expect(words(6)).toBe("the 6 most frequent of 350 systems; the last 338 have 1,204 incidents between them");
  expect(words(6, { of: 12, left: 0, incidents: 0 })).toBe("the 6 most frequent of 12 systems");
  expect(words(12, { of: 13, left: 1, incidents: 1 })).toBe(
    "the 12 most frequent of 13 systems; the other 1 has 1 incident",
  );
  expect(words(12, { of: 12, left: 0, incidents: 0 })).toBeNull();
});
