import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { FailureRate, failureRate } from "./ai-failures.ts";
import { AI, changeGroups } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import { figuresOf, knownUntil, type Minutes, minutesTo } from "./durations.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
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
      "AI-assisted changes deployed in the window to a system in scope, and those that were the culprit of an incident of the window.",
    ),
  })
  .meta({ title: "Window of an intervention" });

export type Side = z.infer<typeof Side>;

export interface Measured {
  side: Side;
  lostOrders: Float64Array;
  minutes: Minutes;
}

export function measured(of: {
  view: View<Filter>;
  mask: Uint8Array | null;
  period: Period;
  days: number;
}): Measured {
  const { view, mask, period, days } = of;
  const { facts, filter } = view;
  const { incidents } = facts;
  const selected = view.within(period).rows;
  const rows = mask === null ? selected : selected.filter((row) => incidents.systems.has(row, mask));
  const sev12 = severeRows(incidents, rows).length;
  const minutes = minutesTo({ facts: incidents, milestone: "mitigatedAt", rows, known: knownUntil(view) });
  return {
    side: {
      from: period.from,
      to: period.to,
      incidents: rows.length,
      sev12,
      perDay: rows.length / days,
      sev12PerDay: sev12 / days,
      lostOrders: sumOf(incidents.lostOrders.values, rows),
      timeToMitigate: figuresOf(minutes),
      aiFailure: aiFailureOf({ facts, filter, period, rows, mask }),
    },
    lostOrders: valuesOf(facts, "lostOrders", rows).filter((value) => !Number.isNaN(value)),
    minutes,
  };
}

function aiFailureOf(of: {
  facts: Facts;
  filter: Filter;
  period: Period;
  rows: Selection;
  mask: Uint8Array | null;
}): FailureRate {
  const { facts, filter, period, rows, mask } = of;
  const { system, aiAssistance } = facts.changes;
  const culprits = culpritMarks(facts, rows);
  const changes = selectChanges({ facts, which: filter, period });
  let [made, failed] = [0, 0];
  for (let i = 0; i < changes.length; i += 1) {
    const row = changes[i]!;
    if (changeGroups[aiAssistance.values[row]!] !== AI) continue;
    if (mask !== null && mask[system.values[row]!] === 0) continue;
    made += 1;
    failed += culprits[row]!;
  }
  return failureRate(failed, made);
}
