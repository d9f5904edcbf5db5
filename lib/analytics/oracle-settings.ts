import fc from "fast-check";
import type { DatedField, DatedValues } from "#lib/settings/dated.ts";

/**
 * For tests: settings that people change from a day on, painted day by day on a calendar as a person would. It shares
 * no code with what tells what held.
 */

const thresholds = fc.record({
  lostOrders: fc.constantFrom(100, 50_000, 300_000),
  errors: fc.constantFrom(1000, 2_000_000),
  systems: fc.integer({ min: 1, max: 5 }),
  regions: fc.integer({ min: 1, max: 5 }),
  sev1MitigateMinutes: fc.constantFrom(10, 600, 4000),
  orderDropPercent: fc.constantFrom(20, 90),
});

const hours = fc.record({
  days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
  from: fc.integer({ min: 0, max: 11 }),
  to: fc.integer({ min: 12, max: 24 }),
});

const dayMs = 86_400_000;
const dayNumbered = (i: number) => new Date(Date.parse("2026-01-01") + i * dayMs).toISOString().slice(0, 10);

/** What somebody says, and from which day on; without one, from today on. */
export const aSaying = fc.record({
  values: fc
    .record(
      {
        orderValue: fc.option(fc.constantFrom(20, 80, 12.5), { nil: null, freq: 4 }),
        currency: fc.constantFrom("USD", "EUR"),
        highBlast: thresholds,
        postmortemWorkingDays: fc.integer({ min: 1, max: 20 }),
        workingHours: hours,
      },
      { requiredKeys: [] },
    )
    .filter((values) => Object.keys(values).length > 0),
  from: fc.oneof(fc.integer({ min: 20, max: 240 }).map(dayNumbered), fc.constantFrom(undefined, "always")),
});
export type Saying = typeof aSaying extends fc.Arbitrary<infer T> ? T : never;

const first = -1;
const count = 365;

/** What each setting holds on each day of 2026, and before (the first). */
export class Calendar {
  private readonly held: { [F in DatedField]: DatedValues[F][] };
  private readonly plans = new Map<DatedField, Set<number>>();
  private readonly today: number;

  constructor(initial: DatedValues, today: string) {
    this.today = this.numberOf(today);
    this.held = Object.fromEntries(
      Object.entries(initial).map(([field, value]) => [field, new Array(count + 1).fill(value)]),
    ) as unknown as { [F in DatedField]: DatedValues[F][] };
  }

  private numberOf(day: string): number {
    return Math.min(count - 1, Math.max(first, (Date.parse(day) - Date.parse("2026-01-01")) / dayMs));
  }

  say({ values, from }: Saying): void {
    const neverPriced = this.held.orderValue.every((value) => value === null);
    for (const [field, value] of Object.entries(values) as [DatedField, never][]) {
      const days = this.held[field] as unknown[];
      const same = JSON.stringify(days[this.today + 1]) === JSON.stringify(value);
      if (from === undefined && same) continue;
      const firstWord = neverPriced && (field === "orderValue" || field === "currency");
      const begins =
        from === "always" || (from === undefined && firstWord)
          ? first
          : from === undefined
            ? this.today
            : this.numberOf(from);
      const plans = this.plans.get(field) ?? new Set();
      this.plans.set(field, plans);
      const next = [...plans].filter((plan) => plan > Math.max(this.today, begins)).sort((a, b) => a - b)[0];
      for (let day = begins; day < (next ?? count); day += 1) days[day + 1] = value;
      if (begins > this.today) plans.add(begins);
    }
  }

  on<F extends DatedField>(field: F, at: Date, zone: string): DatedValues[F] {
    return this.held[field][this.numberOf(localDay(at, zone)) + 1]!;
  }
}

function localDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
}
