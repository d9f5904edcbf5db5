import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { testScope } from "#lib/testing.ts";
import { comparedFactors, outcomes } from "./factor-names.ts";
import { readRange } from "./filter/ranges.ts";
import { listIncidents } from "./incidents.ts";
import {
  aLinkedCompany,
  culpritsOf,
  factorOf,
  type LinkedCompany,
  outcomeOf,
  repeatsOf,
  storeLinkedCompany,
} from "./oracle-links.ts";

const now = "2026-06-15T12:00:00Z";
const zones = ["UTC", "America/Los_Angeles", "Asia/Kathmandu"];

const some = <T extends string>(values: readonly T[]) =>
  fc.subarray([...values], { minLength: 1 }).map((chosen) => chosen.join(","));
const range = (max: number) =>
  fc.oneof(
    fc.constant("unknown"),
    fc.tuple(fc.nat(max), fc.nat(max)).map(([a, b]) => `${Math.min(a, b)}..${Math.max(a, b) + 0.5}`),
    fc.nat(max).map((least) => `${least}..`),
  );

/** One or two of the words at a time, so that something is left to compare. */
const someWords = fc
  .record({
    origin: some(["cart", "wiki", "unknown"]),
    highBlast: some(["yes", "no"]),
    repeat: some(["yes", "no"]),
    recorded: some(["mitigateMinutes", "lostOrders", "systems", "approvals", "severity"]),
    lostOrders: range(400_000),
    errors: range(3_000_000),
    detectMinutes: range(3000),
    mitigateMinutes: range(3000),
    resolveMinutes: range(3000),
    worst: fc
      .tuple(fc.constantFrom("lostOrders", "mitigateMinutes"), fc.nat(30))
      .map((pair) => pair.join(":")),
    outcomeYes: fc.constantFrom(...outcomes),
    outcomeNo: fc.constantFrom(...outcomes),
    factorYes: fc.constantFrom(...comparedFactors),
    factorNo: fc.constantFrom(...comparedFactors),
    factorUnknown: fc.constantFrom(...comparedFactors),
    factor: some(["staffing", "unknown"]),
    number: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 30 }).map(String),
  })
  .chain((words) =>
    fc
      .subarray(Object.keys(words), { minLength: 1, maxLength: 2 })
      .map((names) => Object.fromEntries(Object.entries(words).filter(([name]) => names.includes(name)))),
  ) as fc.Arbitrary<Record<string, string>>;

/** The list as a person would sift it out of the records. */
function sifted(
  company: LinkedCompany,
  all: Incident[],
  words: Record<string, string>,
  zone: string,
): number[] {
  const listed = (word: string) => words[word]?.split(",") ?? [];
  const minutes = (one: Incident) => one.durations;
  const approvals = (one: Incident) => {
    const values = culpritsOf(one, company.changes).map((change) => change.approvals);
    return values.length === 0 || values.includes(null) ? null : Math.min(...(values as number[]));
  };
  const measure: Record<string, (one: Incident) => number | null> = {
    lostOrders: (one) => one.lostOrders,
    errors: (one) => one.errors,
    detectMinutes: (one) => minutes(one).detectMinutes,
    mitigateMinutes: (one) => minutes(one).mitigateMinutes,
    resolveMinutes: (one) => minutes(one).resolveMinutes,
    systems: (one) => one.systems.length || null,
    approvals,
    severity: (one) => one.severity,
  };
  const inRange = (value: number | null, text: string) => {
    if (text === "unknown") return value === null;
    const [low, high] = text.split("..");
    return value !== null && value >= Number(low) && (high === "" || value < Number(high));
  };
  let left = all
    .filter((one) => one.kind === "incident")
    .filter((one) => {
      if (words.origin === undefined) return true;
      const origins = one.systems.filter(({ part }) => part === "origin").map(({ slug }) => slug as string);
      return (origins.length === 0 ? ["unknown"] : origins).some((slug) => listed("origin").includes(slug));
    })
    .filter(
      (one) => words.highBlast === undefined || listed("highBlast").includes(one.highBlast ? "yes" : "no"),
    )
    .filter((one) => {
      const repeats = repeatsOf(one, all);
      return (
        words.repeat === undefined || (repeats !== null && listed("repeat").includes(repeats ? "yes" : "no"))
      );
    })
    .filter((one) => words.number === undefined || listed("number").includes(String(one.number)))
    .filter((one) => listed("recorded").every((name) => measure[name]!(one) !== null))
    .filter((one) =>
      ["lostOrders", "errors", "detectMinutes", "mitigateMinutes", "resolveMinutes"].every(
        (name) => words[name] === undefined || inRange(measure[name]!(one), words[name]),
      ),
    )
    .filter(
      (one) =>
        words.factor === undefined ||
        (one.factors.length === 0
          ? listed("factor").includes("unknown")
          : one.factors.some(({ factor }) => listed("factor").includes(factor))),
    );
  if (words.worst !== undefined) {
    const [name, count] = words.worst.split(":");
    const read = measure[name!]!;
    left = left
      .filter((one) => read(one) !== null)
      .sort((a, b) => read(b)! - read(a)! || a.number - b.number)
      .slice(0, Number(count));
  }
  const population = left;
  const factor = (name: string, one: Incident) =>
    factorOf(name as never, { incident: one, changes: company.changes, zone });
  return population
    .filter((one) => listed("outcomeYes").every((name) => outcomeOf(name as never, one, population) === true))
    .filter((one) => listed("outcomeNo").every((name) => outcomeOf(name as never, one, population) === false))
    .filter((one) => listed("factorYes").every((name) => factor(name, one) === true))
    .filter((one) => listed("factorNo").every((name) => factor(name, one) === false))
    .filter((one) => listed("factorUnknown").every((name) => factor(name, one) === null))
    .map((one) => one.number)
    .sort((a, b) => a - b);
}

describe("the words behind figures", () => {
  test("select what a plain reading of the records selects", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aLinkedCompany(1, 80),
        fc.array(someWords, { minLength: 25, maxLength: 25 }),
        fc.constantFrom(...zones),
        async (company, asked, zone) => {
          const scope = await testScope({ now });
          await storeLinkedCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.incidents.map((_, i) => i + 1) });
          for (const words of asked) {
            const { items } = await listIncidents(scope, { ...words, zone, limit: 500 });
            const numbers = items.map((one) => one.number).sort((a, b) => a - b);
            expect(numbers, JSON.stringify(words)).toEqual(sifted(company, all, words, zone));
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("refuse what cannot be read, by name", async () => {
    const scope = await testScope({ now });
    for (const [word, value] of [
      ["lostOrders", "100"],
      ["lostOrders", "9..3"],
      ["lostOrders", ".."],
      ["errors", "a..b"],
      ["worst", "lostOrders"],
      ["worst", "luck:3"],
      ["worst", "errors:-1"],
      ["factorYes", "bad-luck"],
      ["highBlast", "perhaps"],
      ["factor", "bad-luck"],
    ]) {
      await expect(listIncidents(scope, { [word!]: value }), `${word}=${value}`).rejects.toMatchObject({
        code: "invalid",
        errors: [{ path: word }],
      });
    }
  });

  test("ranges survive being written and read", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        (a, b) => {
          fc.pre(a !== b);
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(readRange(`${low}..${high}`)).toEqual({ low, high });
          expect(readRange(`${low}..`)).toEqual({ low, high: Number.POSITIVE_INFINITY });
        },
      ),
    );
  });
});
