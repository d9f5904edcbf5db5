import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cut, hold } from "./answer.ts";
import { query } from "./query.ts";
import { testScope } from "./testing.ts";

/** What leaves is what its shape says: no more, nothing else, and no number that is none. */

const Shape = z.object({ lost: z.number().nullable(), systems: z.array(z.object({ slug: z.string() })) });
const right = { lost: 5, systems: [{ slug: "checkout" }] };

const answering = (answer: unknown) =>
  query({
    name: "tests.answer",
    summary: "Whatever it is told to",
    requires: "read",
    input: z.void(),
    answer: Shape,
    run: async () => answer as z.infer<typeof Shape>,
  });

describe("a query", () => {
  test("that answers as it says is answered", async () => {
    expect(await answering(right)(await testScope(), undefined)).toEqual(right);
  });

  test.each([
    ["more than it declares", { ...right, secret: "s" }, "secret: is not declared"],
    [
      "more within a list",
      { ...right, systems: [{ slug: "a", token: "t" }] },
      "systems.0.token: is not declared",
    ],
    ["NaN", { ...right, lost: Number.NaN }, "lost: "],
    ["a wrong type", { ...right, lost: "5" }, "lost: "],
    ["less", { lost: 5 }, "systems: "],
  ])("that answers %s is a fault", async (_, answer, words) => {
    await expect(answering(answer)(await testScope(), undefined)).rejects.toThrow(
      `tests.answer answers what its shape does not say. ${words}`,
    );
  });
});

describe("at the edge", () => {
  test("what is not declared is cut, at any depth, and nothing else is touched", () => {
    expect(cut(Shape, { ...right, secret: 1, systems: [{ slug: "a", token: "t" }] })).toEqual({
      lost: 5,
      systems: [{ slug: "a" }],
    });
    const at = new Date();
    const open = z.object({
      at: z.date(),
      by: z.record(z.string(), z.object({ n: z.int() })),
      either: z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]).nullable(),
      loose: z.looseObject({}),
    });
    expect(
      cut(open, { at, by: { x: { n: 1, m: 2 } }, either: { b: 1, c: 2 }, loose: { kept: true } }),
    ).toEqual({ at, by: { x: { n: 1 } }, either: { b: 1 }, loose: { kept: true } });
    expect(cut(open, { at, by: {}, either: null, loose: {} })).toMatchObject({ either: null });
  });

  test("lists in which nothing can be cut are handed on as they are", () => {
    const numbers = [1, 2, 3];
    expect(cut(z.array(z.number()), numbers)).toBe(numbers);
    expect(hold("tests.numbers", z.array(z.number()), numbers)).toBe(numbers);
  });
});
