import { z } from "zod";
import { lorenz } from "#lib/statistics/lorenz.ts";
import type { Filter } from "./filter.ts";
import { type Measure, valuesOf } from "./measures.ts";
import type { View } from "./question.ts";
import { Figure, figure, incidentMembers } from "./shapes.ts";

/** How much of the loss a few incidents hold. */

/** Concentration is asked of the first of these that any incident recorded. */
export const concentrated = ["lostOrders", "errors", "mitigateMinutes"] as const satisfies readonly Measure[];

export const Concentration = z
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

export type Concentration = z.infer<typeof Concentration>;

const fractions = { onePercent: 0.01, fivePercent: 0.05, tenPercent: 0.1 } as const;

export function concentrationOf({ facts, rows }: View<Filter>): Concentration {
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
