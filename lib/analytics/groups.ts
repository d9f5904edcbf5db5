import { z } from "zod";
import { severityLabel } from "#lib/format.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";

/** Incidents sorted into groups that may overlap: an incident counts in each system, region, … that it has. */

const groupings = ["severity", "system", "org", "tier", "region"] as const;
export type Grouping = (typeof groupings)[number];

export const GroupName = z.object({
  value: z
    .string()
    .describe("The word of the filter that selects the group; `unknown` for what is not recorded."),
  label: z.string().describe("What the group is called."),
});
export type GroupName = z.infer<typeof GroupName>;

/**
 * Visits each group of each selected incident once. Group 0 holds those without a value. `sizeOf` says how many
 * groups there may be.
 */
export function eachGroup(
  of: { facts: Facts; rows: Selection; by: Grouping },
  visit: (row: number, group: number) => void,
): void {
  const { facts, rows, by } = of;
  const { incidents } = facts;
  if (by === "severity") {
    for (let i = 0; i < rows.length; i += 1) visit(rows[i]!, incidents.severity.values[rows[i]!]!);
    return;
  }
  const { pool, start, count } = by === "region" ? incidents.regions : incidents.systems;
  const groupOf = groupOfSystem(facts, by);
  // The row that a group was visited for last, plus one: two systems of one owner are one group.
  const last = new Int32Array(groupCount(facts, by));
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const end = start[row]! + count[row]!;
    if (end === start[row]) visit(row, 0);
    for (let at = start[row]!; at < end; at += 1) {
      const group = groupOf === null ? pool[at]! : groupOf[pool[at]!]!;
      if (last[group] === i + 1) continue;
      last[group] = i + 1;
      visit(row, group);
    }
  }
}

/** The selected rows of each group, in the order of the groups; those without any are left out. */
export function rowsByGroup(of: { facts: Facts; rows: Selection; by: Grouping }): {
  group: number;
  rows: Selection;
}[] {
  return rowsInGroups(groupCount(of.facts, of.by), (visit) => eachGroup(of, visit));
}

/** The rows that `each` visits, by the group it visits them for. It is asked twice: to count, and to place. */
export function rowsInGroups(
  size: number,
  each: (visit: (row: number, group: number) => void) => void,
): { group: number; rows: Selection }[] {
  const ends = new Int32Array(size + 1);
  each((_, group) => {
    ends[group + 1]! += 1;
  });
  for (let group = 0; group < size; group += 1) ends[group + 1]! += ends[group]!;
  const [ordered, next] = [new Int32Array(ends[size]!), ends.slice(0, size)];
  each((row, group) => {
    ordered[next[group]!] = row;
    next[group]! += 1;
  });
  return Array.from(next.keys())
    .map((group) => ({ group, rows: ordered.subarray(ends[group]!, ends[group + 1]!) }))
    .filter((one) => one.rows.length > 0);
}

function groupOfSystem({ systems }: Facts, by: Grouping): Int32Array | null {
  if (by !== "org" && by !== "tier") return null;
  return Int32Array.from({ length: systems.byNumber.length + 1 }, (_, i) => systems.byNumber[i]?.[by] ?? 0);
}

export function groupCount({ incidents, systems }: Facts, by: Grouping): number {
  switch (by) {
    case "severity":
      return 6;
    case "tier":
      return 4;
    case "org":
      return systems.orgs.words.length;
    case "system":
      return systems.byNumber.length + 1;
    case "region":
      return incidents.regionNames.words.length;
  }
}

export function groupName({ incidents, systems }: Facts, by: Grouping, group: number): GroupName {
  if (group === 0) return { value: "unknown", label: unknownLabels[by] };
  switch (by) {
    case "severity":
      return { value: `${group}`, label: `Sev-${group}` };
    case "tier":
      return { value: `${group}`, label: `Tier ${group}` };
    case "org":
      return named(systems.orgs.words[group]);
    case "region":
      return named(incidents.regionNames.words[group]);
    case "system": {
      const system = systems.byNumber[group];
      return { value: system?.slug ?? "unknown", label: system?.name ?? "Unknown" };
    }
  }
}

function named(word: string | null | undefined): GroupName {
  return { value: word ?? "unknown", label: word ?? "Unknown" };
}

const unknownLabels: Record<Grouping, string> = {
  severity: severityLabel(null),
  system: "No system named",
  org: "Organisation unknown",
  tier: "Tier unknown",
  region: "No region named",
};
