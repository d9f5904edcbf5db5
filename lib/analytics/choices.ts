import { z } from "zod";
import { query } from "#lib/query.ts";
import type { Dictionary } from "./facts/columns.ts";

/** What a filter can choose from among the open lists: those values that incidents have, most frequent first. */

const Choice = z.object({ value: z.string(), label: z.string() });
type Choice = z.infer<typeof Choice>;

const mostChoices = 400;

export const getChoices = query({
  name: "analytics.choices",
  summary: "Organisations, systems, regions, tools and sources to filter by",
  requires: "read",
  input: z.void(),
  answer: z.object({
    org: z.array(Choice),
    system: z.array(Choice),
    region: z.array(Choice),
    tool: z.array(Choice),
    source: z.array(Choice),
    /** Whether there is any incident at all. */
    any: z.boolean(),
  }),
  async run({ facts: load }) {
    const { incidents, systems } = await load();
    const bySystem = new Map<number, number>();
    const byRegion = new Map<number, number>();
    const byTool = new Map<number, number>();
    const bySource = new Map<number, number>();
    for (let row = 0; row < incidents.count; row += 1) {
      for (const system of incidents.systems.of(row)) raise(bySystem, system);
      for (const region of incidents.regions.of(row)) raise(byRegion, region);
      raise(byTool, incidents.aiTool.values[row]!);
      raise(bySource, incidents.source.values[row]!);
    }
    const orgs = systems.orgs.words.filter((word) => word !== null).toSorted();
    const frequent = [...bySystem]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostChoices)
      .flatMap(([number]) => systems.byNumber[number] ?? [])
      .map(({ slug, name }) => ({ value: slug, label: name }));
    return {
      org: orgs.map((org) => ({ value: org, label: org })),
      system: frequent.toSorted((a, b) => (a.label < b.label ? -1 : 1)),
      region: named(incidents.regionNames, byRegion),
      tool: named(incidents.tools, byTool),
      source: named(incidents.sources, bySource),
      any: incidents.live.values.includes(1),
    };
  },
});

function raise(counts: Map<number, number>, code: number): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}

function named(dictionary: Dictionary, counts: ReadonlyMap<number, number>): Choice[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostChoices)
    .flatMap(([code]) => dictionary.words[code] ?? [])
    .map((word) => ({ value: word, label: word }));
}
