import { z } from "zod";
import { baseRates } from "./base-rate.ts";
import { behaviourOf, levelsIn } from "./behaviour.ts";
import { Bucket, bucketsIn } from "./buckets.ts";
import { ExposureShape } from "./coverage.ts";
import { Headline, headlineOf } from "./headline.ts";
import { impactByBucket } from "./impact.ts";
import { Noise, noiseOf } from "./noise.ts";
import { wordsOn } from "./overview-words.ts";
import { PeriodVerdicts, periodVerdicts } from "./period-verdicts.ts";
import { question } from "./question.ts";
import { SettingsChanged, settingsChanged } from "./settings-changed.ts";
import { BucketSize, Currency, Figure, InWords, PeriodShape, Share } from "./shapes.ts";
import { SumIntervals, sumIntervals } from "./sum-intervals.ts";
import { top } from "./top.ts";
import {
  mostOpen,
  mostWorst,
  openIncidents,
  WorstIncident,
  WorstSystem,
  worstIncidents,
  worstSystems,
} from "./worst.ts";
import { currencyOf } from "./worth.ts";

/** How are we doing? The headline figures of the period beside those of the period before. */

export type Overview = z.infer<typeof getOverview.definition.answer>;

export const getOverview = question({
  name: "overview",
  summary: "How are we doing?",
  parameters: {},
  answer: {
    current: Headline.describe("The figures of the period."),
    previous: Headline.nullable().describe(
      "The same figures of the period compared with: as many days just before, or the same days of the year before. Null where the period has no beginning of its own, and where too little of both is recorded to compare them.",
    ),
    previousPeriod: PeriodShape.nullable().describe("The period compared with; null where there is none."),
    exposure: ExposureShape.nullable().describe(
      "The days that the comparison rests on: those that are recorded of both periods and have begun. Null where no period is compared with.",
    ),
    compared: z
      .object({
        period: PeriodShape.describe("What of the period is compared."),
        previousPeriod: PeriodShape.describe("What of the period before it is compared with."),
        current: Headline.describe("The figures of that part of the period."),
        previous: Headline.describe("The figures of that part of the period before."),
      })
      .nullable()
      .describe(
        "The same figures over the days that both periods have. Null where the whole periods are compared, and where nothing is.",
      ),
    currency: Currency,
    settingsChanged: SettingsChanged,
    ...PeriodVerdicts,
    noise: Noise.describe(
      "Whether the difference to the period compared with is within chance (true), beyond it (false), or not judged (null).",
    ),
    sumIntervals: SumIntervals.describe("How far the sums of the period may be trusted."),
    text: InWords,
    bucket: BucketSize,
    buckets: z.array(Bucket).describe("Counts, measures and durations of each stretch of time."),
    impactHours: z.array(Figure).meta({
      description:
        "For each of `buckets`, the hours in it during which at least one Sev-1 or Sev-2 incident had impact, whenever that began: cut to the bucket, the period and now, so that they add up to `current.impactHours`.",
      unit: "hours",
      declines: "null where no impact with a known end reached into it",
    }),
    behaviour: levelsIn("the number of incidents"),
    aiChanges: z
      .object({
        all: Share.describe("Over the whole period."),
        buckets: z.array(Share).describe("In each of `buckets`."),
      })
      .describe(
        "The base rate, beside `current.changeCaused` and that of `buckets`: production changes made with AI (assisted, generated or by an agent), among those where that is known.",
      ),
    ...top("worstSystems", {
      shape: WorstSystem,
      most: mostWorst,
      description: `At most ${mostWorst} systems that incidents reached, most lost orders first, then most incidents.`,
    }),
    ...top("worstIncidents", {
      shape: WorstIncident,
      most: mostWorst,
      description: `At most ${mostWorst} incidents, those with the most lost orders; where none recorded any, those with the most errors. Those that recorded zero or nothing are not among them, and not among the rest.`,
    }),
    open: z
      .object({
        count: z.int().describe("How many."),
        ...top("numbers", {
          shape: z.int(),
          most: mostOpen,
          description: `Numbers of the latest ${mostOpen} of them, the latest start first.`,
        }),
        mitigated: z.int().describe("How many others are mitigated, and not resolved."),
      })
      .describe(
        "Incidents of the period that are not mitigated; those whose end is not recorded are not among them.",
      ),
  },
  compute(view) {
    const current = headlineOf(view);
    const { comparison } = view;
    const sides = comparison?.sides ?? null;
    const previous = sides === null ? null : headlineOf(view, view.previous!);
    const compared =
      comparison === null || sides === null || !comparison.exposure.clipped
        ? null
        : {
            period: sides.current.period,
            previousPeriod: sides.previous.period,
            current: headlineOf(view, sides.current),
            previous: headlineOf(view, sides.previous),
          };
    const buckets = bucketsIn(view);
    const behaviour = behaviourOf(view, { counts: buckets.map((one) => one.incidents), rows: view.rows });
    const { facts, filter, period, settings } = view;
    const { totals: _, ...aiChanges } = baseRates({
      facts,
      which: filter,
      period,
      settings,
      buckets: view.buckets,
    });
    const verdicts = periodVerdicts(view);
    const noise = noiseOf(view, verdicts.verdict);
    return {
      current,
      previous,
      previousPeriod: previous === null ? null : view.previous!.period,
      exposure: comparison?.exposure ?? null,
      compared,
      currency: currencyOf({ worth: current, ...view }),
      settingsChanged: settingsChanged(view, "orderValue", "currency"),
      ...verdicts,
      noise,
      sumIntervals: sumIntervals(view),
      text: wordsOn({
        current,
        previous,
        compared,
        verdict: verdicts.verdict,
        behaviour,
        aiChanges: aiChanges.all,
        view,
      }),
      bucket: view.buckets.size,
      buckets,
      impactHours: impactByBucket({
        facts: facts.incidents,
        stretch: view,
        now: view.now,
        buckets: view.buckets,
      }),
      behaviour,
      aiChanges,
      ...worstSystems(view),
      ...worstIncidents(view),
      open: openIncidents(view),
    };
  },
});
