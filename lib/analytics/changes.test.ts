import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { aiAssistances, aiEvidences, auditOutcomes, authorLevels, changeKinds } from "#db/values.ts";
import type { Change } from "#lib/changes/schema.ts";
import { recordChange } from "#lib/changes/write.ts";
import { guardrailRules, guardrailStates } from "#lib/guardrails/schema.ts";
import { testScope } from "#lib/testing.ts";
import {
  aBroadFilter,
  aCompany,
  isChangeMatching,
  judgeOf,
  type Outcome,
  storeWithChanges,
} from "./change-oracle.ts";
import { listChanges } from "./changes.ts";

const now = "2026-06-15T12:00:00Z";

const some = <T extends string>(values: readonly T[]) =>
  fc.option(
    fc
      .subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) })
      .map((chosen) => chosen.join(",")),
    { nil: undefined, freq: 1 },
  );

const rules = guardrailRules.flatMap((rule) => guardrailStates.map((state) => `${rule}:${state}`));

const changeWords = fc
  .record({
    assistance: some(aiAssistances),
    changeKind: some([...changeKinds, "unknown"]),
    level: some(authorLevels),
    changeEvidence: some(aiEvidences),
    rule: some(rules),
    failed: some(["yes", "no", "pending", "unrecorded"]),
    audited: fc.constantFrom("yes", "no", undefined),
    outcome: some(auditOutcomes),
  })
  .map(
    (words) =>
      Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
  );

function hasWords(change: Change, words: Record<string, string>, failed: Outcome): boolean {
  const among = (word: string, value: string | null) =>
    words[word] === undefined || words[word].split(",").includes(value ?? "unknown");
  const says = (word: string, isSo: boolean) =>
    words[word] === undefined || words[word] === (isSo ? "yes" : "no");
  const states = change.guardrails.rules.map(({ rule, state }) => `${rule}:${state}`);
  return (
    among("assistance", change.aiAssistance) &&
    among("changeKind", change.kind) &&
    among("level", change.authorLevel) &&
    among("changeEvidence", change.aiEvidence) &&
    (words.rule === undefined || words.rule.split(",").some((pair) => states.includes(pair))) &&
    (words.failed === undefined || words.failed.split(",").includes(failed)) &&
    says("audited", change.auditedAt !== null) &&
    (words.outcome === undefined || words.outcome.split(",").includes(change.auditOutcome ?? ""))
  );
}

describe("the list of changes", () => {
  test("holds what a plain loop finds, for random filters and words", { timeout: 120_000 }, async () => {
    const question = fc.tuple(aBroadFilter, changeWords);
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(question, { minLength: 8, maxLength: 8 }),
        async (company, questions) => {
          const scope = await testScope({ now });
          const stored = await storeWithChanges(scope, company);
          for (const [{ bucket: _, ...filter }, words] of questions) {
            const { items, total, period } = await listChanges(scope, { ...filter, ...words, limit: 500 });
            const judge = judgeOf({ incidents: stored.incidents, filter, zone: period.zone, now });
            const meant = stored.changes.filter(
              (one) => isChangeMatching(one, filter, period) && hasWords(one, words, judge(one)),
            );
            expect(total).toBe(meant.length);
            expect(new Set(items.map(({ number }) => number))).toEqual(
              new Set(meant.map(({ number }) => number)),
            );
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("without a period holds every change, whatever the order", async () => {
    const scope = await testScope({ now });
    const [company] = fc.sample(aCompany, { numRuns: 1, seed: 11 });
    await storeWithChanges(scope, company!);
    for (const sort of ["-deployedAt", "number", "approvals", "-unmet"]) {
      const seen: number[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await listChanges(scope, {
          sort,
          limit: 7,
          ...(cursor === undefined ? {} : { cursor }),
        });
        seen.push(...page.items.map(({ number }) => number));
        cursor = page.next;
      }
      expect(seen.toSorted((a, b) => a - b)).toEqual(company!.changes.map((_, i) => i + 1));
    }
  });

  test("finds words in titles and ids, and takes signs as they are", async () => {
    const scope = await testScope({ now });
    for (const [externalId, title] of [
      ["D-1", "Raise cart limit to 100%"],
      ["D-2", "Rename cart_total"],
      ["D-3", "Rename carts"],
    ]) {
      const body = { source: "ci", externalId, title, deployedAt: "2026-05-01T10:00:00Z" };
      await recordChange(scope, { body });
    }
    const found = async (q: string) =>
      (await listChanges(scope, { q, sort: "number" })).items.map(({ externalId }) => externalId);
    expect(await found("cart RENAME")).toEqual(["D-2", "D-3"]);
    expect(await found("%")).toEqual(["D-1"]);
    expect(await found("t_t")).toEqual(["D-2"]);
    expect(await found("d-3")).toEqual(["D-3"]);
  });

  test("refuses words it cannot use, by name", async () => {
    const scope = await testScope({ now });
    for (const [word, value] of [
      ["assistance", "some"],
      ["rule", "two-approvals"],
      ["failed", "perhaps"],
      ["sort", "title"],
      ["cursor", "somewhere"],
    ]) {
      await expect(listChanges(scope, { [word!]: value })).rejects.toMatchObject({
        code: "invalid",
        errors: [{ path: word }],
      });
    }
  });
});
