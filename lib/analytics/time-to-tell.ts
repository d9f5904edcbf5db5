import { z } from "zod";
import { formatPlural } from "#lib/format.ts";
import { type TimeToTell as Told, timeToTell } from "#lib/statistics/time-to-tell.ts";
import { endOf } from "./day-history.ts";
import { picksAmong } from "./figure-words.ts";
import { question } from "./question.ts";
import { InWords } from "./shapes.ts";
import { noHistoryOfPicked } from "./verdict-words.ts";

/** How long it takes until a change of the rate could be told from the ups and downs of this very history. */

const Change = z
  .object({
    daysNeeded: z.int().nullable().meta({
      description:
        "Days on either side after which it would show in 8 of 10 cases; null where 90 are too few.",
      unit: "days",
    }),
    windows: z
      .array(
        z.object({
          windowDays: z.int().meta({ description: "Days on either side.", unit: "days" }),
          power: z
            .number()
            .meta({ description: "In how many cases it would show.", unit: "a fraction from 0 to 1" }),
        }),
      )
      .describe("Windows of 14 to 90 days with enough history before them."),
  })
  .meta({ title: "Chance to tell" });

export const TimeToTell = z
  .object({
    halving: Change.describe("A fall of the rate to one half."),
    fallBy30: Change.describe("A fall of the rate by 30%."),
    text: z.string().describe("The same in words."),
  })
  .meta({
    title: "Time to tell",
    description:
      "How likely a true change would be told from the ups and downs of the history before it. What could not be told has not failed.",
    declines: "no windows, where there is too little history",
    source: "thinning of each earlier window, normal approximation of its ln ratio; no random draws",
  });
export type TimeToTell = z.infer<typeof TimeToTell>;

/** Of a change from day `at` of a history on, which holds so many a day. */
export function timeToTellOf(of: { days: Float64Array; at: number; others?: readonly number[] }): TimeToTell {
  const { days, at, others = [] } = of;
  const toward = (ratio: number) => shapeOf(timeToTell(days, { at: Math.max(0, at), ratio, others }));
  const [halving, fallBy30] = [toward(0.5), toward(0.7)];
  return { halving, fallBy30, text: timeToTellWords({ halving, fallBy30 }) };
}

function shapeOf({ windows, daysNeeded }: Told): z.infer<typeof Change> {
  return { daysNeeded, windows: windows.map(({ windowDays, power }) => ({ windowDays, power })) };
}

export function timeToTellWords({ halving, fallBy30 }: Omit<TimeToTell, "text">): string {
  if (halving.windows.length === 0)
    return "There is too little history to say after how many days a change could be told from its ups and downs.";
  return `At the ups and downs of this history a halving would show ${chanceWords(halving)}; a fall by 30% ${chanceWords(fallBy30)}.`;
}

function chanceWords({ daysNeeded, windows }: z.infer<typeof Change>): string {
  if (daysNeeded !== null) return `within ${formatPlural(daysNeeded, "day")} in 8 of 10 cases`;
  // Not always the longest window: the longer it is, the less history there is to rank it among.
  const { windowDays, power } = windows.reduce((best, one) => (one.power >= best.power ? one : best));
  if (power < 0.15) return `hardly, even in ${formatPlural(windows.at(-1)!.windowDays, "day")}`;
  return `in ${formatPlural(windowDays, "day")} in ${Math.round(power * 10)} of 10 cases`;
}

export const getTimeToTell = question({
  name: "time-to-tell",
  summary: "How long until we could tell?",
  parameters: {},
  answer: {
    text: InWords,
    days: z.int().meta({
      description:
        "Days of the history that it rests on: recorded, and over, up to the end of the period and from whenever on.",
      unit: "days",
    }),
    ...TimeToTell.pick({ halving: true, fallBy30: true }).shape,
  },
  compute({ history, period, filter }) {
    if (history === null) {
      const none = { daysNeeded: null, windows: [] };
      const told = { halving: none, fallBy30: none };
      const text = picksAmong(filter) ? `This cannot be said: ${noHistoryOfPicked}.` : timeToTellWords(told);
      return { ...told, days: 0, text };
    }
    const at = endOf(history, period);
    return { ...timeToTellOf({ days: history.counts(), at }), days: at };
  },
});
