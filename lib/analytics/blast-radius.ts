import { z } from "zod";
import { incidentTitles } from "#lib/incidents/read.ts";
import { highBlastReasons } from "#lib/incidents/rules.ts";
import { HighBlastThresholds } from "#lib/settings/dated.ts";
import { heldAt } from "#lib/settings/held.ts";
import { wordsOn } from "./blast-words.ts";
import { beganReader } from "./by-beginning.ts";
import { Concentration, concentrationOf } from "./concentration.ts";
import type { Filter } from "./filter.ts";
import type { Grouping } from "./groups.ts";
import { highBlastReader, reachAt } from "./high-blast.ts";
import { type Measure, measureReader } from "./measures.ts";
import { question, type View } from "./question.ts";
import { potentialReachReader } from "./reach.ts";
import { groupsBy, groupsReached, type High } from "./reached-groups.ts";
import { SettingsChanged, settingsChanged } from "./settings-changed.ts";
import { Figure, figure, InWords, incidentMembers } from "./shapes.ts";
import { top } from "./top.ts";
import { lastMoment } from "./worth.ts";

/**
 * How far did each one reach? `systems` and `regions` are how many an incident names (origin and affected),
 * `potentialReach` how many systems depend on its origins, directly or not. Worst first: high blast radius before
 * the rest, then by lost orders, errors, systems, minutes to mitigate; what is not recorded comes after what is.
 * `concentration` is over the incidents that recorded the measure (sources: Lorenz 1905, Gini 1912).
 */

const mostItems = 500;
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
      "From which values on an incident has a high blast radius: any one of them is enough. These held when the period ended, or hold now while it runs; each incident is judged by those that held when it began.",
    ),
    settingsChanged: SettingsChanged,
    ...top("items", {
      shape: Item,
      most: mostItems,
      description:
        "The worst incidents: high blast radius before the rest, then by lost orders, errors, systems, minutes to mitigate; what is not recorded comes after what is. As many as `limit`.",
    }),
    high: z.int().describe("How many of the incidents have a high blast radius."),
    concentration: Concentration.describe(
      "How much of the loss a few incidents hold, over the incidents that recorded it.",
    ),
    ...groupsReached("bySystem", "system"),
    ...groupsReached("byOrg", "organisation"),
    ...groupsReached("byRegion", "region"),
    ...groupsReached("byTier", "tier"),
    text: InWords,
  },
  async compute(view, ask) {
    const { facts, settings, rows, filter } = view;
    const isHigh = highBlastReader(facts, settings);
    let high = 0;
    for (const row of rows) high += Number(isHigh(row));
    const worst = worstFirst(view, filter.limit, isHigh);
    const concentration = concentrationOf(view);
    const items = itemsOf(view, worst);
    const left = rows.length - items.length;
    const by = <N extends string>(name: N, grouping: Grouping) => {
      const { listed, rest } = groupsBy(view, grouping, isHigh);
      return { [name]: listed, [`${name}Rest`]: rest } as Record<N, typeof listed> &
        Record<`${N}Rest`, typeof rest>;
    };
    const answer = {
      thresholds: heldAt(settings, "highBlast")(lastMoment(view)),
      settingsChanged: settingsChanged({ settings: view.settings, period: view.period }, "highBlast"),
      high,
      concentration,
      itemsRest: { of: rows.length, left, incidents: left },
      ...by("bySystem", "system"),
      ...by("byOrg", "org"),
      ...by("byRegion", "region"),
      ...by("byTier", "tier"),
      text: wordsOn({ n: rows.length, high, concentration }),
    };
    const titles = await ask(incidentTitles, { numbers: items.map(({ number }) => number) });
    return { ...answer, items: items.map((item) => ({ ...item, title: titles.get(item.number) ?? "" })) };
  },
});

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
  const limitsAt = heldAt(settings, "highBlast");
  const began = beganReader(facts, settings.zone);
  const potentialReach = potentialReachReader(facts);
  const detectMinutes = measureReader(facts, "detectMinutes");
  return worst.map((row) => {
    const { orderDropPercent: _, ...reach } = reachAt(facts, row);
    const reasons = highBlastReasons(reachAt(facts, row), limitsAt(began(row)));
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
