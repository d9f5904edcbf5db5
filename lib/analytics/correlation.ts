import { z } from "zod";
import { benjaminiHochberg } from "#lib/statistics/benjamini-hochberg.ts";
import { Causes, causesOf } from "./causes-by-ai.ts";
import { Comparison, compareFactors } from "./comparisons.ts";
import { wordsOn } from "./correlation-words.ts";
import { type Outcome, outcomes } from "./factor-names.ts";
import { filterFields } from "./filter.ts";
import { question, type View } from "./question.ts";
import { Measures, measuresOf } from "./rank-correlation.ts";
import { SettingsChanged, settingsChanged } from "./settings-changed.ts";
import { type Declined, type Estimate, figure, InWords } from "./shapes.ts";
import { Lag, lagOf, Week, weeksOf } from "./weekly-lag.ts";

/**
 * What goes with severity and impact, across Sev-1 and Sev-2? Association, never cause. Incidents of severity 1 and
 * 2 unless the filter says otherwise. `factors`: each against the outcome. `measures`:
 * Spearman's rank correlation of each pair over the incidents that recorded both, at least 10. `causes`: root cause
 * by AI involvement, where both are known, with standardised residuals and Cramér's V. `lag`: the AI share of
 * changes of a week against the incidents that began so many weeks later, over complete weeks.
 *
 * Each test of factors, measures and lags could be picked out as a finding, so all that were made are one family for
 * Benjamini–Hochberg's q: of what stands out with q under 0.10, one in ten is a false one, and where nothing goes with
 * anything hardly one answer in ten has any. The test of `causes` stands by itself.
 */

export type Correlation = z.infer<typeof getCorrelation.definition.answer>;

const refused = z
  .undefined("cannot be used here: a comparison needs the incidents with it and those without it")
  .optional()
  .describe("Not taken here: the question itself splits by it");

export const getCorrelation = question({
  name: "correlation",
  summary: "What goes with severity and impact, across Sev-1 and Sev-2?",
  parameters: {
    outcome: z
      .enum(outcomes, `is not an outcome; use ${outcomes.join(", ")}`)
      .default("sev1")
      .describe("What the factors are held against"),
    severity: filterFields.severity.default([1, 2]).describe("Severities compared; 1,2 when left out"),
    factorYes: refused,
    factorNo: refused,
    factorUnknown: refused,
    outcomeYes: refused,
    outcomeNo: refused,
  },
  answer: {
    outcome: z.enum(outcomes).describe("The outcome asked for: what the factors are held against."),
    factors: z
      .array(Comparison)
      .describe(
        "Each factor against the outcome, those with a difference to be seen first, then by strength. Incidents of which the factor or the outcome is not known are left out, and counted.",
      ),
    outcomeUnknown: z
      .int()
      .describe("Incidents of which the outcome is not known: they are in no comparison."),
    measures: Measures.describe(
      "Rank correlation of each pair among minutes to detect, minutes to mitigate, lost orders, errors, systems, regions and approvals, over the incidents that recorded both. Time to detect is a part of time to mitigate, so those two go together in any case.",
    ),
    causes: Causes.describe("Root cause by AI involvement, over the incidents of which both are known."),
    lag: z
      .array(Lag)
      .describe(
        "The AI share of a week's changes against the number of incidents that began 0, 1, 2, 3 and 4 weeks later, over complete weeks. Both drift over time, and what drifts together correlates: a coefficient here says little by itself.",
      ),
    weeks: z.array(Week).describe("The complete weeks that the lags are made of."),
    settingsChanged: SettingsChanged,
    text: InWords,
  },
  compute: (view) => correlate(view as unknown as View & { filter: { outcome: Outcome } }),
});

/** The whole answer, as a pure function of what is looked at. */
export function correlate(view: View & { filter: { outcome: Outcome } }) {
  const { facts, settings, period, rows } = view;
  const { outcome } = view.filter;
  const { factors, outcomeUnknown } = compareFactors({ facts, settings, period, outcome, rows });
  const weeks = weeksOf(view);
  const [measures, lag] = [measuresOf(facts, rows), lagOf(weeks)];
  const tests = factors.flatMap(({ oddsRatio, shift }) => [oddsRatio, shift]).filter(isTested);
  correctTogether([...tests, ...measures.cells, ...lag]);
  return {
    outcome,
    factors,
    outcomeUnknown,
    measures,
    causes: causesOf(facts, rows),
    lag,
    weeks,
    settingsChanged: settingsChanged(
      { settings, period },
      "workingHours",
      ...(outcome === "high-blast" ? (["highBlast"] as const) : []),
    ),
    text: wordsOn({ outcome, factors, n: rows.length - outcomeUnknown }),
  };
}

function isTested(one: Estimate | Declined | null): one is Estimate {
  return one !== null && "p" in one;
}

/** Puts q beside every p; tests that were declined were not made. */
function correctTogether(tests: readonly { p?: number | null; q?: number | null }[]): void {
  const qs = benjaminiHochberg(tests.map(({ p }) => p ?? Number.NaN));
  for (const [i, test] of tests.entries()) test.q = figure(qs[i]!);
}
