import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, type WeekStart } from "./calendar.ts";
import { weekAfter, weekOf, weekPeriod } from "./week.ts";

const zone = "Europe/Berlin";
const monday = { zone, weekStart: 1 } as const;

test("a week is named as ISO 8601 names it, over the turn of the year too", () => {
  expect(weekOf(new Date("2026-03-05T12:00:00Z"), monday)).toBe("2026-W10");
  expect(weekOf(new Date("2027-01-01T12:00:00Z"), monday)).toBe("2026-W53");
  expect(weekOf(new Date("2024-12-30T12:00:00Z"), monday)).toBe("2025-W01");
});

test("a week begins at midnight of the zone, and is an hour shorter when summer time begins", () => {
  const { from, to } = weekPeriod("2026-W13", monday)!;
  expect(from.toISOString()).toBe("2026-03-22T23:00:00.000Z");
  expect(to.getTime() - from.getTime()).toBe((7 * 24 - 1) * 3_600_000);
});

test("a year without a week 53 has none by that name", () => {
  expect(weekPeriod("2026-W53", monday)).not.toBeNull();
  for (const none of ["2025-W53", "2026-W54", "2026-W00", "2026-10", "W10", ""])
    expect(weekPeriod(none, monday)).toBeNull();
});

test("every instant lies in the week that its name means, whatever day weeks begin on", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("2000-01-01T00:00:00Z"),
        max: new Date("2060-01-01T00:00:00Z"),
        noInvalidDate: true,
      }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"),
      (instant, start, zone) => {
        const calendar = { zone, weekStart: start as WeekStart };
        const week = weekOf(instant, calendar);
        const { from, to } = weekPeriod(week, calendar)!;
        expect(from <= instant && instant < to).toBe(true);
        expect(new Date(`${dayOf(from, zone)}T00:00:00Z`).getUTCDay()).toBe(start);
        expect(weekOf(to, calendar)).toBe(weekAfter(week, 1, calendar));
        expect(weekAfter(weekAfter(week, -60, calendar), 60, calendar)).toBe(week);
      },
    ),
  );
});
