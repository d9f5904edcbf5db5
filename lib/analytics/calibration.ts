import { z } from "zod";
import { formatCount, formatPlural, formatShare } from "#lib/format.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import { type Calls, type Calibration as Counted, calibrateHistory } from "#lib/statistics/calibration.ts";
import { calibrateShuffled } from "#lib/statistics/chart-calibration.ts";
import type { TwoByTwo } from "#lib/statistics/estimate.ts";
import { calibrateLabels } from "#lib/statistics/label-calibration.ts";
import { telling } from "#lib/statistics/strata.ts";
import { tabulate } from "./ai-counts.ts";
import { endOf } from "./day-history.ts";
import { picksAmong } from "./figure-words.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import { Figure, InWords } from "./shapes.ts";
import { shareOf } from "./tally.ts";
import { TimeToTell, timeToTellOf } from "./time-to-tell.ts";
import { noHistoryOfPicked } from "./verdict-words.ts";

/**
 * How far can this be trusted? The rules behind verdicts and charts, asked of this very history where nothing is known to
 * have happened: how often they claim something, and how often they would find what did happen.
 */

const CallsShape = z
  .object({
    called: z.int().describe("How often it was claimed."),
    of: z.int().describe("Of how many that were asked; 0 where there is too little history to ask."),
    share: Figure.meta({
      description: "called / of.",
      unit: "a fraction from 0 to 1",
      declines: "null where none was asked",
    }),
    low: Figure.describe("Lower end of its 95% interval; null where none was asked."),
    high: Figure.describe("Upper end of its 95% interval; null where none was asked."),
  })
  .meta({ title: "Calls", uncertainty: "Wilson's 95% interval", source: "Wilson (1927)" });
type CallsShape = z.infer<typeof CallsShape>;

function shapeOf({ called, of }: Calls): CallsShape {
  const { share, low, high } = shareOf({ yes: called, known: of, unknown: 0 });
  return { called, of, share, low, high };
}

const Rule = z
  .object({
    windowDays: z.int().meta({ description: "Days on either side of what is asked about.", unit: "days" }),
    anyDay: CallsShape.describe("Interventions that never happened, begun on days spread over the history."),
    afterWorst: CallsShape.describe(
      "Interventions that never happened, begun right after a stretch fuller than all that overlap it: as people do.",
    ),
    looks: CallsShape.describe(
      "Interventions that never happened, looked at every week for 90 days: at any look.",
    ),
    exact: CallsShape.describe("The same as `anyDay` by an exact test of two Poisson rates: for comparison."),
    halved: CallsShape.describe("Interventions after which half of all incidents did not come: found."),
    lowered: CallsShape.describe("Interventions after which three in ten did not come: found."),
  })
  .meta({ title: "Rule on this history" });

const WINDOWS = [28, 90];
const MOST_TRIALS = 50;
const SHUFFLES = 60;

export const getCalibration = question({
  name: "calibration",
  summary: "How far can this be trusted?",
  parameters: {},
  answer: {
    text: InWords,
    days: z.int().meta({
      description:
        "Days of the history: recorded, and over, up to the end of the period and from whenever on.",
      unit: "days",
    }),
    verdicts: z
      .array(Rule)
      .describe(
        "The rule of verdicts on days of this history that are a window clear of recorded interventions. What else happened counts as nothing, so a claim may be right.",
      ),
    charts: z
      .object({
        weeks: z.int().describe("Whole weeks of the history."),
        changed: CallsShape.describe("Orders that were given a change of level."),
        marked: CallsShape.describe("Orders of which a week stands out."),
      })
      .nullable()
      .describe(
        `The rules of charts on the weeks of this history in ${SHUFFLES} random orders, in which no level changes. Null under 12 weeks, and where not all are known by day.`,
      ),
    labels: z
      .object({
        strata: z.int().describe("Tiers of a month with changes of both kinds, and with failures."),
        adjusted: CallsShape.describe("Shuffles in which the ratio within these strata was called."),
        crude: CallsShape.describe("Shuffles in which the ratio over all of them together was called."),
      })
      .describe(
        `Whether AI-assisted changes fail more often, asked ${SHUFFLES} times with the labels of AI shuffled among the changes of each month and tier, so that both fail alike.`,
      ),
    timeToTell: TimeToTell.nullable().describe(
      "After how many days a change from the end of the period on could be told; null before anything is recorded.",
    ),
  },
  async compute(view, ask) {
    const { history } = view;
    const { items: interventions } = await ask(listInterventions, {});
    const labels = labelsOn(view);
    if (history === null) {
      const text = picksAmong(view.filter)
        ? `This cannot be asked: ${noHistoryOfPicked}.`
        : "There is no history yet by which this could be said.";
      return { text, days: 0, verdicts: [], charts: null, labels, timeToTell: null };
    }
    const end = endOf(history, view.period);
    const counts = history.counts();
    const days = counts.subarray(0, end);
    const others = interventions.map(({ startsOn }) => history.at(startsOn));
    const verdicts = WINDOWS.map((windowDays) => ({
      windowDays,
      ...shapesOf(calibrateHistory(days, { window: windowDays, most: MOST_TRIALS, others })),
    }));
    return {
      text: calibrationWords(verdicts),
      days: end,
      verdicts,
      charts: chartsOn(days),
      labels,
      timeToTell: timeToTellOf({ days: counts, at: end }),
    };
  },
});

function labelsOn(view: View<Filter>) {
  const { strata } = tabulate(view);
  const tables = strata.monthTier.map(
    ([ai, other]): TwoByTwo => [
      [ai.failed, ai.changes - ai.failed],
      [other.failed, other.changes - other.failed],
    ],
  );
  const { adjusted, crude } = calibrateLabels(tables, { runs: SHUFFLES });
  return { strata: telling(tables).tables.length, adjusted: shapeOf(adjusted), crude: shapeOf(crude) };
}

function shapesOf(calls: Counted): Omit<z.infer<typeof Rule>, "windowDays"> {
  const { anyDay, afterWorst, looks, exact, halved, lowered } = calls;
  return {
    anyDay: shapeOf(anyDay),
    afterWorst: shapeOf(afterWorst),
    looks: shapeOf(looks),
    exact: shapeOf(exact),
    halved: shapeOf(halved),
    lowered: shapeOf(lowered),
  };
}

function chartsOn(days: Float64Array) {
  const weeks = Array.from({ length: Math.floor(days.length / 7) }, (_, week) =>
    days.subarray(7 * week, 7 * week + 7).reduce((sum, day) => sum + day, 0),
  );
  if (weeks.length < 12 || weeks.some(Number.isNaN)) return null;
  const { changed, marked } = calibrateShuffled(weeks, { runs: SHUFFLES });
  return { weeks: weeks.length, changed: shapeOf(changed), marked: shapeOf(marked) };
}

/** What of it a reader takes along. */
export function calibrationWords(
  verdicts: readonly ({ windowDays: number } & Pick<Counted, "anyDay" | "halved">)[],
): string {
  const asked = verdicts.filter(({ anyDay }) => anyDay.of > 0);
  if (asked.length === 0)
    return "There is too little history to ask it about interventions that never happened: verdicts are declined for the same reason.";
  const each = asked.map(
    ({ windowDays, anyDay, halved }) =>
      `over ${formatPlural(windowDays, "day")} ${calledWords(anyDay)} are called, and ${formatShare(halved.called / halved.of)} of halvings are found`,
  );
  return `Asked of this history about interventions that never happened: ${each.join("; ")}. What else happened then counts as nothing, so a call may be right.`;
}

function calledWords({ called, of }: Calls): string {
  return `${formatCount(called)} of ${formatCount(of)} (${formatShare(called / of)})`;
}
export type Calibration = z.infer<typeof getCalibration.definition.answer>;
