import { z } from "zod";
import { shiftDays } from "#lib/calendar.ts";
import { Day } from "#lib/parse.ts";
import { fewestMaking } from "#lib/statistics/largest-amounts.ts";
import { FEWEST_LOSSES, FEWEST_QUARTERS, lossCurve, QUARTER_DAYS } from "#lib/statistics/loss-curve.ts";
import { dailyAmounts } from "./daily-amounts.ts";
import { picksAmong } from "./figure-words.ts";
import { lossWords } from "./loss-words.ts";
import { question } from "./question.ts";
import { Figure, figure, InWords } from "./shapes.ts";
import { sumOf } from "./tally.ts";

/**
 * What may a quarter cost? Lost orders of the incidents that the filter means, day by day over the recorded days of the
 * period that are over. First what needs no model: how few incidents make most of it, and that a further quarter is worse
 * than the worst of n whole ones with the chance 1 / (n + 1). Beside it the curve over 100,000 quarters put together of
 * 13 recorded stretches of seven days, from a ring of the days, so that bad days stay together.
 *
 * Over simulated histories (`npm run calibrate`; the table is in docs/analysts.md) a further quarter stays below the 90%
 * quantile in 80 to 93 of 100, in 71 to 89 where rates drift: so "about 1 of 6". Where six quarters or more rise or
 * fall with time both the chance and the curve fail, and are declined.
 */

const Quarter = z
  .object({
    from: Day.describe("Its first day."),
    to: Day.describe("Its last day."),
    lostOrders: z.number().meta({ description: "What was recorded as lost in it.", unit: "orders" }),
  })
  .meta({ title: "Whole quarter" });

const Quantile = z
  .object({
    share: z
      .number()
      .meta({ description: "Of the quarters drawn, so many.", unit: "a fraction from 0 to 1" }),
    lostOrders: z.number().meta({ description: "Stay below so much.", unit: "orders" }),
  })
  .meta({ title: "Quantile of the loss curve" });

const Curve = z
  .object({
    mean: z.number().meta({ description: "Mean of a quarter.", unit: "orders" }),
    deviation: z.number().meta({ description: "Standard deviation of a quarter.", unit: "orders" }),
    quantiles: z.array(Quantile).meta({
      description:
        "What half, eight, nine and 19 in 20 quarters stay below. A quarter that follows is above that of nine in ten in about 1 of 6 cases, since losses drift.",
      source: "Politis and Romano (1992), circular blocks of seven days",
    }),
    points: z.array(Quantile).describe("The same from 1 to 99 in 100, for a picture."),
    ifAlike: z.number().nullable().meta({
      description:
        "What nine in ten quarters would stay below if the incidents that recorded nothing had lost as much, each, as those that did.",
      unit: "orders",
      declines: "null where all recorded theirs",
    }),
  })
  .meta({ title: "Loss curve" });

const declinedWords = {
  "few-quarters": `fewer than ${FEWEST_QUARTERS} whole quarters`,
  "few-losses": `fewer than ${FEWEST_LOSSES} recorded losses`,
  drift: "its quarters rise or fall with time, so that they say little of the next",
  narrowed: "the filter picks incidents by holding them against one another",
} as const;

export type LossCurveAnswer = z.infer<typeof getLossCurve.definition.answer>;

export const getLossCurve = question({
  name: "loss-curve",
  summary: "What may a quarter cost?",
  parameters: {},
  answer: {
    from: Day.nullable().describe("The first day that was looked at; null where none is recorded and over."),
    to: Day.nullable().describe("The last day."),
    recorded: z.int().describe("Incidents of these days that recorded their lost orders."),
    of: z.int().describe("Incidents of these days: where not all recorded theirs, all figures are a floor."),
    undated: z
      .int()
      .describe("Other incidents of the period, known to the month or the year alone: they are on no day."),
    lostOrders: Figure.meta({
      description: "What they recorded as lost, together.",
      unit: "orders",
      declines: "null where none recorded any",
    }),
    fewest: z
      .object({
        incidents: z.int().describe("How many incidents, those with the most lost orders."),
        share: Figure.meta({
          description: "The share that they make: 90% or more.",
          unit: "a fraction from 0 to 1",
          declines: "null where nothing was lost",
        }),
      })
      .describe("The fewest incidents that make 90% of it."),
    quarters: z
      .array(Quarter)
      .describe(
        `Whole quarters of ${QUARTER_DAYS} days, the last of which ends on the last day; oldest first.`,
      ),
    worst: Figure.meta({
      description: "What the worst of them lost.",
      unit: "orders",
      declines: "null where there is none",
    }),
    chanceBeyondWorst: Figure.meta({
      description:
        "The chance that a further quarter loses more than that: 1 over one more than there are quarters, whatever losses are like, as long as they do not change.",
      unit: "a fraction from 0 to 1",
      declines: "null where there is no whole quarter, and where six or more rise or fall with time",
    }),
    curve: z
      .union([Curve, z.null()])
      .meta({ description: "What a quarter may come to.", declines: "null; `declined` says why" }),
    declined: z.string().nullable().describe("Why there is no curve, in words; null where there is one."),
    text: InWords,
  },
  compute(view) {
    const days = dailyAmounts(view, "lostOrders");
    const lost = view.facts.incidents.lostOrders.values;
    const { sum: lostOrders, recorded, of } = sumOf(lost, days.rows);
    const few = fewestMaking(Float64Array.from(days.rows, (row) => lost[row]!));
    const fewest = { incidents: few.items, share: figure(few.share) };
    const narrowed = picksAmong(view.filter);
    const shares = [0.5, 0.8, 0.9, 0.95, ...percents];
    const { quarters, worst, chanceBeyondWorst, drift, curve } = lossCurve(days.daily, {
      recordedLosses: days.amounts,
      shares,
    });
    const whole = quarters.map((lost, i) => ({
      ...quarterDays(days.to!, quarters.length - i),
      lostOrders: lost,
    }));
    const declined = narrowed ? "narrowed" : (curve.declined ?? (drift === null ? null : "drift"));
    const told = curve.declined === null && declined === null ? curve : null;
    const at = (all: readonly { share: number; value: number }[]) =>
      all.map(({ share, value }) => ({ share, lostOrders: value }));
    const answer = {
      from: days.from,
      to: days.to,
      recorded,
      of,
      undated: days.undated,
      lostOrders,
      fewest,
      quarters: whole,
      worst: figure(worst),
      chanceBeyondWorst: quarters.length === 0 || narrowed || drift !== null ? null : chanceBeyondWorst,
      curve:
        told === null
          ? null
          : {
              mean: told.mean,
              deviation: told.deviation,
              quantiles: at(told.quantiles.slice(0, 4)),
              points: at(told.quantiles.slice(4)),
              ifAlike: recorded === of ? null : (told.quantiles[2]!.value * of) / recorded,
            },
      declined: declined === null ? null : `There is no curve: ${declinedWords[declined]}.`,
    };
    return { ...answer, text: lossWords(answer) };
  },
});

const percents = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/** The quarter that is so many quarters from the last day, which ends the first of them. */
function quarterDays(last: string, place: number): { from: string; to: string } {
  return {
    from: shiftDays(last, 1 - place * QUARTER_DAYS),
    to: shiftDays(last, -(place - 1) * QUARTER_DAYS),
  };
}
