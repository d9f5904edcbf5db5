import { z } from "zod";
import type { WeekStart } from "#lib/calendar.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, bucketsOf } from "#lib/period.ts";
import { serialSpearman } from "#lib/statistics/serial-spearman.ts";
import { baseRates } from "./base-rate.ts";
import { recordedIn } from "./coverage.ts";
import type { Filter } from "./filter.ts";
import { finerThan } from "./precision.ts";
import type { View } from "./question.ts";
import { Correlated, tested } from "./rank-correlation.ts";
import { Figure } from "./shapes.ts";
import { requireFewBuckets } from "./window.ts";

/** The AI share of changes of a week against the incidents of later weeks. */

const lags = [0, 1, 2, 3, 4] as const;

export const Lag = z
  .object({
    weeks: z.int().meta({ description: "How long the incidents come after the changes.", unit: "weeks" }),
    ...Correlated.shape,
    p: Figure.meta({
      description:
        "Two-sided p-value of no correlation, for series that go on as they were: the largest of Spearman's, of that with as many pairs as are independent (also without straight lines), and of its rank among the series moved against one another; null where it is declined.",
      source: "Pyper and Peterman (1998)",
    }),
    from: Instant.nullable().describe(
      "When the first week of the incidents that were counted begins; null where some weeks between were left out.",
    ),
    to: Instant.nullable().describe(
      "When the last of those weeks ends; null where some between were left out.",
    ),
    incidents: z.int().describe("How many incidents were counted."),
  })
  .meta({ title: "Correlation after some weeks" });

export const Week = z
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

export type Week = z.infer<typeof Week>;

/** Complete weeks with their incidents and the AI share of their changes. */
export function weeksOf(view: View<Filter>): Week[] {
  const { facts, filter, settings, now, coverage } = view;
  // Weeks outside are incomplete in any case; of a period over millennia there would be many.
  const period = recordedIn(view.period, { coverage, now });
  if (period === null) return [];
  requireFewBuckets({ ...filter, bucket: undefined }, period, "week");
  const buckets = bucketsOf({
    period,
    size: "week",
    weekStart: settings.weekStart as WeekStart,
    now,
    recorded: period,
  });
  const { edges, complete } = buckets;
  const counts = new Int32Array(complete.length);
  const find = bucketFinder(buckets);
  const start = facts.incidents.startedAt.values;
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  for (const row of finerThan(facts.incidents, view.rows, "week")) {
    const at = start[row]!;
    if (at >= from && at < to) counts[find(at)]! += 1;
  }
  const shares = baseRates({ facts, which: filter, period, settings, buckets }).buckets;
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

export function lagOf(weeks: readonly Week[]): z.infer<typeof Lag>[] {
  return lags.map((lag) => {
    const pairs = weeks.slice(lag).map((later, i) => ({ share: weeks[i]!.aiShare, later }));
    const known = pairs.filter(({ share }) => share !== null);
    const result = serialSpearman(
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
}
