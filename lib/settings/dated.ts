import { z } from "zod";
import { canonical } from "#lib/canonical.ts";
import { Day, Instant } from "#lib/parse.ts";

/**
 * Settings by which figures are made. Each holds from a calendar day of the organisation's zone on, and an incident is
 * judged by what held when it began: what is decided today moves no figure of the past.
 */

/** From which value on an incident has a high blast radius; any one of them is enough. */
export const HighBlastThresholds = z.strictObject({
  lostOrders: z
    .int()
    .min(1)
    .default(100_000)
    .meta({ description: "So many lost orders, or more.", unit: "orders" }),
  errors: z.int().min(1).default(1_000_000).meta({ description: "So many errors, or more.", unit: "errors" }),
  systems: z
    .int()
    .min(1)
    .default(5)
    .meta({ description: "So many named systems, or more.", unit: "systems" }),
  regions: z
    .int()
    .min(1)
    .default(3)
    .meta({ description: "So many named regions, or more.", unit: "regions" }),
  sev1MitigateMinutes: z
    .number()
    .min(0)
    .default(60)
    .meta({ description: "So long from start to mitigation, or longer, of a Sev-1.", unit: "minutes" }),
  orderDropPercent: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .meta({ description: "So deep a drop of orders, or deeper.", unit: "percent" }),
});
export type HighBlastThresholds = z.infer<typeof HighBlastThresholds>;

/** Hours in the organisation's zone: `to` is exclusive; days count from 0, Sunday. */
const WorkingHours = z.strictObject({
  days: z
    .array(z.int().min(0).max(6))
    .default([1, 2, 3, 4, 5])
    .describe("The days of the week, from 0 (Sunday) to 6."),
  from: z.int().min(0).max(23).default(9).describe("The hour at which work begins, from 0 to 23."),
  to: z.int().min(1).max(24).default(18).describe("The hour at which it is over, up to 24."),
});

/** What each of them may hold. */
export const dated = {
  orderValue: z
    .number()
    .min(0)
    .nullable()
    .describe(
      "What an order is worth on average, in the currency; null where it is not said, and losses are told in orders alone.",
    ),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is not a currency; write it as USD")
    .meta({ description: "The currency of amounts, by its three letters: EUR.", examples: ["EUR"] }),
  highBlast: HighBlastThresholds.describe(
    "From which value on an incident has a high blast radius; any one of them is enough.",
  ),
  postmortemWorkingDays: z
    .int()
    .min(1)
    .max(60)
    .describe("Working days within which a post-mortem is expected."),
  workingHours: WorkingHours.describe("When people work, in the organisation's zone."),
};
export type DatedField = keyof typeof dated;
export type DatedValues = { [F in DatedField]: z.infer<(typeof dated)[F]> };
export const datedFields = Object.keys(dated) as DatedField[];

/** Until somebody says otherwise. */
export const datedDefaults: DatedValues = {
  orderValue: null,
  currency: "USD",
  highBlast: HighBlastThresholds.parse({}),
  postmortemWorkingDays: 5,
  workingHours: WorkingHours.parse({}),
};

const from = Day.nullable().describe(
  "The first day on which it holds, in the organisation's zone; null: since ever.",
);

/** What a setting holds from a day on, until the next one. */
export interface Entry<F extends DatedField = DatedField> {
  from: string | null;
  value: DatedValues[F];
  by: string | null;
  at: Date | null;
}

function entries<S extends z.ZodType>(value: S) {
  return z.array(
    z.strictObject({
      from,
      value,
      by: z.string().nullable().describe("Who said so; null where that is not known."),
      at: Instant.nullable().describe("When they said so; null where that is not known."),
    }),
  );
}

export const History = z
  .strictObject({
    orderValue: entries(dated.orderValue).describe("The worth of an order."),
    currency: entries(dated.currency).describe("The currency."),
    highBlast: entries(dated.highBlast).describe("The thresholds of a high blast radius."),
    postmortemWorkingDays: entries(dated.postmortemWorkingDays).describe("The days for a post-mortem."),
    workingHours: entries(dated.workingHours).describe("The working hours."),
  })
  .meta({ title: "History of settings" });
export type History = { [F in DatedField]: Entry<F>[] };

function rewritten<S extends z.ZodType>(value: S) {
  return (
    z
      // Who said so and when stand as they are stored: what an answer told may be sent back.
      .array(z.object({ from, value }))
      .min(1, "must hold one at least, which holds since ever")
      .max(200, "is more than 200")
      .refine((list) => list.filter((one) => one.from === null).length === 1, {
        message: "must hold exactly one whose `from` is null: what holds since ever",
      })
      .refine((list) => new Set(list.map((one) => one.from)).size === list.length, {
        message: "names a day twice",
      })
      .optional()
  );
}

/** The whole history of a setting, written anew. */
export const HistoryPatch = z
  .strictObject({
    orderValue: rewritten(dated.orderValue).describe("The worth of an order."),
    currency: rewritten(dated.currency).describe("The currency."),
    highBlast: rewritten(dated.highBlast).describe("The thresholds of a high blast radius."),
    postmortemWorkingDays: rewritten(dated.postmortemWorkingDays).describe("The days for a post-mortem."),
    workingHours: rewritten(dated.workingHours).describe("The working hours."),
  })
  .meta({
    title: "History of settings, written anew",
    examples: [
      {
        orderValue: [
          { from: null, value: 20 },
          { from: "2026-03-05", value: 22.5 },
        ],
      },
    ],
  });

const order = (entry: { from: string | null }) => entry.from ?? "";

/** In order, and without those that said what held already. A plan stays one, whatever holds until then. */
export function tidied<E extends Pick<Entry, "from" | "value">>(list: readonly E[], today: string): E[] {
  const sorted = list.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return sorted.filter(
    (entry, i) => i === 0 || order(entry) > today || !isSame(entry.value, sorted[i - 1]!.value),
  );
}

export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** What holds on a day. */
export function valueOn<F extends DatedField>(list: readonly Entry<F>[], day: string): DatedValues[F] {
  return list.findLast((entry) => order(entry) <= day)!.value;
}

/**
 * A value that holds from its day on, and today: what was said of the days since is replaced, what is planned for days
 * to come stays. One that begins on a day to come is put among the plans.
 */
export function withEntry<F extends DatedField>(
  list: readonly Entry<F>[],
  entry: Entry<F>,
  today: string,
): Entry<F>[] {
  const begins = order(entry);
  const kept = list.filter((one) => order(one) < begins || (order(one) > today && order(one) !== begins));
  return tidied([...kept, entry], today);
}
