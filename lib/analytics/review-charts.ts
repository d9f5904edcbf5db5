import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { bucketFinder } from "#lib/period.ts";
import { behaviourOf, levelsIn } from "./behaviour.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { Quiet, quietOf } from "./quiet.ts";
import { nounOf } from "./quiet-words.ts";
import { chartWords } from "./review-chart-words.ts";
import { InWords, recordedStretch } from "./shapes.ts";
import { byBucket, severeRows } from "./tally.ts";

/** The week among those before it: whether it stands out from its level. */

export const measures = ["incidents", "sev12"] as const;

export const Chart = z
  .object({
    measure: z.enum(measures).describe("What is counted: all incidents, or those of severity 1 and 2."),
    weeks: z
      .array(
        z.object({
          start: Instant.describe("When the week begins."),
          complete: z
            .boolean()
            .describe("False for a week that is not over: levels and limits leave it out."),
          recorded: recordedStretch.recorded,
          value: z.int().describe("How many of them began in it."),
        }),
      )
      .describe("The last 26 weeks, the reviewed one included, as far back as records go."),
    behaviour: levelsIn("the weekly counts"),
    quiet: Quiet,
    text: InWords,
    here: z
      .array(
        z.object({
          rule: z.string().describe("The rule that says so."),
          side: z.enum(["above", "below"]).describe("On which side of its level it lies."),
        }),
      )
      .describe("What the reviewed week stands out by; empty where it does not, or is not judged."),
  })
  .meta({ title: "Weekly counts" });

export type ReviewChart = z.infer<typeof Chart>;

export function chartOf(
  view: View<Filter>,
  { measure, start }: { measure: ReviewChart["measure"]; start: Date },
): ReviewChart {
  const { facts, buckets, filter } = view;
  const rows = measure === "incidents" ? view.rows : severeRows(facts.incidents, view.rows);
  const count = buckets.complete.length;
  const inside = byBucket(facts.incidents, rows, { count, find: bucketFinder(buckets) });
  const weeks = inside.map((own, i) => ({
    start: new Date(buckets.edges[i]!),
    complete: buckets.complete[i]!,
    recorded: buckets.recorded[i]!,
    value: own.length,
  }));
  const behaviour = behaviourOf(view, { counts: weeks.map(({ value }) => value), rows });
  const quiet = quietOf(view, { rows, behaviour });
  const signals = "declined" in behaviour ? [] : behaviour.signals;
  const here = signals
    .filter((signal) => signal.start.getTime() === start.getTime())
    .map(({ rule, side }) => ({ rule, side }));
  const asked = measure === "incidents" ? filter : { ...filter, severity: [1, 2] };
  const noun = nounOf({ facts, filter: asked });
  const text = chartWords({ behaviour, quiet, here }, { noun, start, view });
  return { measure, weeks, behaviour, quiet, here, text };
}
