import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import { savePostmortem } from "#lib/postmortems/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { incidentsWithWords } from "./read.ts";
import { holds, searchOf } from "./words.ts";
import { declareIncident, declareIncidents, updateIncident } from "./write.ts";

const startedAt = "2026-05-01T10:00:00Z";
const titles = [
  "Checkout timed out in the payment gateway",
  "Café orders doubled: “Zürich” only",
  "東京で決済障害が発生",
  "ЗАКАЗЫ потеряны после отката",
  "결제 장애로 주문 실패",
  "100% of pods_restarted (OOM) 🔥",
  "बिलिंग सेवा बंद",
  "Йогурт и ёлка: Ελλάδα ΐ, Łódź",
];

async function withTitles(): Promise<Scope> {
  const scope = await testScope();
  for (const title of titles) await declareIncident(scope, { body: { title, startedAt } });
  return scope;
}

async function found(scope: Scope, words: string): Promise<number[]> {
  return [...(await incidentsWithWords(scope, { words }))].sort((a, b) => a - b);
}

describe("searching", () => {
  test("finds words by their beginning, in any order, in any case, with or without marks", async () => {
    const scope = await withTitles();
    for (const [words, numbers] of [
      ["checkout", [1]],
      ["pay time", [1]],
      ["GATEWAY check", [1]],
      ["heckout", []],
      ["cafe zurich", [2]],
      ["CAFÉ", [2]],
      ["cafe\u0301", [2]],
      ["決済障害", [3]],
      ["障害", [3]],
      ["заказы", [4]],
      ["결제", [5]],
      ["बिलिंग", [7]],
      ["йогурт", [8]],
      ["ЁЛКА", [8]],
      ["ΐ", [8]],
      ["łódź", [8]],
      ["100", [6]],
      ["restarted", [6]],
      ["🔥", [6]],
      ["checkout nothing", []],
    ] as const) {
      expect(await found(scope, words), words).toEqual(numbers);
    }
  });

  test("finds what the summary and the post-mortem say, as they stand now", async () => {
    const scope = await withTitles();
    await updateIncident(scope, { key: "1", patch: { version: 1, summary: "A certificate ran out" } });
    await savePostmortem(scope, {
      key: "2",
      draft: { rootCause: "Idempotency keys", fiveWhys: ["a\nquorum"] },
    });
    expect(await found(scope, "certificate checkout")).toEqual([1]);
    expect(await found(scope, "idempotency")).toEqual([2]);
    expect(await found(scope, "quorum cafe")).toEqual([2]);
    await updateIncident(scope, { key: "1", patch: { version: 2, summary: null, title: "Carts are empty" } });
    await savePostmortem(scope, { key: "2", draft: { version: 1, rootCause: "Locks" } });
    expect(await found(scope, "certificate")).toEqual([]);
    expect(await found(scope, "checkout")).toEqual([]);
    expect(await found(scope, "idempotency")).toEqual([]);
    expect(await found(scope, "carts")).toEqual([1]);
  });

  test("finds every row of a large batch at once, before and after the index took it in", async () => {
    const scope = await testScope();
    const items = Array.from({ length: 900 }, (_, i) => ({
      title: i % 3 === 0 ? `École number ${i}` : `Other ${i}`,
      startedAt,
    }));
    await declareIncidents(scope, { items });
    expect(await found(scope, "ecole")).toHaveLength(300);
    await expect.poll(async () => (await found(scope, "ecole num")).length, { timeout: 3000 }).toBe(300);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await found(scope, "ecole")).toHaveLength(300);
    expect(await found(scope, "other 1")).not.toHaveLength(0);
  });

  test("a blank search means everything, and signs alone are looked for as they stand", async () => {
    const scope = await withTitles();
    expect(await found(scope, "  ")).toHaveLength(titles.length);
    expect(await found(scope, "%")).toEqual([6]);
    expect(await found(scope, "_")).toEqual([6]);
    expect(await found(scope, '"')).toEqual([]);
  });

  test("no text can break a search", async () => {
    const scope = await withTitles();
    const nasty = [
      `'; drop table incidents; --`,
      `" OR "" AND NOT NEAR(a b, 2)`,
      `title: ^check* - + { } ( ) [ ]`,
      "a\u037fb а\u0483б ᴀ\u0301 ﬁ ß İ ǅ \u{1e900}x",
      "\u202eabc \ufeff \u0000 \ud800",
      "'a':* & !b | (c <-> d)",
      "\\ \\' % _ %_% \\% {{7*7}} <script>alert(1)</script>",
    ];
    for (const words of nasty) await found(scope, words);
    await fc.assert(
      asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (words) => {
        await found(scope, words);
      }),
      { numRuns: 150 },
    );
    expect(await found(scope, "checkout")).toEqual([1]);
  });

  test("the index and the rule for text agree on any title", async () => {
    const scope = await testScope();
    const word = fc.constantFrom(
      "Check",
      "check-out",
      "PAY",
      "é",
      "Ä1",
      "x9y",
      "ß",
      "a.b",
      "50%",
      "ключ",
      "장애",
    );
    const texts = fc.sample(fc.array(word, { minLength: 1, maxLength: 5 }), { numRuns: 60, seed: 7 });
    const stored = texts.map((words) => words.join(" "));
    for (const title of stored) await declareIncident(scope, { body: { title, startedAt } });
    for (const words of fc.sample(fc.array(word, { minLength: 1, maxLength: 2 }), { numRuns: 60, seed: 8 })) {
      const asked = words.join(" ");
      const expected = stored.flatMap((title, i) => (holds(title, searchOf(asked)) ? [i + 1] : []));
      expect(await found(scope, asked), asked).toEqual(expected);
    }
  });
});
