import fc from "fast-check";
import { expect, test } from "vitest";
import { aiAssistances, labelAnswers, labelStrata } from "#db/values.ts";
import { sharesOut, talliesOf } from "./rules.ts";
import type { LabelAudit } from "./schema.ts";

const population = {
  marked: 40,
  unmarked: 70,
  markedCulprits: 9,
  unmarkedCulprits: 4,
  unrecorded: 0,
  unrecordedCulprits: 0,
};

test("what people found is counted as a plain loop counts it", () => {
  const dealt = fc.record({
    stratum: fc.constantFrom(...labelStrata),
    recorded: fc.constantFrom(...aiAssistances),
    answers: fc.array(fc.constantFrom(...labelAnswers), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(dealt, { maxLength: 40 }), (all) => {
      const audit = {
        population,
        drawn: all.map(({ stratum, recorded }, change) => ({ change, stratum, recorded })),
        checks: all.flatMap(({ answers }, change) => answers.map((answer) => ({ change, answer }))),
      } as LabelAudit;
      for (const tally of talliesOf(audit)) {
        const own = all.filter(({ stratum }) => stratum === tally.stratum);
        const says = (answers: readonly string[]) => ({
          ai: answers.some((one) => ["assisted", "generated", "agent"].includes(one)),
          other: answers.includes("none"),
        });
        const count = (
          is: (one: { ai: boolean; other: boolean; marked: boolean; looked: boolean }) => boolean,
        ) =>
          own.filter(({ answers, recorded }) =>
            is({
              ...says(answers),
              marked: ["assisted", "generated", "agent"].includes(recorded),
              looked: answers.length > 0,
            }),
          ).length;
        expect(tally).toMatchObject({
          dealt: own.length,
          answered: count(({ looked }) => looked),
          cannotTell: count(({ looked, ai, other }) => looked && !ai && !other),
          disagreed: count(({ ai, other }) => ai && other),
          hits: count(({ ai, other, marked }) => ai && !other && marked),
          misses: count(({ ai, other, marked }) => ai && !other && !marked),
          falseAlarms: count(({ ai, other, marked }) => !ai && other && marked),
          quiet: count(({ ai, other, marked }) => !ai && other && !marked),
        });
      }
    }),
  );
});

test("as many are drawn as are asked for, or all there are, and never more of a kind than there are", () => {
  const members = fc.record({ marked: fc.nat(60), unmarked: fc.nat(60), culprits: fc.nat(60) });
  fc.assert(
    fc.property(members, fc.integer({ min: 1, max: 200 }), (of, size) => {
      const sizes = sharesOut(size, of);
      for (const stratum of labelStrata) {
        expect(sizes[stratum]).toBeGreaterThanOrEqual(0);
        expect(sizes[stratum]).toBeLessThanOrEqual(of[stratum]);
      }
      const sum = (all: typeof of) => all.marked + all.unmarked + all.culprits;
      expect(sum(sizes)).toBe(Math.min(size, sum(of)));
    }),
  );
});
