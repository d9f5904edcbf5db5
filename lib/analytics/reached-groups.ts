import { z } from "zod";
import type { Filter } from "./filter.ts";
import { eachGroup, type Grouping, GroupName, groupCount, groupName } from "./groups.ts";
import type { View } from "./question.ts";
import { MeasuredCount } from "./shapes.ts";
import { firstOf, type Rest, top } from "./top.ts";

/** The loss by what incidents reached. */

const mostGroups = 20;

const Group = z
  .object({
    ...GroupName.shape,
    incidents: z
      .int()
      .describe("Incidents that reached it; one that reached several groups counts in full in each."),
    high: z.int().describe("Those of them with a high blast radius."),
    lostOrders: MeasuredCount.meta({
      description: "Orders lost in them, in full for each group.",
      unit: "orders",
    }),
    errors: MeasuredCount.meta({ description: "Errors in them, in full for each group.", unit: "errors" }),
  })
  .meta({ title: "Reached group" });

type Group = z.infer<typeof Group>;

export const groupsReached = <N extends string>(name: N, what: string) =>
  top(name, {
    shape: Group,
    most: mostGroups,
    description: `By the ${what} that incidents reached: at most ${mostGroups}, the most lost orders first, then the most incidents. An incident that reached several counts in full in each, so they do not add up.`,
  });

export type High = (row: number) => boolean;

export function groupsBy(
  { facts, rows }: View<Filter>,
  by: Grouping,
  isHigh: High,
): { listed: Group[]; rest: Rest } {
  const size = groupCount(facts, by);
  const [counts, highs] = [new Int32Array(size), new Int32Array(size)];
  const sums = { lostOrders: new Float64Array(size), errors: new Float64Array(size) };
  const recorded = { lostOrders: new Int32Array(size), errors: new Int32Array(size) };
  const [lost, errors] = [facts.incidents.lostOrders.values, facts.incidents.errors.values];
  eachGroup({ facts, rows, by }, (row, group) => {
    counts[group]! += 1;
    if (isHigh(row)) highs[group]! += 1;
    if (!Number.isNaN(lost[row]!)) {
      recorded.lostOrders[group]! += 1;
      sums.lostOrders[group]! += lost[row]!;
    }
    if (!Number.isNaN(errors[row]!)) {
      recorded.errors[group]! += 1;
      sums.errors[group]! += errors[row]!;
    }
  });
  const measured = (measure: keyof typeof sums, group: number): MeasuredCount => ({
    sum: recorded[measure][group] === 0 ? null : sums[measure][group]!,
    recorded: recorded[measure][group]!,
    of: counts[group]!,
  });
  const all = Array.from(counts.keys())
    .filter((group) => counts[group]! > 0)
    .sort((a, b) => sums.lostOrders[b]! - sums.lostOrders[a]! || counts[b]! - counts[a]! || a - b);
  const { listed, rest } = firstOf(all, mostGroups, (others) => {
    const [wanted, found] = [new Set(others), new Set<number>()];
    eachGroup({ facts, rows, by }, (row, group) => wanted.has(group) && found.add(row));
    return found.size;
  });
  const told = listed.map((group) => ({
    ...groupName(facts, by, group),
    incidents: counts[group]!,
    high: highs[group]!,
    lostOrders: measured("lostOrders", group),
    errors: measured("errors", group),
  }));
  return { listed: told, rest };
}
