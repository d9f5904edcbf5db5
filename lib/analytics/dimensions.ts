import { z } from "zod";
import { bucketFinder } from "#lib/period.ts";
import { aiCodes, causeCodes, triggerCodes } from "./facts/incidents.ts";
import type { Filter } from "./filter.ts";
import { eachGroup, groupCount, groupName } from "./groups.ts";
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
  const { buckets } = view;
  const { size, each, name } = valuesOf(view, by);
  const totals = new Int32Array(size);
  each((_, value) => {
    totals[value]! += 1;
  });
  const all = Array.from(totals.keys())
    .filter((value) => totals[value]! > 0)
    .map((code) => ({ code, total: totals[code]!, ...name(code) }))
    .sort((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1));
  const { listed, rest } = firstOf(all, mostSeries, (others) => {
    const isOther = new Uint8Array(size);
    for (const { code } of others) isOther[code] = 1;
    let [count, last] = [0, -1];
    each((row, value) => {
      if (isOther[value] === 0 || row === last) return;
      count += 1;
      last = row;
    });
    return count;
  });
  const places = new Int32Array(size).fill(-1);
  for (const [place, { code }] of listed.entries()) places[code] = place;
  const counts = listed.map(() => new Array<number>(buckets.edges.length - 1).fill(0));
  const find = bucketFinder(buckets);
  const start = view.facts.incidents.startedAt.values;
  each((row, value) => {
    const place = places[value]!;
    if (place >= 0) counts[place]![find(start[row]!)]! += 1;
  });
  return {
    series: listed.map(({ code: _, ...one }, place) => ({ ...one, counts: counts[place]! })),
    seriesRest: rest,
  };
}

interface Values {
  /** How many values there may be; 0 stands for what is not recorded. */
  size: number;
  /** Visits each value of each row once, those of one row one after the other. */
  each: (visit: (row: number, value: number) => void) => void;
  name: (value: number) => { value: string; label: string };
}

const codes = { ai: aiCodes, trigger: triggerCodes, cause: causeCodes };
const columns = { ai: "aiInvolvement", trigger: "trigger", cause: "rootCause" } as const;

/** What rows hold in a dimension, and what it is called. */
function valuesOf({ facts, inBuckets: rows }: View<Filter>, by: Dimension): Values {
  if (by !== "ai" && by !== "trigger" && by !== "cause")
    return {
      size: groupCount(facts, by),
      each: (visit) => eachGroup({ facts, rows, by }, visit),
      name: (value) => (value === 0 ? unknown : groupName(facts, by, value)),
    };
  const { values } = facts.incidents[columns[by]];
  return {
    size: codes[by].values.length + 1,
    each: (visit) => {
      for (let i = 0; i < rows.length; i += 1) visit(rows[i]!, values[rows[i]!]!);
    },
    name: (value) => {
      const word = codes[by].word(value) ?? unknown.value;
      return word === unknown.value ? unknown : { value: word, label: word };
    },
  };
}

const unknown = { value: "unknown", label: "Unknown" };
