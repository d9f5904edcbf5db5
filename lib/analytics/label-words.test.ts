import { describe, expect, test } from "vitest";
import type { CheckedLabels, StratumChecked } from "./label-audit.ts";
import {
  accuracyWords,
  correctionWords,
  culpritWords,
  labelWords,
  nobodyChecked,
  sampleWords,
  termsWords,
  whyNot,
} from "./label-words.ts";

/** Each sentence on the smallest input that would make it false. */

const rate = (share: number | null) => ({
  share,
  low: share === null ? null : share / 2,
  high: share === null ? null : 1,
  found: 1,
  effective: 1,
});
const checked = (of: Partial<CheckedLabels>): CheckedLabels => ({
  recorded: { marked: 3, of: 10, unrecorded: 0, share: 0.3, shareOfRecorded: 0.3 },
  sensitivity: rate(0.8),
  specificity: rate(0.9),
  corrected: { estimate: 0.36, low: 0.29, high: 0.44 },
  ...of,
});
const stratum = (of: Partial<StratumChecked>): StratumChecked => ({
  stratum: "marked",
  members: 10,
  dealt: 1,
  answered: 1,
  cannotTell: 0,
  disagreed: 0,
  hits: 1,
  misses: 0,
  falseAlarms: 0,
  quiet: 0,
  ...of,
});
const period = { from: new Date("2026-05-01"), to: new Date("2026-06-01"), zone: "UTC" };
const sample = { period, terms: {}, dealt: 2, answered: 2 };

describe("of the sample", () => {
  const of = (more: object, strata = [stratum({})]) => sampleWords({ ...sample, ...more }, strata);
  test("one that nobody looked at, one that is under way and one that is done are told apart", () => {
    expect(of({ answered: 0 })).toBe(
      "Of 2 changes drawn at random from the 10 changes of 1 May – 31 May 2026, none has been checked yet.",
    );
    expect(of({ answered: 1 })).toBe(
      "So far people checked 1 of 2 changes drawn at random from the 10 changes of 1 May – 31 May 2026.",
    );
    expect(of({})).toBe(
      "All 2 changes drawn at random from the 10 changes of 1 May – 31 May 2026 were checked by people.",
    );
    expect(of({ dealt: 1, answered: 1 }, [stratum({ members: 1 })])).toBe(
      "The one change drawn at random from the 1 change of 1 May – 31 May 2026 was checked by people.",
    );
  });

  test("what counts for neither is told, one as one", () => {
    expect(of({}, [stratum({ cannotTell: 1 })])).toMatch(
      /people; of 1 nobody could tell, and it counts for neither\.$/,
    );
    expect(of({}, [stratum({ disagreed: 1 }), stratum({ cannotTell: 1 })])).toMatch(
      /people; of 1 nobody could tell, on 1 they disagreed, and these count for neither\.$/,
    );
  });

  test("the filter that it was drawn with is named", () => {
    expect(termsWords({})).toBe("");
    expect(termsWords({ org: ["Retail", null], tier: [1] })).toBe(
      ", organisation Retail, not recorded; tier 1",
    );
  });
});

test("of labels that were checked on one side alone nothing is said of the other", () => {
  expect(accuracyWords(checked({}))).toBe(
    "Of changes that AI made 80% (40–100) are marked as such, and of changes made without it 90% (45–100) are not.",
  );
  expect(accuracyWords(checked({ specificity: rate(null) }))).toBe(
    "Of changes that AI made 80% (40–100) are marked as such.",
  );
  expect(accuracyWords(checked({ sensitivity: rate(null) }))).toBe(
    "Of changes made without it 90% (45–100) are not marked.",
  );
  expect(accuracyWords(checked({ sensitivity: rate(null), specificity: rate(null) }))).toBe("");
});

test("a share that is not corrected is told with the reason, and beside the base rate where that is another", () => {
  expect(correctionWords(checked({}))).toBe(
    "30% of all are marked as made with AI; corrected, it made 36% (29–44).",
  );
  const recorded = { marked: 3, of: 10, unrecorded: 4, share: 0.3, shareOfRecorded: 0.5 };
  expect(correctionWords(checked({ recorded, corrected: { declined: whyNot["no-ai"], n: 2 } }))).toBe(
    `30% of all are marked as made with AI, which is 50% of those where anything is recorded. ${whyNot["no-ai"]}`,
  );
});

test("of culprits nothing is said where there are none, and of one as of one", () => {
  expect(culpritWords(checked({ recorded: { ...checked({}).recorded, of: 0 } }))).toBe("");
  for (const [marked, words] of [
    [1, "The one culprit among them is marked."],
    [0, "The one culprit among them is not marked."],
  ] as const)
    expect(
      culpritWords(checked({ recorded: { ...checked({}).recorded, of: 1, marked, share: marked } })),
    ).toBe(words);
  const two = { ...checked({}).recorded, of: 2, marked: 1, share: 0.5 };
  expect(culpritWords(checked({ recorded: two }))).toBe(
    "Of the 2 culprits among them 50% are marked; corrected 36% (29–44).",
  );
});

test("nothing is corrected without an audit, or by one that nobody has begun", () => {
  const none = { strata: [], culprits: null };
  expect(labelWords({ ...none, audit: null, changes: null, fits: false })).toBe(nobodyChecked);
  const begun = labelWords({ ...none, audit: { ...sample, answered: 0 }, changes: checked({}), fits: true });
  expect(begun).toMatch(/none has been checked yet\.$/);
  const others = labelWords({ ...none, audit: sample, changes: checked({}), fits: false });
  expect(others).toMatch(/29–44\)\. It corrects no other share than that of these changes\.$/);
});
