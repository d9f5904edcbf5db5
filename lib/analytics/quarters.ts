import { z } from "zod";
import type { WeekStart } from "#lib/calendar.ts";
import { bucketFinder, bucketsOf } from "#lib/period.ts";
import { daysIn, recordedIn } from "./coverage.ts";
import { finerThan } from "./precision.ts";
import type { View } from "./question.ts";
import { Figure, recordedStretch } from "./shapes.ts";
import { byBucket } from "./tally.ts";

/** Slow trends, as they are: quarters of the calendar, without a verdict. */

export const Quarter = z
  .object({
    ...recordedStretch,
    incidents: z.int().describe("Incidents whose impact began in the quarter."),
    days: z.int().meta({ description: "Its days that are recorded and have begun.", unit: "days" }),
    perWeek: Figure.meta({
      description: "Incidents for each 7 recorded days, so that quarters of unlike length compare.",
      unit: "incidents a week",
      declines: "null where no day of it is recorded",
    }),
  })
  .meta({ title: "Quarter" });

export type Quarter = z.infer<typeof Quarter>;

export function quartersIn(view: View): Quarter[] {
  const { facts, rows, period, settings, coverage, now } = view;
  const weekStart = settings.weekStart as WeekStart;
  const recorded = recordedIn(period, { coverage, now });
  const quarters = bucketsOf({ period, size: "quarter", weekStart, now, recorded });
  const { edges, complete } = quarters;
  const inside = byBucket(facts.incidents, finerThan(facts.incidents, rows, "quarter"), {
    count: complete.length,
    find: bucketFinder(quarters),
  });
  return inside.map((own, i) => {
    const [start, end] = [new Date(edges[i]!), new Date(edges[i + 1]!)];
    const cut = {
      from: new Date(Math.max(start.getTime(), period.from.getTime())),
      to: new Date(Math.min(end.getTime(), period.to.getTime())),
      zone: period.zone,
    };
    const part = recordedIn(cut, { coverage, now });
    const days = part === null ? 0 : daysIn(part);
    return {
      start,
      end,
      complete: complete[i]!,
      recorded: quarters.recorded[i]!,
      incidents: own.length,
      days,
      perWeek: days === 0 ? null : (own.length * 7) / days,
    };
  });
}
