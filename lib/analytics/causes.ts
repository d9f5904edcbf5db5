import { z } from "zod";
import { contributingFactors, rootCauses } from "#db/values.ts";
import { formatCount, formatPlural, formatShare, formatShareInterval } from "#lib/format.ts";
import { Weight, Weights } from "./class-weights.ts";
import { noneBegan } from "./coverage-words.ts";
import { causeCodes, factorCodes } from "./facts/incidents.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import { REPEAT_DAYS, REPEAT_NO, REPEAT_UNKNOWN, REPEAT_YES, repeatFlags } from "./repeats.ts";
import { InWords, MeasuredCount, Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";
import { firstOf, type Rest, top } from "./top.ts";

/**
 * What keeps breaking, and why? Root causes (one an incident) and contributing factors (any number) by incidents,
 * lost orders and hours; hours are from start to mitigation, added up incident by incident. A repeat is an incident
 * with the same root cause as another that began in the same system within the 90 days before it, whatever the
 * filter; without a known cause and origin an incident is neither.
 */

const Cause = z
  .object({
    cause: z.enum(rootCauses).describe("The root cause; `unknown` where none is known."),
    ...Weight.shape,
    repeats: z.int().describe("Those of them that repeat another incident."),
  })
  .meta({ title: "Root cause" });

const Factor = z
  .object({
    factor: z
      .enum([...contributingFactors, "unknown"])
      .describe("The contributing factor; `unknown`: incidents without any."),
    ...Weight.shape,
  })
  .meta({ title: "Contributing factor" });

const Repeated = z
  .object({
    cause: z.enum(rootCauses).describe("The root cause."),
    system: z.string().describe("The system that they began in, by its name in addresses and in the filter."),
    name: z.string().describe("Name of that system."),
    incidents: z.int().describe("Incidents of the period with this cause and origin."),
    repeats: z.int().describe("Those of them that repeat another incident."),
    lostOrders: MeasuredCount.meta({
      description: "The sum of lost orders over those of them that recorded it.",
      unit: "orders",
    }),
    latest: z.int().describe("Number of the latest of them: 1284 is INC-1284."),
  })
  .meta({ title: "Repeated cause" });
type Repeated = z.infer<typeof Repeated>;

const mostRepeated = 50;

export type Causes = z.infer<typeof getCauses.definition.answer>;

export const getCauses = question({
  name: "causes",
  summary: "What keeps breaking, and why?",
  parameters: {},
  answer: {
    causes: z
      .array(Cause)
      .describe(
        "By root cause, most incidents first. Each incident has one root cause or none that is known.",
      ),
    factors: z
      .array(Factor)
      .describe(
        "By contributing factor, most incidents first. An incident counts in full for each of its factors, so they do not add up to all.",
      ),
    repeats: Share.describe(
      `Incidents that repeat another, among those with a known cause and origin: one with the same root cause began in the same system in the ${REPEAT_DAYS} days before, whether or not that one matches the filter.`,
    ),
    repeatDays: z
      .int()
      .meta({ description: "How far back the incident that is repeated may lie.", unit: "days" }),
    ...top("repeated", {
      shape: Repeated,
      most: mostRepeated,
      description: `By root cause and origin system, most repeats first, at most ${mostRepeated}; those without a repeat are left out. An incident that began in several systems counts for each. Many repeats are expected where one system has many incidents; the count alone does not say that something was left unmended.`,
    }),
    text: InWords,
  },
  compute(view) {
    const causes = causesOf(view);
    const factors = factorsOf(view);
    const repeats = repeatsOf(view);
    return {
      causes,
      factors,
      repeats,
      repeatDays: REPEAT_DAYS,
      ...repeatedOf(view),
      text: wordsOn({ causes, repeats, n: view.rows.length }),
    };
  },
});

const causeUnknown = causeCodes.code("unknown");

function causesOf({ facts, rows }: View<Filter>): z.infer<typeof Cause>[] {
  const weights = new Weights(facts, causeCodes.values.length + 1);
  const repeats = new Int32Array(causeCodes.values.length + 1);
  const flags = repeatFlags(facts);
  for (const row of rows) {
    const cause = facts.incidents.rootCause.values[row]! || causeUnknown;
    weights.add(cause, row);
    if (flags[row] === REPEAT_YES) repeats[cause]! += 1;
  }
  return causeCodes.values
    .map((cause, i) => ({ cause, ...weights.of(i + 1), repeats: repeats[i + 1]! }))
    .filter(({ incidents }) => incidents > 0)
    .sort(mostIncidents);
}

function factorsOf({ facts, rows }: View<Filter>): z.infer<typeof Factor>[] {
  const weights = new Weights(facts, factorCodes.values.length + 1);
  const { pool, start, count } = facts.incidents.factors;
  for (const row of rows) {
    const end = start[row]! + count[row]!;
    if (end === start[row]) weights.add(0, row);
    for (let i = start[row]!; i < end; i += 1) weights.add(pool[i]!, row);
  }
  return [null, ...factorCodes.values]
    .map((factor, i) => ({ factor: factor ?? ("unknown" as const), ...weights.of(i) }))
    .filter(({ incidents }) => incidents > 0)
    .sort(mostIncidents);
}

function mostIncidents(a: Weight, b: Weight): number {
  return b.incidents - a.incidents || (b.lostOrders.sum ?? 0) - (a.lostOrders.sum ?? 0);
}

function repeatsOf({ facts, rows }: View<Filter>): Share {
  const flags = repeatFlags(facts);
  const counts = [0, 0, 0];
  for (const row of rows) counts[flags[row]!]! += 1;
  return shareOf({
    yes: counts[REPEAT_YES]!,
    known: counts[REPEAT_YES]! + counts[REPEAT_NO]!,
    unknown: counts[REPEAT_UNKNOWN]!,
  });
}

/** An incident with several origins counts for each of them. */
function repeatedOf({ facts, rows }: View<Filter>): { repeated: Repeated[]; repeatedRest: Rest } {
  const { incidents, systems } = facts;
  const flags = repeatFlags(facts);
  const width = systems.byNumber.length + 1;
  const size = (causeCodes.values.length + 1) * width;
  const weights = new Weights(facts, size);
  const [repeats, latest] = [new Int32Array(size), new Int32Array(size).fill(-1)];
  const { pool, start } = incidents.systems;
  const at = incidents.startedAt.values;
  const each = (visit: (key: number, row: number) => void) => {
    for (const row of rows) {
      if (flags[row] === REPEAT_UNKNOWN) continue;
      const end = start[row]! + incidents.origins.values[row]!;
      for (let i = start[row]!; i < end; i += 1)
        visit(incidents.rootCause.values[row]! * width + pool[i]!, row);
    }
  };
  each((key, row) => {
    weights.add(key, row);
    if (flags[row] === REPEAT_YES) repeats[key]! += 1;
    if (latest[key]! < 0 || at[row]! >= at[latest[key]!]!) latest[key] = row;
  });
  const all = Array.from(repeats.keys())
    .filter((key) => repeats[key]! > 0)
    .sort((a, b) => repeats[b]! - repeats[a]! || weights.counts[b]! - weights.counts[a]! || a - b);
  const { listed, rest } = firstOf(all, mostRepeated, (others) => {
    const [wanted, found] = [new Set(others), new Set<number>()];
    each((key, row) => wanted.has(key) && found.add(row));
    return found.size;
  });
  const repeated = listed.map((key) => {
    const { incidents: count, lostOrders } = weights.of(key);
    const system = systems.byNumber[key % width];
    return {
      cause: causeCodes.word(Math.floor(key / width))!,
      system: system?.slug ?? "",
      name: system?.name ?? "",
      incidents: count,
      repeats: repeats[key]!,
      lostOrders,
      latest: incidents.number.values[latest[key]!]!,
    };
  });
  return { repeated, repeatedRest: rest };
}

const readable = (word: string) => word.replaceAll("-", " ");

function wordsOn(of: { causes: z.infer<typeof Cause>[]; repeats: Share; n: number }): string {
  const { causes, repeats, n } = of;
  if (n === 0) return noneBegan;
  const unknown = causes.find(({ cause }) => cause === "unknown")?.incidents ?? 0;
  const known = causes.filter(({ cause }) => cause !== "unknown");
  if (known.length === 0) return `The root cause is not known for any of ${formatPlural(n, "incident")}.`;
  const shareOfKnown = (incidents: number) => formatShare(incidents / (n - unknown));
  const [first, second] = known;
  const share = `${shareOfKnown(first!.incidents)} of the ${formatCount(n - unknown)} where it is known`;
  const then =
    second === undefined ? "" : `, then ${readable(second.cause)} (${shareOfKnown(second.incidents)})`;
  const frequent =
    first!.incidents === second?.incidents
      ? `The most frequent root causes are ${readable(first!.cause)} and ${readable(second.cause)}, each ${share}.`
      : `The most frequent root cause is ${readable(first!.cause)}: ${share}${then}.`;
  const left = unknown === 0 ? "" : ` For ${formatCount(unknown)} it is not known.`;
  if (repeats.share === null)
    return `${frequent}${left} Whether any repeats another cannot be told, as none names its origin.`;
  return `${frequent}${left} ${formatCount(repeats.yes)} of ${formatCount(repeats.known)} ${repeats.yes === 1 ? "repeats" : "repeat"} an incident of the ${REPEAT_DAYS} days before, with the same cause and in the same system: ${formatShareInterval(repeats.share, repeats)}.`;
}
