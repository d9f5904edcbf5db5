import { z } from "zod";
import { formatCount, formatPlural, formatShare } from "#lib/format.ts";
import { incidentTitles } from "#lib/incidents/read.ts";
import { highBlastReasons } from "#lib/incidents/rules.ts";
import { HighBlastThresholds } from "#lib/settings/schema.ts";
import { lorenz } from "#lib/statistics/lorenz.ts";
import type { Filter } from "./filter.ts";
import { eachGroup, type Grouping, GroupName, groupCount, groupName } from "./groups.ts";
import { highBlastReader, reachAt } from "./high-blast.ts";
import { type Measure, measureReader, valuesOf } from "./measures.ts";
import { question, type View } from "./question.ts";
import { potentialReachReader } from "./reach.ts";
import { Figure, figure, InWords, incidentMembers, MeasuredCount } from "./shapes.ts";

/**
 * How far did each one reach? `systems` and `regions` are how many an incident names (origin and affected),
 * `potentialReach` how many systems depend on its origins, directly or not. Worst first: high blast radius before
 * the rest, then by lost orders, errors, systems, minutes to mitigate; what is not recorded comes after what is.
 * `concentration` is over the incidents that recorded the measure (sources: Lorenz 1905, Gini 1912).
 */

const mostItems = 500;
export const mostGroups = 20;

/** Concentration is asked of the first of these that any incident recorded. */
export const concentrated = ["lostOrders", "errors", "mitigateMinutes"] as const satisfies readonly Measure[];

const Item = z
  .object({
    ...incidentMembers,
    systems: z.int().meta({
      description: "How many systems it names as origin or affected; 0 where it names none.",
      unit: "systems",
    }),
    regions: z
      .int()
      .meta({ description: "How many regions it names; 0 where it names none.", unit: "regions" }),
    detectMinutes: Figure.meta({
      description: "From the start of impact to detection.",
      unit: "minutes",
      declines: "null where not recorded, or recorded before the start",
    }),
    mitigateMinutes: Figure.meta({
      description: "From the start of impact to mitigation.",
      unit: "minutes",
      declines: "null where not recorded, or recorded before the start",
    }),
    lostOrders: Figure.meta({
      description: "Orders lost in it.",
      unit: "orders",
      declines: "null where not recorded",
    }),
    errors: Figure.meta({
      description: "Errors that users met in it.",
      unit: "errors",
      declines: "null where not recorded",
    }),
    customersAffected: Figure.meta({
      description: "Customers affected by it.",
      unit: "customers",
      declines: "null where not recorded",
    }),
    potentialReach: z.int().nullable().meta({
      description:
        "Systems that depend on those it began in, directly or not, and that it could have reached besides them.",
      unit: "systems",
      declines: "null where no origin is recorded",
    }),
    highBlast: z.boolean().describe("Whether the rule of high blast radius gives a reason."),
    reasons: z.array(z.string()).describe("The reasons that it gives, in words."),
  })
  .meta({ title: "Incident by reach" });
type Item = z.infer<typeof Item>;

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

const Concentration = z
  .object({
    measure: z
      .enum(concentrated)
      .describe(
        "What is looked at: the first of lost orders, errors and minutes to mitigate that any incident recorded.",
      ),
    n: z.int().describe("How many incidents recorded it."),
    total: Figure.meta({ description: "Their sum.", declines: "null where none recorded it" }),
    gini: Figure.meta({
      description:
        "Gini's coefficient, twice the area between the curve and the diagonal: 0, all alike; near 1, one holds nearly all. Not corrected for small samples.",
      unit: "0 to 1",
      declines: "null where nothing is recorded, or all is zero",
      source: "Gini (1912)",
    }),
    worst: z
      .array(
        z.object({
          fraction: z
            .number()
            .describe("The worst hundredth (0.01), twentieth (0.05) or tenth (0.1) of those incidents."),
          incidents: z.int().describe("How many incidents that is, rounded up."),
          share: Figure.meta({
            description: "The share of the total that they hold.",
            unit: "a fraction from 0 to 1",
            declines: "null where nothing is recorded, or all is zero",
          }),
        }),
      )
      .describe("What the worst hundredth, twentieth and tenth of those incidents hold of the total."),
    single: z
      .object({
        number: incidentMembers.number,
        share: Figure.meta({
          description: "The share of the total that it holds.",
          unit: "a fraction from 0 to 1",
          declines: "null where all is zero",
        }),
      })
      .nullable()
      .describe("The worst single incident; null where none recorded the measure."),
    points: z
      .array(
        z.object({
          incidents: z.number().meta({
            description: "Share of the incidents, the smallest first.",
            unit: "a fraction from 0 to 1",
          }),
          total: z
            .number()
            .meta({ description: "Share of the total that they hold.", unit: "a fraction from 0 to 1" }),
        }),
      )
      .meta({
        description:
          "The Lorenz curve: incidents that recorded the measure, the smallest first, against the share of the total that they hold. On the diagonal all would be alike.",
        source: "Lorenz (1905)",
      }),
  })
  .meta({ title: "Concentration" });
type Concentration = z.infer<typeof Concentration>;

const groupsReached = (what: string) =>
  z
    .array(Group)
    .describe(
      `By the ${what} that incidents reached: at most ${mostGroups}, the most lost orders first, then the most incidents. An incident that reached several counts in full in each, so they do not add up.`,
    );

export type BlastRadius = z.infer<typeof getBlastRadius.definition.answer>;

export const getBlastRadius = question({
  name: "blast-radius",
  summary: "How far did each one reach?",
  parameters: {
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(mostItems, `is more than ${mostItems}`)
      .default(50)
      .describe("How many of the worst to list"),
  },
  answer: {
    thresholds: HighBlastThresholds.describe(
      "From which values on an incident has a high blast radius, from the settings: any one of them is enough.",
    ),
    items: z
      .array(Item)
      .describe(
        "The worst incidents: high blast radius before the rest, then by lost orders, errors, systems, minutes to mitigate; what is not recorded comes after what is. As many as `limit`.",
      ),
    high: z.int().describe("How many of the incidents have a high blast radius."),
    concentration: Concentration.describe(
      "How much of the loss a few incidents hold, over the incidents that recorded it.",
    ),
    bySystem: groupsReached("system"),
    byOrg: groupsReached("organisation"),
    byRegion: groupsReached("region"),
    byTier: groupsReached("tier"),
    text: InWords,
  },
  async compute(view, ask) {
    const { facts, settings, rows, filter } = view;
    const isHigh = highBlastReader(facts, settings.highBlast);
    let high = 0;
    for (const row of rows) high += Number(isHigh(row));
    const worst = worstFirst(view, filter.limit, isHigh);
    const concentration = concentrationOf(view);
    const items = itemsOf(view, worst);
    const by = (grouping: Grouping) => groupsBy(view, grouping, isHigh);
    const answer = {
      thresholds: settings.highBlast,
      high,
      concentration,
      bySystem: by("system"),
      byOrg: by("org"),
      byRegion: by("region"),
      byTier: by("tier"),
      text: wordsOn({ n: rows.length, high, concentration }),
    };
    const titles = await ask(incidentTitles, { numbers: items.map(({ number }) => number) });
    return { ...answer, items: items.map((item) => ({ ...item, title: titles.get(item.number) ?? "" })) };
  },
});

type High = (row: number) => boolean;

/** Compared in turn; greater is worse, and what is not recorded (NaN) comes last. */
const worseBy = ["lostOrders", "errors", "systems", "mitigateMinutes"] as const satisfies readonly Measure[];

/** The worst rows in order: everything that cannot be among them is passed over before anything is sorted. */
export function worstFirst({ facts, rows }: View<Filter>, limit: number, isHigh: High): number[] {
  const readers = worseBy.map((measure) => measureReader(facts, measure));
  const { severity, number } = facts.incidents;
  const compare = (a: number, b: number): number => {
    const high = Number(isHigh(b)) - Number(isHigh(a));
    if (high !== 0) return high;
    for (const read of readers) {
      const [left, right] = [read(a), read(b)];
      if (left === right) continue;
      if (Number.isNaN(left) && Number.isNaN(right)) continue;
      return Number.isNaN(left) ? 1 : Number.isNaN(right) ? -1 : right - left;
    }
    const grave = (severity.values[a] || 9) - (severity.values[b] || 9);
    return grave !== 0 ? grave : number.values[b]! - number.values[a]!;
  };
  let kept: number[] = [];
  for (const row of rows) {
    if (kept.length >= limit && compare(row, kept[limit - 1]!) > 0) continue;
    kept.push(row);
    if (kept.length >= 4 * limit) kept = kept.sort(compare).slice(0, limit);
    else if (kept.length === limit) kept.sort(compare);
  }
  return kept.sort(compare).slice(0, limit);
}

function itemsOf({ facts, settings }: View<Filter>, worst: readonly number[]): Omit<Item, "title">[] {
  const { number, customersAffected } = facts.incidents;
  const potentialReach = potentialReachReader(facts);
  const detectMinutes = measureReader(facts, "detectMinutes");
  return worst.map((row) => {
    const { orderDropPercent: _, ...reach } = reachAt(facts, row);
    const reasons = highBlastReasons(reachAt(facts, row), settings.highBlast);
    return {
      number: number.values[row]!,
      ...reach,
      detectMinutes: figure(detectMinutes(row)),
      customersAffected: figure(customersAffected.values[row]!),
      potentialReach: potentialReach(row),
      highBlast: reasons.length > 0,
      reasons,
    };
  });
}

const fractions = { onePercent: 0.01, fivePercent: 0.05, tenPercent: 0.1 } as const;

function concentrationOf({ facts, rows }: View<Filter>): Concentration {
  const all = concentrated.map((measure) => ({ measure, values: valuesOf(facts, measure, rows) }));
  const { measure, values } = all.find((one) => one.values.some((value) => !Number.isNaN(value))) ?? all[0]!;
  const { n, total, gini, worst, points } = lorenz(values);
  let most = -1;
  for (let i = 0; i < values.length; i += 1)
    if (values[i]! >= 0 && (most < 0 || values[i]! > values[most]!)) most = i;
  return {
    measure,
    n,
    total: n === 0 ? null : total,
    gini: figure(gini),
    worst: Object.entries(fractions).map(([key, fraction]) => {
      const held = worst[key as keyof typeof fractions];
      return { fraction, incidents: held.items, share: figure(held.share) };
    }),
    single:
      most < 0
        ? null
        : { number: facts.incidents.number.values[rows[most]!]!, share: figure(worst.single.share) },
    points: points.map(({ items, total: share }) => ({ incidents: items, total: share })),
  };
}

function groupsBy({ facts, rows }: View<Filter>, by: Grouping, isHigh: High): Group[] {
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
  return Array.from(counts.keys())
    .filter((group) => counts[group]! > 0)
    .sort((a, b) => sums.lostOrders[b]! - sums.lostOrders[a]! || counts[b]! - counts[a]! || a - b)
    .slice(0, mostGroups)
    .map((group) => ({
      ...groupName(facts, by, group),
      incidents: counts[group]!,
      high: highs[group]!,
      lostOrders: measured("lostOrders", group),
      errors: measured("errors", group),
    }));
}

/** What the measures of concentration are called in a sentence. */
export const measureWords: Record<(typeof concentrated)[number], string> = {
  lostOrders: "lost orders",
  errors: "errors",
  mitigateMinutes: "minutes until mitigation",
};

function wordsOn(of: { n: number; high: number; concentration: Concentration }): string {
  const { n, high, concentration } = of;
  if (n === 0) return "No incident began in this period.";
  const share = high === 0 ? "" : ` (${formatShare(high / n)})`;
  const reach = `${high === 0 ? "None" : formatCount(high)} of ${formatPlural(n, "incident")} had a high blast radius${share}.`;
  const { measure, worst, single, gini } = concentration;
  const words = measureWords[measure];
  if (concentration.n === 0)
    return `${reach} Neither lost orders, errors nor times to mitigate were recorded.`;
  if (gini === null || single === null || single.share === null)
    return `${reach} All recorded ${words} are zero.`;
  if (concentration.n < 10) {
    return `${reach} With ${formatCount(concentration.n)} that recorded ${words}, nothing can be said of how they are spread.`;
  }
  const tenth = worst.at(-1)!;
  const ruled =
    single.share >= 0.25
      ? " A sum like this is ruled by very few incidents: with or without one of them it tells another story."
      : "";
  return `${reach} The worst tenth (${formatPlural(tenth.incidents, "incident")}) ${tenth.incidents === 1 ? "holds" : "hold"} ${formatShare(tenth.share)} of all recorded ${words}, INC-${single.number} alone ${formatShare(single.share)}.${ruled}`;
}
