import { z } from "zod";
import { dayNumber, dayOf } from "#lib/calendar.ts";
import { Instant } from "#lib/parse.ts";
import type { Buckets } from "#lib/period.ts";
import { type Levels, levelsOf, SHORTEST_LEVEL } from "#lib/statistics/levels.ts";
import { type StandOut, standOut } from "#lib/statistics/stand-out.ts";
import { bucketNames } from "./bucket-names.ts";
import type { Selection } from "./facts/rows.ts";
import { judgedRun } from "./judged.ts";
import type { View } from "./question.ts";
import { Declined, Figure } from "./shapes.ts";

/** Between which levels counts move, since when, and which buckets stand out of theirs. */

const Level = z
  .object({
    start: Instant.describe("When its first bucket begins."),
    end: Instant.describe("When its last bucket ends; not included."),
    buckets: z
      .int()
      .describe(
        `How many buckets it lasts. None is shorter than ${SHORTEST_LEVEL}: one of ${SHORTEST_LEVEL} may have been, and its ends have no date.`,
      ),
    mean: z.number().describe("Incidents in a bucket of usual length: a day, 7 days or 30.44 days."),
  })
  .meta({ title: "Level", description: "A stretch over which counts keep to one mean." });

const Change = z
  .object({
    start: Instant.describe("When the first bucket of the new level begins; about then, no closer."),
    from: z.number().describe("The mean of the level before."),
    to: z.number().describe("The mean of the new one."),
    buckets: z.int().describe("For how many buckets it held, or has held so far."),
  })
  .meta({ title: "Change of level" });

const Signal = z
  .object({
    start: Instant.describe("When the bucket begins."),
    rule: z
      .enum(["stands-out"])
      .describe("What makes it one: it lies outside the limits that the other buckets of its level make."),
    side: z.enum(["above", "below"]).describe("On which side of its level it lies."),
    p: z.number().describe("Chance of a count as far out, of the two sides together."),
  })
  .meta({ title: "Signal" });

const Limits = z
  .object({
    start: Instant.describe("When the bucket begins."),
    low: z.int().describe("The least count that does not stand out."),
    high: z.int().describe("The greatest count that does not."),
  })
  .meta({ title: "Limits of a bucket" });

export const Behaviour = z
  .union([
    z.object({
      n: z.int().describe("How many complete buckets it rests on: the longest run of which all is known."),
      changed: z
        .enum(["none", "dated", "undated", "wanders"])
        .describe(
          "`none`: no change of level to be seen, which is not to say that there is no trend; `dated`: changes with a date; `undated`: changes that buckets so long as months cannot date; `wanders`: three changes within 78 buckets (of days within 78 weeks), which drift makes as well: no single date.",
        ),
      levels: z.array(Level).describe("The levels, the earliest first; one where no change is to be seen."),
      changes: z.array(Change).describe("The changes between them; none where it wanders or is not dated."),
      dispersion: z
        .number()
        .describe("Variance over mean, from steps between neighbours; 1 where counts come by chance alone."),
      judgedBy: z
        .enum(["buckets", "gaps"])
        .describe(
          "By what points are judged: each bucket's count, or, under 5 a bucket, the time between incidents (`signals` and `limits` are empty then).",
        ),
      limits: z
        .array(Limits)
        .describe("Of each bucket that is judged; those in levels of fewer than 10 buckets are not."),
      signals: z.array(Signal).describe("The buckets that stand out of their level, jointly over all."),
      centre: z.number().describe("The mean of the last level."),
      low: Figure.describe("The lower limit of the last bucket; null where it is not judged."),
      high: Figure.describe("The upper limit of the last bucket; null where it is not judged."),
    }),
    Declined,
  ])
  .meta({
    title: "Behaviour",
    description: "Levels of counts, and what stands out of them, or why there are none.",
    unit: "incidents a bucket",
    declines: "fewer than 12 complete buckets in a row, and for quarters",
    uncertainty:
      "a steady or clustered series of 26 to 156 weeks is given a change in 0 to 8%, and a bucket that stands out in 0 to 8%",
    source: "Jackson et al. (2005); Hahn and Meeker (1991)",
  });

export type Behaviour = z.infer<typeof Behaviour>;
export type Judged = Exclude<Behaviour, Declined>;

/** Levels of such counts. */
export const levelsIn = (what: string) =>
  Behaviour.describe(
    `Levels of ${what}: a few means between which they change, as few as explain them, each of six complete buckets or more; and the buckets that stand out of their level.`,
  );

const FEWEST_BUCKETS = 2 * SHORTEST_LEVEL;

/** Below this many a bucket, counts say less than the time between. */
export const FEW_A_BUCKET = 5;

const DAYS_IN_78_WEEKS = 546;

const daysInMonth = 365.2425 / 12;

/**
 * How long each bucket is beside a usual one, in calendar days; undefined where all are alike. A month of 28 days has
 * fewer incidents than one of 31 at the same rate: levels, limits and dispersion are those of rates by day, so that no
 * month stands out for its length. An hour that a change of clocks adds or takes is passed over.
 */
function exposuresOf({ size, edges }: Buckets, zone: string): number[] | undefined {
  if (size === "day" || size === "week") return undefined;
  const days = Array.from(edges, (edge) => dayNumber(dayOf(new Date(edge), zone)));
  const usual = size === "month" ? daysInMonth : 3 * daysInMonth;
  return days.slice(1).map((day, i) => (day - days[i]!) / usual);
}

/**
 * The levels between which these counts, one for each bucket of the view, move, and what stands out of them: of the
 * longest run of buckets that are complete and recorded, and in which no incident may lie that is known to a longer
 * stretch alone. No level is shorter than six buckets: months would give a rise of one quarter the date of another, so
 * that they date nothing. `rows` are the incidents that were counted.
 */
export function behaviourOf(view: View, of: { counts: readonly number[]; rows: Selection }): Behaviour {
  const { buckets, period } = view;
  const { size, edges } = buckets;
  const { from, to } = judgedRun(view, of.rows);
  const n = to - from;
  const names = bucketNames[size];
  if (size === "quarter")
    return { declined: "Quarters are shown as they are: slow trends get no verdict here.", n };
  if (n < FEWEST_BUCKETS)
    return {
      declined: `A change of level shows in ${FEWEST_BUCKETS} complete ${names} in a row or more; there are ${n}.`,
      n,
    };
  const counts = of.counts.slice(from, to);
  const exposures = exposuresOf(buckets, period.zone)?.slice(from, to);
  const found = levelsOf(counts, { exposures, ...(size === "day" ? { within: DAYS_IN_78_WEEKS } : {}) });
  const judgedBy = isFew(counts) ? "gaps" : "buckets";
  const points = judgedBy === "gaps" ? null : standOut(counts, found, exposures);
  const start = (place: number) => new Date(edges[from + place]!);
  const last = points?.buckets.at(-1);
  return {
    n,
    changed: size === "month" && found.words === "dated" ? "undated" : found.words,
    ...levelsAt(found, { start, isDated: size !== "month" && found.words === "dated" }),
    dispersion: found.dispersion,
    judgedBy,
    ...(points === null ? { limits: [], signals: [] } : pointsAt(points, { counts, start })),
    centre: found.levels.at(-1)!.mean,
    low: orNull(last?.low),
    high: orNull(last?.high),
  };
}

function isFew(counts: readonly number[]): boolean {
  return counts.reduce((sum, count) => sum + count, 0) / counts.length < FEW_A_BUCKET;
}

const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

type StartOf = (place: number) => Date;

function levelsAt(
  { levels }: Levels,
  { start, isDated }: { start: StartOf; isDated: boolean },
): Pick<Judged, "levels" | "changes"> {
  const changes = levels.slice(1).map(({ from, to, mean }, i) => ({
    start: start(from),
    from: levels[i]!.mean,
    to: mean,
    buckets: to - from,
  }));
  return {
    levels: levels.map(({ from, to, mean }) => ({
      start: start(from),
      end: start(to),
      buckets: to - from,
      mean,
    })),
    changes: isDated ? changes : [],
  };
}

function pointsAt(
  { buckets, outside }: StandOut,
  { counts, start }: { counts: readonly number[]; start: StartOf },
): Pick<Judged, "limits" | "signals"> {
  return {
    limits: buckets.flatMap(({ low, high }, place) =>
      Number.isNaN(low) ? [] : [{ start: start(place), low, high }],
    ),
    signals: outside.map((place) => {
      const { p, high } = buckets[place]!;
      return {
        start: start(place),
        rule: "stands-out" as const,
        side: counts[place]! > high ? ("above" as const) : ("below" as const),
        p,
      };
    }),
  };
}
