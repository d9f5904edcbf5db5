import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { quietTimes } from "#lib/statistics/gaps.ts";
import { type Behaviour, FEW_A_BUCKET, type Judged } from "./behaviour.ts";
import { bucketNames } from "./bucket-names.ts";
import type { Selection } from "./facts/rows.ts";
import { judgedStretch } from "./judged.ts";
import type { View } from "./question.ts";
import { Declined } from "./shapes.ts";

/** How long it is quiet between incidents that are rare. */

const gapMembers = {
  from: Instant.describe("When the last incident before it began."),
  days: z.number().describe("How long it lasts."),
  p: z.number().describe("Chance of a gap as long as this or longer, going by the others."),
  limitDays: z.number().describe("The length from which it is marked."),
  marked: z.boolean().describe("Whether it is longer than chance explains, jointly over all at 5%."),
};

const Gap = z
  .object({
    ...gapMembers,
    to: Instant.describe("When the next incident began."),
  })
  .meta({ title: "Gap" });

const OpenGap = z
  .object({
    ...gapMembers,
    to: Instant.describe("Until when nothing more is recorded: now, or the end of what is."),
  })
  .meta({ title: "Open gap" });

export const Quiet = z
  .union([
    z.object({
      perBucket: z.number().describe("How many incidents there are a bucket, which is why gaps are judged."),
      n: z.int().describe("How many gaps there are."),
      episodes: z
        .int()
        .describe(
          "How many episodes they lie between: an incident within 24 hours of the one before joins its.",
        ),
      meanDays: z.number().describe("How long a gap usually is."),
      gaps: z.array(Gap).describe("The gaps between episodes, the earliest first."),
      open: OpenGap.describe("The time since the last incident, against all gaps."),
    }),
    Declined,
  ])
  .meta({
    title: "Quiet times",
    description:
      "The time between incidents that are rare, where a count of a bucket says little. Long gaps alone are marked: short ones say that incidents come together, as they do.",
    unit: "days",
    uncertainty: "a quiet history has a gap marked in about 5%",
    declines: "with 5 or more a bucket, and with fewer than 8 gaps",
    source: "Cox and Lewis (1966), F test of exponential means",
  });

export type Quiet = z.infer<typeof Quiet>;
export type QuietTimes = Exclude<Quiet, Declined>;
export type AnyGap = z.infer<typeof OpenGap>;

interface Stretch {
  from: number;
  to: number;
}

const dayMs = 86_400_000;

/** The gaps between these incidents, where they are rare; `behaviour` is that of their counts. */
export function quietOf(view: View, of: { rows: Selection; behaviour: Behaviour }): Quiet {
  const stretch = judgedStretch(view, of.rows);
  if (stretch === null) return { declined: "Of no day it is known whether it was quiet.", n: 0 };
  const { size } = view.buckets;
  const rare = rarityOf(view, { ...of, stretch });
  if (!rare.isRare)
    return {
      declined: `With ${FEW_A_BUCKET} or more a ${size} the counts of ${bucketNames[size]} say more than the time between incidents.`,
      n: of.rows.length,
    };
  const starts = startsIn(view, of.rows, stretch);
  const day = (ms: number) => (ms - stretch.from) / dayMs;
  const end = day(stretch.to);
  const found = quietTimes(starts.map(day), end);
  if (found.declined !== null)
    return {
      declined: `There are too few gaps between them (${found.gaps}) to tell how long one usually is.`,
      n: found.gaps,
    };
  const { episodes, gaps, open, meanGap } = found;
  const marked = new Set(found.marked);
  const moment = (days: number) => new Date(Math.round(stretch.from + days * dayMs));
  // A day of each gap is what joins incidents to an episode.
  const told = ({ p, limit }: typeof open, { from, to }: Stretch) => ({
    from: moment(from),
    to: moment(to),
    days: to - from,
    p,
    limitDays: limit + 1,
  });
  return {
    n: gaps.length,
    episodes: episodes.length,
    perBucket: rare.perBucket,
    meanDays: meanGap + 1,
    gaps: gaps.map((gap, i) => ({
      ...told(gap, { from: episodes[i]!.last, to: episodes[i + 1]!.first }),
      marked: marked.has(i),
    })),
    open: { ...told(open, { from: episodes.at(-1)!.last, to: end }), marked: open.length > open.limit },
  };
}

function startsIn({ facts }: View, rows: Selection, { from, to }: Stretch): number[] {
  const start = facts.incidents.startedAt.values;
  const starts: number[] = [];
  for (const row of rows) if (start[row]! >= from && start[row]! <= to) starts.push(start[row]!);
  return starts;
}

/** As the counts are judged; where they are too few to be, by how many there are in recorded time. */
function rarityOf(
  view: View,
  { rows, behaviour, stretch }: { rows: Selection; behaviour: Behaviour; stretch: Stretch },
): { isRare: boolean; perBucket: number } {
  if ("judgedBy" in behaviour) return { isRare: behaviour.judgedBy === "gaps", perBucket: meanOf(behaviour) };
  const { edges } = view.buckets;
  const bucketMs = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  const perBucket = (rows.length * bucketMs) / (stretch.to - stretch.from);
  return { isRare: perBucket < FEW_A_BUCKET, perBucket };
}

function meanOf({ levels, n }: Judged): number {
  return levels.reduce((sum, { mean, buckets }) => sum + mean * buckets, 0) / n;
}
