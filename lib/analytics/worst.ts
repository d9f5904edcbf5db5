import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { AI, incidentGroups, UNKNOWN } from "./ai-groups.ts";
import { statusCodes } from "./facts/incidents.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { Figure, figure, incidentMembers, MeasuredCount, systemMembers } from "./shapes.ts";
import { takenReader } from "./tally.ts";
import { firstOf } from "./top.ts";

/** The systems and incidents that lost the most, and what is still open. */

export const WorstSystem = z
  .object({
    ...systemMembers,
    incidents: z
      .int()
      .describe(
        "Incidents that reached the system. One that reached several counts in full in each, so these do not add up to the total.",
      ),
    lostOrders: MeasuredCount.meta({
      description: "Orders lost in them, in full for each system that they reached.",
      unit: "orders",
    }),
  })
  .meta({ title: "Worst system" });

const { number, severity } = incidentMembers;

export const WorstIncident = z
  .object({
    number,
    startedAt: Instant.describe("When its impact began."),
    severity,
    lostOrders: Figure.meta({ description: "Orders lost in it; null where not recorded.", unit: "orders" }),
    errors: Figure.meta({ description: "Errors that users met; null where not recorded.", unit: "errors" }),
    mitigateMinutes: Figure.meta({
      description:
        "From the start of impact to mitigation; null where not recorded, or recorded before the start.",
      unit: "minutes",
    }),
    aiInvolved: z
      .boolean()
      .nullable()
      .describe(
        "Whether AI made or shaped the change (contributing or primary); null where that is not known.",
      ),
  })
  .meta({ title: "Worst incident" });

export const mostWorst = 8;

/** Systems in order of lost orders, then of incidents. Each system an incident reached counts it in full. */
export function worstSystems({ facts, rows }: View<Filter>) {
  const { incidents, systems } = facts;
  const size = systems.byNumber.length + 1;
  // Two places for each system, the second for incidents that recorded their lost orders; see sumOf.
  const [reached, lost] = [new Int32Array(size * 2), new Float64Array(size * 2)];
  const { pool, start, count } = incidents.systems;
  const orders = incidents.lostOrders.values;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const end = start[row]! + count[row]!;
    const value = orders[row]!;
    const known = Number(!Number.isNaN(value));
    for (let at = start[row]!; at < end; at += 1) {
      const place = pool[at]! * 2 + known;
      reached[place]! += 1;
      lost[place]! += value;
    }
  }
  const all = systems.byNumber
    .filter((system) => system !== undefined)
    .map(({ number, slug, name, tier }) => {
      const [recorded, sum] = [reached[number * 2 + 1]!, lost[number * 2 + 1]!];
      const counted = reached[number * 2]! + recorded;
      const lostOrders = { sum: recorded === 0 ? null : sum, recorded, of: counted };
      return { number, slug, name, tier: tier === 0 ? null : tier, incidents: counted, lostOrders };
    })
    .filter((system) => system.incidents > 0)
    .sort((a, b) => (b.lostOrders.sum ?? 0) - (a.lostOrders.sum ?? 0) || b.incidents - a.incidents);
  const { listed, rest } = firstOf(all, mostWorst, (others) => {
    const wanted = new Uint8Array(size);
    for (const { number } of others) wanted[number] = 1;
    return rowsWhere(rows, (row) => incidents.systems.has(row, wanted)).length;
  });
  return { worstSystems: listed.map(({ number: _, ...system }) => system), worstSystemsRest: rest };
}

/** The incidents that cost the most orders; where none is recorded, the most errors. */
export function worstIncidents({ facts, rows }: View<Filter>) {
  const { incidents } = facts;
  const ofOrders = largest(incidents.lostOrders.values, rows);
  const [measure, worst] =
    ofOrders.length > 0
      ? [incidents.lostOrders, ofOrders]
      : [incidents.errors, largest(incidents.errors.values, rows)];
  const left = rowsWhere(rows, (row) => measure.values[row]! > 0).length - worst.length;
  const takenBy = takenReader(incidents, "mitigatedAt");
  const told = worst.map((row) => {
    const taken = takenBy(row) / 60_000;
    const ai = incidentGroups[incidents.aiInvolvement.values[row]!]!;
    return {
      number: incidents.number.values[row]!,
      startedAt: new Date(incidents.startedAt.values[row]!),
      severity: incidents.severity.values[row]! || null,
      lostOrders: figure(incidents.lostOrders.values[row]!),
      errors: figure(incidents.errors.values[row]!),
      mitigateMinutes: taken >= 0 ? taken : null,
      aiInvolved: ai === UNKNOWN ? null : ai === AI,
    };
  });
  return { worstIncidents: told, worstIncidentsRest: { of: worst.length + left, left, incidents: left } };
}

function largest(values: Float64Array, rows: Selection): number[] {
  const best: number[] = [];
  let least = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const value = values[row]!;
    if (!(value > least)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at -= 1;
    best.splice(at, 0, row);
    if (best.length > mostWorst) best.pop();
    if (best.length === mostWorst) least = values[best[mostWorst - 1]!]!;
  }
  return best;
}

export const mostOpen = 8;

/** Open is what is not mitigated; what is mitigated and not resolved is told apart. */
export function openIncidents({ facts, rows }: View<Filter>) {
  const { status, number, startedAt } = facts.incidents;
  const inState = (state: "open" | "mitigated") => {
    const code = statusCodes.code(state);
    return rowsWhere(rows, (row) => status.values[row] === code);
  };
  const open = inState("open");
  const latest = open.toSorted((a, b) => startedAt.values[b]! - startedAt.values[a]!).subarray(0, mostOpen);
  const left = open.length - latest.length;
  return {
    count: open.length,
    numbers: Array.from(latest, (row) => number.values[row]!),
    numbersRest: { of: open.length, left, incidents: left },
    mitigated: inState("mitigated").length,
  };
}
