import { z } from "zod";
import { bucketFinder } from "#lib/period.ts";
import { aiCodes, causeCodes, triggerCodes } from "./facts/incidents.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { firstOf } from "./top.ts";

/** The same counts, split by what incidents have. */

export const dimensions = ["severity", "ai", "trigger", "cause", "tier", "org", "system", "region"] as const;

export type Dimension = (typeof dimensions)[number];

export const Series = z
  .object({
    value: z.string().describe("The word of the filter that selects it; `unknown` for what is not recorded."),
    label: z.string().describe("What it is called."),
    total: z.int().describe("Incidents with this value in the whole period."),
    counts: z.array(z.int()).describe("Incidents with this value in each of `buckets`."),
  })
  .meta({ title: "Series" });

export const mostSeries = 12;

/** The most frequent values with their counts in each bucket; nothing where no dimension is asked for. */
export function seriesBy(view: View<Filter>, by: Dimension | undefined) {
  if (by === undefined) return { series: [], seriesRest: { of: 0, left: 0, incidents: 0 } };
  const { inBuckets: rows, buckets } = view;
  const { label, codesOf } = coder(view, by);
  const totals = new Map<number, number>();
  for (const row of rows) for (const code of codesOf(row)) totals.set(code, (totals.get(code) ?? 0) + 1);
  const all = [...totals]
    .map(([code, total]) => ({ code, total, ...label(code) }))
    .sort((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1));
  const { listed, rest } = firstOf(all, mostSeries, (others) => {
    const codes = new Set(others.map(({ code }) => code));
    return rows.filter((row) => Iterator.from(codesOf(row)).some((code) => codes.has(code))).length;
  });
  const counts = new Map(
    listed.map(({ code }) => [code, new Array<number>(buckets.edges.length - 1).fill(0)]),
  );
  const find = bucketFinder(buckets);
  const start = view.facts.incidents.startedAt.values;
  for (const row of rows) {
    const bucket = find(start[row]!);
    for (const code of codesOf(row)) {
      const its = counts.get(code);
      if (its !== undefined) its[bucket]! += 1;
    }
  }
  const series = listed.map(({ code, ...one }) => ({ ...one, counts: counts.get(code)! }));
  return { series, seriesRest: rest };
}

interface Coder {
  codesOf: (row: number) => Iterable<number>;
  label: (code: number) => { value: string; label: string };
}

/** How a row's values in a dimension are found and named; 0 stands for what is not recorded. */
function coder({ facts }: View<Filter>, by: Dimension): Coder {
  const { incidents, systems } = facts;
  const named = (words: (code: number) => string | null | undefined) => (code: number) => {
    const word = words(code) ?? "unknown";
    return { value: word, label: word === "unknown" ? "Unknown" : word };
  };
  const single = (values: Uint8Array | Int32Array) => (row: number) => [values[row]!];
  const ofSystems = (value: (system: number) => number) => (row: number) => {
    const reached = incidents.systems.of(row);
    if (reached.length < 2) return [reached.length === 0 ? 0 : value(reached[0]!)];
    return new Set(Array.from(reached, value));
  };
  switch (by) {
    case "severity":
      return {
        codesOf: single(incidents.severity.values),
        label: (code) =>
          code === 0 ? { value: "unknown", label: "Unknown" } : { value: `${code}`, label: `Sev-${code}` },
      };
    case "ai":
      return { codesOf: single(incidents.aiInvolvement.values), label: named((code) => aiCodes.word(code)) };
    case "trigger":
      return { codesOf: single(incidents.trigger.values), label: named((code) => triggerCodes.word(code)) };
    case "cause":
      return { codesOf: single(incidents.rootCause.values), label: named((code) => causeCodes.word(code)) };
    case "region":
      return {
        codesOf: (row) => (incidents.regions.count[row] === 0 ? [0] : incidents.regions.of(row)),
        label: named((code) => incidents.regionNames.words[code]),
      };
    case "system":
      return {
        codesOf: ofSystems((system) => system),
        label: (code) => {
          const system = systems.byNumber[code];
          return { value: system?.slug ?? "unknown", label: system?.name ?? "Unknown" };
        },
      };
    case "tier":
      return {
        codesOf: ofSystems((system) => systems.byNumber[system]?.tier ?? 0),
        label: (code) =>
          code === 0 ? { value: "unknown", label: "Unknown" } : { value: `${code}`, label: `Tier ${code}` },
      };
    case "org":
      return {
        codesOf: ofSystems((system) => systems.byNumber[system]?.org ?? 0),
        label: named((code) => systems.orgs.words[code]),
      };
  }
}
