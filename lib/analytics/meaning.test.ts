import { globSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Query, query } from "#lib/query.ts";
import { getAiShare } from "./ai-share.ts";
import { meaningIn, meaningOf, membersOf } from "./meaning.ts";
import { getOverview } from "./overview.ts";
import * as shapes from "./shapes.ts";
import { MeasuredCount, Share } from "./shapes.ts";

type Asked = Query<unknown, unknown>;

/** Every question there is, found by what the files export. */
async function questions(): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const file of globSync("lib/analytics/*.ts").filter((one) => !one.endsWith(".test.ts"))) {
    const exported: Record<string, unknown> = await import(resolve(file));
    found.push(...Object.values(exported).filter(isQuery));
  }
  return found;
}

function isQuery(value: unknown): value is Asked {
  return typeof value === "function" && "definition" in value;
}

/** A shape says what all of its kind are, and nothing of the one that stands here. */
const ofShapes = new Set(
  Object.values(shapes).flatMap((shape) =>
    shape instanceof z.ZodType && shape.meta()?.title !== undefined ? [shape.meta()!.description] : [],
  ),
);

const keys = new Set(["title", "description", "unit", "uncertainty", "declines", "source", "type", "format"]);

/** What is wrong with what the members say of themselves. */
function faults(schema: z.core.$ZodType, path: string): string[] {
  return [...membersOf(schema)].flatMap(([name, member]) => {
    const at = path === "" ? name : `${path}.${name}`;
    return [...faultsOf(member).map((fault) => `${at} ${fault}`), ...faults(member, at)];
  });
}

function faultsOf(member: z.core.$ZodType): string[] {
  const meaning = meaningIn(member);
  if (meaning === undefined) return ["says nothing"];
  const { description, title: _, ...labels } = meaning;
  return [
    ...(ofShapes.has(description) ? ["says only what its shape does"] : []),
    ...(/^\S.*[.!?]$/.test(description) ? [] : ["does not say it in a sentence"]),
    ...Object.keys(labels).flatMap((key) => (keys.has(key) ? [] : [`says ${key}, which nothing reads`])),
    ...Object.entries(labels).flatMap(([key, text]) =>
      /\.$/.test(text) ? [`ends its ${key} with a stop`] : [],
    ),
  ];
}

test("every member of every answer says what it means", async () => {
  const all = await questions();
  expect(all.length).toBeGreaterThan(15);
  const found = all.flatMap(({ definition }) =>
    faults(definition.answer, "").map((fault) => `${definition.name}: ${fault}`),
  );
  expect(found).toEqual([]);
});

const example = (answer: z.ZodRawShape) =>
  query({
    name: "example",
    summary: "An example",
    requires: "read",
    input: z.void(),
    answer: z.object(answer) as z.ZodType<unknown>,
    run: () => Promise.reject(new Error("nobody asks")),
  }).definition.answer;

test.each<[string, z.ZodRawShape, string]>([
  ["nothing", { items: z.array(z.object({ n: z.int() })).describe("Them.") }, "items.n says nothing"],
  ["what its shape says", { share: Share }, "share says only what its shape does"],
  ["it within, where null hides it", { n: z.int().describe("How many.").nullable() }, "n says nothing"],
  ["half a sentence", { n: z.int().describe("how many") }, "n does not say it in a sentence"],
  [
    "a misspelt label",
    { n: z.int().meta({ description: "One.", units: "days" }) },
    "n says units, which nothing reads",
  ],
])("a member that says %s is refused", (_, answer, fault) => {
  expect(faults(example(answer), "")).toContain(fault);
});

test("a member inherits from its shape what it does not say itself", () => {
  const { description, declines, unit } = meaningIn(
    MeasuredCount.meta({ description: "Orders lost.", unit: "orders" }),
  )!;
  expect({ description, declines, unit }).toEqual({
    description: "Orders lost.",
    declines: "`sum` is null where none recorded it",
    unit: "orders",
  });
});

test("a reader is told what members mean and how sure they are, once", () => {
  expect(meaningOf(getAiShare, "failure.ratio")).toBe(
    "Failure rate of AI-assisted changes over that of the rest. An association, not a cause. Uncertainty: Katz's 95% interval; Fisher's two-sided p.",
  );
  expect(meaningOf(getOverview, "buckets.incidents", "buckets.incidents", "buckets.complete")).toBe(
    "Incidents whose impact began in the bucket. Whether it is whole, recorded and over: limits and comparisons leave out a bucket that the period or what is recorded cuts, or that still runs.",
  );
});

test("a path that leads nowhere does not compile, and is refused", () => {
  // @ts-expect-error: there is no such member
  expect(() => meaningOf(getOverview, "current.sev9")).toThrow("overview answers nothing at current.sev9");
});
