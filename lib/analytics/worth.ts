import { z } from "zod";
import { formatMoney, formatShort } from "#lib/format.ts";
import type { Period } from "#lib/period.ts";
import { type Holding, heldAt, heldOf, placeAt } from "#lib/settings/held.ts";
import { beganReader } from "./by-beginning.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { Figure } from "./shapes.ts";
import { sumOf } from "./tally.ts";

/** What lost orders were worth: each incident by the worth of an order, and in the currency, that held when it began. */

const Amount = z
  .object({
    currency: z.string().describe("The currency that held."),
    orders: z.number().meta({ description: "Lost orders that the amount is of.", unit: "orders" }),
    worth: z.number().meta({ description: "What they were worth.", unit: "the currency beside it" }),
  })
  .meta({ title: "Worth in one currency" });

export const Worth = {
  lostOrdersWorth: Figure.meta({
    description:
      "Lost orders times the worth of one order, each incident by the worth that held when it began.",
    unit: "the currency that held",
    declines:
      "null where lost orders are not recorded, where for some of them no worth was said, and where they were lost under two currencies, which are never added: `lostOrdersWorthBy` has each part",
  }),
  lostOrdersWorthBy: z
    .array(Amount)
    .describe("The same for each currency that held, in the order of time; none where no worth was said."),
  lostOrdersUnpriced: Figure.meta({
    description: "Lost orders of incidents that began when no worth of an order was said.",
    unit: "orders",
    declines: "null where none of those recorded any",
  }),
};
export type Worth = z.infer<z.ZodObject<typeof Worth>>;

export function worthOf(facts: Facts, rows: Selection, settings: Holding): Worth {
  const { begins, values } = heldOf(settings, "orderValue", "currency");
  const lost = facts.incidents.lostOrders.values;
  const began = beganReader(facts, settings.zone);
  const parts =
    values.length === 1
      ? [rows]
      : values.map((_, place) => rowsWhere(rows, (row) => placeAt(begins, began(row)) === place));
  const amounts = new Map<string, { currency: string; orders: number; worth: number }>();
  let unpriced: number | null = null;
  for (const [place, part] of parts.entries()) {
    const { orderValue, currency } = values[place]!;
    const { sum } = sumOf(lost, part);
    if (sum === null) continue;
    if (orderValue === null) {
      unpriced = (unpriced ?? 0) + sum;
      continue;
    }
    const amount = amounts.get(currency) ?? { currency, orders: 0, worth: 0 };
    amount.orders += sum;
    amount.worth += sum * orderValue;
    amounts.set(currency, amount);
  }
  // Nothing lost is nothing in any currency.
  const all = [...amounts.values()];
  const some = all.filter(({ orders }) => orders > 0);
  const by = some.length > 0 ? some : all.slice(-1);
  return {
    lostOrdersWorth: by.length === 1 && !(unpriced! > 0) ? by[0]!.worth : null,
    lostOrdersWorthBy: by,
    lostOrdersUnpriced: unpriced,
  };
}

/** The currency of the one amount there is; else what held when the period ended, or now while it runs. */
export function currencyOf(of: { worth: Worth; settings: Holding; period: Period; now: Date }): string {
  const [amount, second] = of.worth.lostOrdersWorthBy;
  if (amount !== undefined && second === undefined) return amount.currency;
  return heldAt(of.settings, "currency")(lastMoment(of));
}

/** The last moment of a period, or now while it runs: what held then is what a period is told with as a whole. */
export function lastMoment({ period, now }: { period: Period; now: Date }): number {
  return Math.max(period.from.getTime(), Math.min(period.to.getTime() - 1, now.getTime()));
}

/** Undefined where no worth was said of any. */
export function worthWords({ lostOrdersWorthBy, lostOrdersUnpriced }: Worth): string | undefined {
  if (lostOrdersWorthBy.length === 0) return undefined;
  const amounts = lostOrdersWorthBy.map(({ worth, currency }) => formatMoney(worth, currency)).join(" and ");
  if (!(lostOrdersUnpriced! > 0)) return amounts;
  return `${amounts}; ${formatShort(lostOrdersUnpriced!)} without a worth`;
}
