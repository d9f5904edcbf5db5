import { z } from "zod";
import { notFound } from "#lib/errors.ts";
import { fold } from "#lib/incidents/words.ts";
import { cursorOf, Next, PageInput, readCursor, Total } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { allSystems } from "#lib/systems/read.ts";
import { kindCodes, statusCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";
import type { SystemFact } from "./facts/systems.ts";
import { systemMembers } from "./shapes.ts";

const SystemRecord = z
  .object({
    ...systemMembers,
    org: z.string().nullable().describe("Organisation that owns it; null where none is recorded."),
    owner: z.string().nullable().describe("Who owns it; null where nobody is named."),
    retired: z.boolean().describe("Whether it is out of use."),
    incidents: z
      .int()
      .describe("Incidents that reached it, all time, apart from deleted ones and those that do not count."),
    sev12: z.int().describe("Those of severity 1 or 2."),
    open: z.int().describe("Those that are open."),
    asOrigin: z.int().describe("Those that began in it."),
    lostOrders: z.number().nullable().meta({
      description:
        "The sum of lost orders over those that recorded them; each counts in full for every system that it reached.",
      unit: "orders",
      declines: "null where none recorded any",
    }),
    latest: z.number().nullable().meta({
      description: "When the latest of them began; null where there is none.",
      unit: "milliseconds since 1970",
    }),
  })
  .meta({ title: "System with its record" });
export type SystemRecord = z.infer<typeof SystemRecord>;

/** The words by which systems are chosen, on their list and for its file. */
export const systemWords = {
  q: z.string().max(200).optional().describe("Words of the name or the slug."),
  org: z.string().max(200).optional().describe("The organisation that it belongs to."),
  tier: z
    .enum(["1", "2", "3", "unknown"])
    .optional()
    .describe("How much depends on it: 1 is the most; unknown means that none is recorded."),
};

type Named = { slug: string; name: string; org: string | null; tier: number | null };

export function systemsMatching<S extends Named>(
  systems: readonly S[],
  { q, org, tier }: { [W in keyof typeof systemWords]?: string },
): S[] {
  const words = q === undefined ? [] : fold(q).split(/\s+/).filter(Boolean);
  return systems.filter(
    (system) =>
      (org === undefined || (system.org ?? "unknown") === org) &&
      (tier === undefined || String(system.tier ?? "unknown") === tier) &&
      words.every((word) => fold(`${system.slug} ${system.name}`).includes(word)),
  );
}

const recordSorts = ["name", "incidents", "sev12", "lostOrders", "latest", "tier", "org"] as const;
type RecordSort = (typeof recordSorts)[number];

export const listSystemRecords = query({
  name: "systems.records",
  summary: "Systems with the record of their incidents",
  requires: "read",
  input: PageInput.extend({
    ...systemWords,
    sort: z
      .enum([...recordSorts, ...recordSorts.map((sort) => `-${sort}` as const)])
      .default("name")
      .describe("What the list is sorted by; with - before it, from the largest down."),
  }),
  answer: z.object({
    items: z.array(SystemRecord).describe("The systems of this page."),
    next: Next,
    total: Total,
    orgs: z.array(z.string()).describe("The organisations that there are, to choose from."),
  }),
  async run({ ask, facts: load }, { sort, limit, cursor, ...words }) {
    const [systems, facts] = await Promise.all([ask(allSystems, undefined), load()]);
    const tallies = tally(facts);
    const rows = systemsMatching(systems, words)
      .map(({ number, retiredAt, ...system }) => ({
        ...system,
        retired: retiredAt !== null,
        ...(tallies.get(number) ?? none),
      }))
      .sort(inOrder(sort));
    const after = cursor === undefined ? null : readCursor(cursor)[0];
    const from = after === null ? 0 : rows.findIndex(({ slug }) => slug === after) + 1;
    const items = rows.slice(from, from + limit);
    return {
      items,
      next: rows.length > from + limit ? cursorOf([items.at(-1)!.slug]) : null,
      total: rows.length,
      orgs: [...new Set(systems.flatMap((system) => system.org ?? []))].sort(),
    };
  },
});

type Tally = Pick<SystemRecord, "incidents" | "sev12" | "open" | "asOrigin" | "lostOrders" | "latest">;
const none: Tally = { incidents: 0, sev12: 0, open: 0, asOrigin: 0, lostOrders: null, latest: null };

function tally({ incidents }: Facts): Map<number, Tally> {
  const found = new Map<number, Tally>();
  const counted = kindCodes.code("incident");
  const open = statusCodes.code("open");
  for (let row = 0; row < incidents.count; row += 1) {
    if (incidents.live.values[row] === 0 || incidents.kind.values[row] !== counted) continue;
    const severity = incidents.severity.values[row]!;
    const lost = incidents.lostOrders.values[row]!;
    for (const [i, number] of incidents.systems.of(row).entries()) {
      const record = found.get(number) ?? { ...none };
      record.incidents += 1;
      if (severity === 1 || severity === 2) record.sev12 += 1;
      if (incidents.status.values[row] === open) record.open += 1;
      if (i < incidents.origins.values[row]!) record.asOrigin += 1;
      if (!Number.isNaN(lost)) record.lostOrders = (record.lostOrders ?? 0) + lost;
      record.latest = Math.max(record.latest ?? 0, incidents.startedAt.values[row]!);
      found.set(number, record);
    }
  }
  return found;
}

/** What is not recorded comes last, whichever way one looks; equal ones by name. */
function inOrder(sort: string): (a: SystemRecord, b: SystemRecord) => number {
  const field = (sort.startsWith("-") ? sort.slice(1) : sort) as RecordSort;
  const sign = sort.startsWith("-") ? -1 : 1;
  return (a, b) => {
    const [x, y] = [a[field], b[field]];
    if (x !== y) {
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y ? -sign : sign;
    }
    return a.name === b.name ? (a.slug < b.slug ? -1 : 1) : a.name < b.name ? -1 : 1;
  };
}

const Neighbour = z.object(systemMembers).meta({ title: "Neighbour of a system" });

export const systemNeighbours = query({
  name: "systems.neighbours",
  summary: "What a system depends on, what depends on it, and how far a failure could reach",
  requires: "read",
  input: z.object({ slug: z.string() }),
  answer: z.object({
    dependents: z.array(Neighbour).describe("Systems that depend on it directly."),
    dependencies: z.array(Neighbour).describe("Systems that it depends on directly."),
    reach: z
      .int()
      .meta({ description: "Systems that depend on this one, directly or through others.", unit: "systems" }),
    record: SystemRecord.omit({
      slug: true,
      name: true,
      tier: true,
      org: true,
      owner: true,
      retired: true,
    }).describe("The incidents that reached it."),
  }),
  async run({ facts: load }, { slug }) {
    const facts = await load();
    const { systems } = facts;
    const system = systems.bySlug.get(slug);
    if (system === undefined) throw notFound(`system ${slug}`);
    const neighbours = (numbers: Iterable<number>) =>
      [...numbers]
        .flatMap((number) => systems.byNumber[number] ?? [])
        .map(({ slug: its, name, tier }: SystemFact) => ({ slug: its, name, tier: tier === 0 ? null : tier }))
        .sort((a, b) => (a.tier ?? 9) - (b.tier ?? 9) || (a.name < b.name ? -1 : 1));
    const dependencies = [...systems.dependents].flatMap(([on, its]) =>
      its.includes(system.number) ? [on] : [],
    );
    return {
      dependents: neighbours(systems.dependents.get(system.number) ?? []),
      dependencies: neighbours(dependencies),
      reach: reachOf(systems.dependents, system.number),
      record: tally(facts).get(system.number) ?? none,
    };
  },
});

/** Circles exist in life: each system counts once, and the one asked about not at all. */
function reachOf(dependents: ReadonlyMap<number, number[]>, from: number): number {
  const seen = new Set([from]);
  const waiting = [from];
  while (waiting.length > 0) {
    for (const next of dependents.get(waiting.pop()!) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen.size - 1;
}
