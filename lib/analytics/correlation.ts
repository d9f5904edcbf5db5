import { z } from "zod";
import { formatCount, formatEstimate, formatMinutes, formatPlural, formatShort } from "#lib/format.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, bucketsOf, type WeekStart } from "#lib/period.ts";
import { benjaminiHochberg } from "#lib/statistics/benjamini-hochberg.ts";
import { contingency } from "#lib/statistics/contingency.ts";
import { spearman, spearmanMatrix } from "#lib/statistics/spearman.ts";
import { baseRates } from "./base-rate.ts";
import { Comparison, compareFactors } from "./comparisons.ts";
import { factorLabels, type Outcome, outcomeLabels, outcomes } from "./factor-names.ts";
import { aiCodes, causeCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { type Filter, filterFields } from "./filter.ts";
import { type Measure, measures, valuesOf } from "./measures.ts";
import { question, type View } from "./question.ts";
import { type Declined, type Estimate, Figure, figure, InWords } from "./shapes.ts";

/**
 * What goes with severity and impact, across Sev-1 and Sev-2? Association, never cause. Incidents of severity 1 and
 * 2 unless the filter says otherwise. `factors`: each against the outcome. `measures`:
 * Spearman's rank correlation of each pair over the incidents that recorded both, at least 10. `causes`: root cause
 * by AI involvement, where both are known, with standardised residuals and Cramér's V. `lag`: the AI share of
 * changes of a week against the incidents that began so many weeks later, over complete weeks.
 */

export const correlatedMeasures = [
  "detectMinutes",
  "mitigateMinutes",
  "lostOrders",
  "errors",
  "systems",
  "regions",
  "approvals",
] as const satisfies readonly Measure[];

/** With fewer pairs a correlation says nothing. */
const FEWEST_PAIRS = 10;
const lags = [0, 1, 2, 3, 4] as const;

const Correlated = z
  .object({
    n: z.int().describe("How many pairs it rests on."),
    rho: Figure.meta({
      description: "Spearman's rank correlation.",
      unit: "−1 to 1",
      declines: "fewer than 10 pairs, or a side that never varies",
      source: "Spearman (1904)",
    }),
    p: Figure.describe("Two-sided p-value of no correlation; null where it is declined."),
    q: Figure.meta({
      description: "p corrected for all tests of the same table; null where it is declined.",
      source: "Benjamini and Hochberg (1995)",
    }),
    declined: z.string().optional().describe("Why there is none, in words; absent where there is one."),
  })
  .meta({ title: "Rank correlation" });

const Measures = z
  .object({
    names: z.array(z.enum(measures)).describe("The measures, in the order of the table."),
    cells: z
      .array(
        z.object({
          a: z.enum(measures).describe("One measure."),
          b: z.enum(measures).describe("The other."),
          ...Correlated.shape,
        }),
      )
      .describe("Each pair of them once."),
  })
  .meta({ title: "Correlated measures" });

const Causes = z
  .object({
    rows: z.array(z.string()).describe("The root causes, one a row."),
    columns: z.array(z.string()).describe("The degrees of AI involvement, one a column."),
    counts: z.array(z.array(z.int())).describe("Incidents of each cell: by row, then by column."),
    standardizedResiduals: z.array(z.array(Figure)).meta({
      description:
        "How many standard errors a cell lies above (or, negative, below) what its row and column lead to expect. Beyond ±2 is worth a look, though of many cells some get there by chance.",
      declines: "null where nothing can be expected of the cell",
    }),
    cramersV: Figure.meta({
      description: "Strength of the association of the whole table: 0 is none, 1 complete.",
      unit: "0 to 1",
      declines: "null where the table has not two rows and two columns with incidents",
      source: "Cramér (1946)",
    }),
    p: Figure.meta({
      description: "Two-sided p-value of no association: Pearson's chi-square test, without correction.",
      declines: "null where there is no strength either",
      source: "Pearson (1900)",
    }),
    smallestExpected: Figure.describe(
      "The fewest incidents that any cell leads to expect: under 5 the p is a rough one. Null where there is no p.",
    ),
    n: z.int().describe("Incidents in the table: those of which both are known."),
    unknown: z
      .object({
        causeOnly: z.int().describe("Incidents with known AI involvement and without a known cause."),
        aiOnly: z.int().describe("Incidents with a known cause and without known AI involvement."),
        both: z.int().describe("Incidents with neither."),
      })
      .describe("Incidents left out of the table, by what is not known of them."),
    unknownAi: z
      .array(z.int())
      .describe("For each row, incidents of this cause whose AI involvement is not known."),
  })
  .meta({ title: "Causes by AI involvement" });

const Lag = z
  .object({
    weeks: z.int().meta({ description: "How long the incidents come after the changes.", unit: "weeks" }),
    ...Correlated.shape,
    from: Instant.nullable().describe(
      "When the first week of the incidents that were counted begins; null where some weeks between were left out.",
    ),
    to: Instant.nullable().describe(
      "When the last of those weeks ends; null where some between were left out.",
    ),
    incidents: z.int().describe("How many incidents were counted."),
  })
  .meta({ title: "Correlation after some weeks" });

const Week = z
  .object({
    start: Instant.describe("When the week begins."),
    end: Instant.describe("When it ends; not included."),
    incidents: z.int().describe("Incidents that began in the week."),
    aiShare: Figure.meta({
      description:
        "Of the changes deployed in the week, the share made with AI, among those where that is known.",
      unit: "a fraction from 0 to 1",
      declines: "null where it is known of none",
    }),
    changes: z.int().describe("Changes deployed in the week, those where it is not known included."),
  })
  .meta({ title: "Week of changes and incidents" });

export type Correlation = z.infer<typeof getCorrelation.definition.answer>;

const refused = z
  .undefined("cannot be used here: a comparison needs the incidents with it and those without it")
  .optional();

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
  return {
    outcome,
    factors,
    outcomeUnknown,
    measures: measuresOf(facts, rows),
    causes: causesOf(facts, rows),
    lag: lagOf(weeks),
    weeks,
    text: wordsOn({ outcome, factors, n: rows.length - outcomeUnknown }),
  };
}

type Tested = z.infer<typeof Correlated>;

function tested({ rho, p, n }: { rho: number; p: number; n: number }, what: string): Tested {
  if (n < FEWEST_PAIRS) {
    return { n, rho: null, p: null, q: null, declined: `Only ${n} ${what}; ${FEWEST_PAIRS} are needed.` };
  }
  if (Number.isNaN(rho)) return { n, rho: null, p: null, q: null, declined: "One side never varies." };
  return { n, rho, p: figure(p), q: null };
}

function adjusted<T extends Tested>(tests: T[]): T[] {
  const qs = benjaminiHochberg(tests.map(({ p }) => p ?? Number.NaN));
  return tests.map((test, i) => ({ ...test, q: figure(qs[i]!) }));
}

function measuresOf(facts: Facts, rows: Selection): z.infer<typeof Measures> {
  const matrix = spearmanMatrix(correlatedMeasures.map((measure) => valuesOf(facts, measure, rows)));
  const cells = correlatedMeasures.flatMap((a, i) =>
    correlatedMeasures.slice(i + 1).map((b, j) => ({
      a,
      b,
      ...tested(matrix[i]![i + 1 + j]!, "incidents recorded both"),
    })),
  );
  return { names: [...correlatedMeasures], cells: adjusted(cells) };
}

const [aiUnknown, causeUnknown] = [aiCodes.code("unknown"), causeCodes.code("unknown")];

function causesOf({ incidents }: Facts, rows: Selection): z.infer<typeof Causes> {
  const width = aiCodes.values.length + 1;
  const table = new Int32Array((causeCodes.values.length + 1) * width);
  for (const row of rows)
    table[incidents.rootCause.values[row]! * width + incidents.aiInvolvement.values[row]!]! += 1;
  const at = (cause: number, ai: number) => table[cause * width + ai]!;
  const withoutAi = (cause: number) => at(cause, aiUnknown) + at(cause, 0);
  const ais = aiCodes.values.map((_, i) => i + 1).filter((ai) => ai !== aiUnknown);
  const causes = causeCodes.values
    .map((_, i) => i + 1)
    .filter(
      (cause) => cause !== causeUnknown && (withoutAi(cause) > 0 || ais.some((ai) => at(cause, ai) > 0)),
    );
  const counts = causes.map((cause) => ais.map((ai) => at(cause, ai)));
  const { standardisedResiduals, cramersV, p, smallestExpected } = contingency(counts);
  return {
    rows: causes.map((cause) => causeCodes.word(cause)!),
    columns: ais.map((ai) => aiCodes.word(ai)!),
    counts,
    standardizedResiduals: standardisedResiduals.map((residuals) => residuals.map(figure)),
    cramersV: figure(cramersV),
    p: figure(p),
    smallestExpected: figure(smallestExpected),
    n: counts.flat().reduce((sum, count) => sum + count, 0),
    unknown: {
      causeOnly: ais.reduce((sum, ai) => sum + at(causeUnknown, ai) + at(0, ai), 0),
      aiOnly: causes.reduce((sum, cause) => sum + withoutAi(cause), 0),
      both: withoutAi(causeUnknown) + withoutAi(0),
    },
    unknownAi: causes.map(withoutAi),
  };
}

type Week = z.infer<typeof Week>;

/** Complete weeks with their incidents and the AI share of their changes. */
function weeksOf({ facts, filter, period, rows, settings, now }: View<Filter>): Week[] {
  const buckets = bucketsOf({ period, size: "week", weekStart: settings.weekStart as WeekStart, now });
  const { edges, complete } = buckets;
  if (complete.length === 0) return [];
  const counts = new Int32Array(complete.length);
  const find = bucketFinder(buckets);
  const start = facts.incidents.startedAt.values;
  for (const row of rows) counts[find(start[row]!)]! += 1;
  const shares = baseRates({ facts, which: filter, period, buckets }).buckets;
  return shares.flatMap(({ share, known, unknown }, i) =>
    complete[i]
      ? [
          {
            start: new Date(edges[i]!),
            end: new Date(edges[i + 1]!),
            incidents: counts[i]!,
            aiShare: share,
            changes: known + unknown,
          },
        ]
      : [],
  );
}

function lagOf(weeks: readonly Week[]): z.infer<typeof Lag>[] {
  const tests = lags.map((lag) => {
    const pairs = weeks.slice(lag).map((later, i) => ({ share: weeks[i]!.aiShare, later }));
    const known = pairs.filter(({ share }) => share !== null);
    const result = spearman(
      known.map(({ share }) => share!),
      known.map(({ later }) => later.incidents),
    );
    return {
      weeks: lag,
      ...tested(result, "weeks have a known AI share of changes"),
      // Weeks left out would make the stretch between the first and the last hold more than was counted.
      from: known.length === pairs.length ? (known[0]?.later.start ?? null) : null,
      to: known.length === pairs.length ? (known.at(-1)?.later.end ?? null) : null,
      incidents: known.reduce((sum, { later }) => sum + later.incidents, 0),
    };
  });
  return adjusted(tests);
}

/** The false discovery rate at which a factor is called a finding. */
export const FINDING_Q = 0.05;

/** `n`: incidents of which the outcome is known. */
function wordsOn(of: { outcome: Outcome; factors: readonly Comparison[]; n: number }): string {
  const { outcome, factors, n } = of;
  const label = outcomeLabels[outcome];
  if (n === 0) return "No incident of this period has a known outcome, so there is nothing to compare.";
  const judged = factors.filter(isJudged);
  if (judged.length === 0) {
    return `${formatPlural(n, "incident")} are too few to hold any factor against ${label}; every comparison is declined.`;
  }
  const found = judged.filter(isFinding);
  const declined = factors.length - judged.length;
  const left = declined === 0 ? "" : ` ${formatPlural(declined, "factor")} had too few incidents to compare.`;
  if (found.length === 0) {
    return `None of ${formatPlural(judged.length, "factor")} goes with ${label} more or less often than chance explains, over ${formatCount(n)} incidents: no difference to be seen.${left}`;
  }
  const goes = found.length === 1 ? "goes" : "go";
  const strongest = found.length > 3 ? "the strongest three " : "";
  const named = listed(found.slice(0, 3).map((one) => findingWords(one, outcome)));
  return `${found.length} of ${formatPlural(judged.length, "factor")} ${goes} with ${label} beyond what chance explains: ${strongest}${named}. Going together is not causing: each may stand for something that is not measured here.${left}`;
}

function isJudged({ oddsRatio, shift }: Comparison): boolean {
  return "p" in oddsRatio || (shift !== null && "p" in shift);
}

/** A difference beyond chance, with as many factors looked at, in the shares or in the values. */
function isFinding({ oddsRatio, shift }: Comparison): boolean {
  return seenIn(oddsRatio) || (shift !== null && seenIn(shift));
}

function seenIn(test: Estimate | Declined): boolean {
  return !("declined" in test) && (test.q ?? 1) < FINDING_Q;
}

/** "less often with “At the weekend” (odds ratio 0.2, 0.02–0.79)" */
function findingWords({ factor, oddsRatio, shift }: Comparison, outcome: Outcome): string {
  const label = `with “${factorLabels[factor]}”`;
  if (seenIn(oddsRatio)) {
    const { estimate } = oddsRatio as Estimate;
    const rarer = typeof estimate === "number" && estimate < 1;
    const ratio = formatEstimate(oddsRatio as Estimate)
      .replace(" (", ", ")
      .replace(/\)$/, "");
    return `${rarer ? "less" : "more"} often ${label} (odds ratio ${ratio})`;
  }
  const by = Number((shift as Estimate).estimate);
  const amount = outcome === "mitigate" ? formatMinutes(Math.abs(by)) : formatShort(Math.abs(by));
  return `values ${by < 0 ? "lower" : "higher"} ${label} (by ${amount})`;
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
