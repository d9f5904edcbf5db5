import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFields, type Draft, draftFields, mergeDrafts, patchOf } from "./merge.ts";

const blank: Draft = {
  summary: null,
  impact: null,
  detection: null,
  rootCause: null,
  aiRole: null,
  wentWell: null,
  wentWrong: null,
  lucky: null,
  lessons: null,
  fiveWhys: [],
  owner: null,
  reviewers: [],
};

const text = fc.option(fc.constantFrom("a", "b", "c", " "));
const list = fc.array(fc.constantFrom("x", "y"), { maxLength: 2 });
const drafts = fc.record(
  Object.fromEntries(
    draftFields.map((field) => [field, field === "fiveWhys" || field === "reviewers" ? list : text]),
  ),
) as unknown as fc.Arbitrary<Draft>;

describe("two people writing at once", () => {
  test("keep both sections when each wrote another", () => {
    const mine = { ...blank, summary: "mine" };
    const theirs = { ...blank, impact: "theirs" };
    expect(mergeDrafts({ base: blank, mine, theirs })).toEqual({
      merged: { ...blank, summary: "mine", impact: "theirs" },
      clashes: [],
    });
  });

  test("are asked when both wrote the same section differently, and not when they wrote the same", () => {
    const mine = { ...blank, summary: "mine", lessons: "same" };
    const theirs = { ...blank, summary: "theirs", lessons: "same" };
    expect(mergeDrafts({ base: blank, mine, theirs }).clashes).toEqual(["summary"]);
  });

  test("lose nothing: every change is in the result or named as a clash", () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (base, mine, theirs) => {
        const { merged, clashes } = mergeDrafts({ base, mine, theirs });
        const apart = (a: Draft, b: Draft) => changedFields(a, b).filter((field) => !clashes.includes(field));
        for (const field of apart(base, mine)) expect(changedFields(merged, mine)).not.toContain(field);
        for (const field of apart(base, theirs)) expect(changedFields(merged, theirs)).not.toContain(field);
        for (const field of clashes) expect(changedFields(mine, theirs)).toContain(field);
      }),
    );
  });

  test("send only what they changed, and that makes the base what they see", () => {
    fc.assert(
      fc.property(drafts, drafts, (base, mine) => {
        const patch = patchOf(base, mine);
        expect(changedFields({ ...base, ...patch }, mine)).toEqual([]);
        expect(Object.keys(patch)).toEqual(changedFields(base, mine));
      }),
    );
  });
});
