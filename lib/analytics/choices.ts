import { z } from "zod";
import { query } from "#lib/query.ts";
import type { Dictionary, Lists } from "./facts/columns.ts";
import type { IncidentFacts } from "./facts/incidents.ts";

/** What a filter can choose from among the open lists: those values that incidents have, most frequent first. */

export const Choice = z
  .object({
    value: z.string().describe("The word of the filter."),
    label: z.string().describe("What it is called."),
  })
  .meta({ title: "Choice" });
export type Choice = z.infer<typeof Choice>;

const mostChoices = 400;

export const getChoices = query({
  name: "analytics.choices",
  summary: "Organisations, systems, regions, tools and sources to filter by",
  requires: "read",
  input: z.void(),
  answer: z.object({
    org: z.array(Choice).describe("Organisations that own systems."),
    system: z.array(Choice).describe("Systems that incidents reached."),
    region: z.array(Choice).describe("Regions that incidents reached."),
    tool: z.array(Choice).describe("AI tools named by incidents."),
    source: z.array(Choice).describe("Tools and files that incidents came from."),
    any: z.boolean().describe("Whether there is any incident at all."),
  }),
  async run({ facts: load }) {
    const { incidents, systems } = await load();
    const orgs = systems.orgs.words.filter((word) => word !== null).toSorted();
    const reached = countedLists(incidents.systems, incidents);
    const frequent = mostFrequent(reached)
      .flatMap((number) => systems.byNumber[number] ?? [])
      .map(({ slug, name }) => ({ value: slug, label: name }));
    return {
      org: orgs.map((org) => ({ value: org, label: org })),
      system: frequent.toSorted((a, b) => (a.label < b.label ? -1 : 1)),
      region: named(incidents.regionNames, countedLists(incidents.regions, incidents)),
      tool: named(incidents.aiTool.dictionary, counted(incidents.aiTool.values, incidents)),
      source: named(incidents.source.dictionary, counted(incidents.source.values, incidents)),
      any: incidents.live.values.includes(1),
    };
  },
});

/** How many live incidents have each code. */
function counted(codes: Int32Array, { count, live }: IncidentFacts): number[] {
  const counts: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const code = codes[row]!;
    counts[code] = (counts[code] ?? 0) + live.values[row]!;
  }
  return counts;
}

function countedLists({ pool, start, count: lengths }: Lists, { count, live }: IncidentFacts): number[] {
  const counts: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const end = start[row]! + lengths[row]!;
    for (let at = start[row]!; at < end; at += 1) {
      const code = pool[at]!;
      counts[code] = (counts[code] ?? 0) + live.values[row]!;
    }
  }
  return counts;
}

function mostFrequent(counts: readonly number[]): number[] {
  return [...counts.keys()]
    .filter((code) => (counts[code] ?? 0) > 0)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, mostChoices);
}

function named(dictionary: Dictionary, counts: readonly number[]): Choice[] {
  return mostFrequent(counts)
    .flatMap((code) => dictionary.words[code] ?? [])
    .map((word) => ({ value: word, label: word }));
}
