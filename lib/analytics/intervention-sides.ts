import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { AI, changeGroups } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { isCausedByChange } from "./change-caused.ts";
import { type Cohort, cohortsOf, FailureRate, failureRate } from "./change-failure-rate.ts";
import { changeOutcomes } from "./change-outcomes.ts";
import { figuresOf, knownUntil, type Minutes, minutesTo } from "./durations.ts";
import { rowsWhere } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { valuesOf } from "./measures.ts";
import type { View } from "./question.ts";
import { DurationFigures, MeasuredCount } from "./shapes.ts";
import { severeRows, sumOf } from "./tally.ts";

/** What a window of an intervention held. */

export const Side = z
  .object({
    from: Instant.describe("When the window begins."),
    to: Instant.describe("When it ends; not included."),
    incidents: z
      .int()
      .describe(
        "Incidents that began in the window, match the filter and reached a system in the intervention's scope.",
      ),
    sev12: z.int().describe("Those of severity 1 or 2."),
    caused: z
      .int()
      .describe("Those that a change caused: they name a culprit, or a change as their trigger."),
    perDay: z
      .number()
      .meta({ description: "Incidents over the days of the window.", unit: "incidents a day" }),
    sev12PerDay: z.number().meta({
      description: "Sev-1 and Sev-2 incidents over the days of the window.",
      unit: "incidents a day",
    }),
    lostOrders: MeasuredCount.meta({
      description: "The sum of lost orders over those of them that recorded it.",
      unit: "orders",
    }),
    timeToMitigate: DurationFigures.describe("From the start of impact to mitigation."),
    aiFailure: FailureRate.describe(
      "How often AI-assisted changes fail that were deployed in the window to a system in scope. They fail by incidents that reached the scope, be it in the window or after it.",
    ),
  })
  .meta({ title: "Window of an intervention" });

export type Side = z.infer<typeof Side>;

export interface Measured {
  side: Side;
  lostOrders: Float64Array;
  minutes: Minutes;
  /** Behind `side.aiFailure`. */
  aiChanges: Cohort;
}

export function measured(of: {
  view: View<Filter>;
  mask: Uint8Array | null;
  period: Period;
  days: number;
}): Measured {
  const { view, mask, period, days } = of;
  const { facts } = view;
  const { incidents } = facts;
  const selected = view.within(period).rows;
  const rows = mask === null ? selected : rowsWhere(selected, (row) => incidents.systems.has(row, mask));
  const aiChanges = aiCohort(view, period, mask);
  const sev12 = severeRows(incidents, rows).length;
  const minutes = minutesTo({ facts: incidents, milestone: "mitigatedAt", rows, known: knownUntil(view) });
  return {
    side: {
      from: period.from,
      to: period.to,
      incidents: rows.length,
      sev12,
      caused: rowsWhere(rows, isCausedByChange(facts)).length,
      perDay: rows.length / days,
      sev12PerDay: sev12 / days,
      lostOrders: sumOf(incidents.lostOrders.values, rows),
      timeToMitigate: figuresOf(minutes),
      aiFailure: failureRate(aiChanges),
    },
    aiChanges,
    lostOrders: valuesOf(facts, "lostOrders", rows).filter((value) => !Number.isNaN(value)),
    minutes,
  };
}

function aiCohort(view: View<Filter>, period: Period, mask: Uint8Array | null): Cohort {
  const { facts, filter } = view;
  const { system, aiAssistance } = facts.changes;
  const rows = selectChanges({ facts, which: filter, period });
  const groups = new Int8Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const isIn = mask === null || mask[system.values[row]!] === 1;
    groups[i] = isIn && changeGroups[aiAssistance.values[row]!] === AI ? 0 : -1;
  }
  return cohortsOf({ outcomes: changeOutcomes(view, period, mask), rows, groups, size: 1 })[0]!;
}
