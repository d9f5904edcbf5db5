import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber, dayOf, dayStart, shiftDays, shiftMonths, type WeekStart, weekdayOf } from "./calendar.ts";
import { bucketsOf } from "./period.ts";
import { weekOf, weekPeriod } from "./week.ts";

/** Liberia's offset had seconds until January 1972, which the zone library leaves out: half a minute. */
const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "Africa/Monrovia");
const hour = 3_600_000;

/** The calendar day that the runtime itself shows at an instant: shares no code with ours. */
function shownDay(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (ms) => format.format(ms);
}

/** Instants at which a zone's offset changes between two years, to the second. */
function changesOf(zone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (ms: number) => format.formatToParts(ms).find(({ type }) => type === "timeZoneName")!.value;
  const found: number[] = [];
  for (let at = from; at < to; at += 14 * 24 * hour) {
    let [low, high] = [at, Math.min(to, at + 14 * 24 * hour)];
    if (offset(low) === offset(high)) continue;
    const before = offset(low);
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

describe("a day begins at its own first instant", () => {
  test("on every day around a change of clocks, in every zone, from 1970 to 2037", () => {
    const wrong: string[] = [];
    for (const zone of zones) {
      const shown = shownDay(zone);
      for (const change of changesOf(zone, Date.UTC(1970, 0, 2), Date.UTC(2038, 0, 1))) {
        for (const around of [-24, 0, 24]) {
          const day = shown(change + around * hour);
          const start = dayStart(day, zone).getTime();
          // The instant shows the day, and just before it the day had not begun.
          if (shown(start) !== day || shown(start - 1000) >= day) wrong.push(`${zone} ${day}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  test("on any day in any zone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 24_800 }), (zone, days) => {
        const day = shiftDays("1970-01-02", days);
        const [start, shown] = [dayStart(day, zone).getTime(), shownDay(zone)];
        // Samoa had no 30 December 2011: such a day begins when the next one does.
        expect(shown(start) >= day).toBe(true);
        expect(shown(start - 1000) < day).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["America/Santiago", "2025-09-07", "2025-09-07T04:00:00.000Z"],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
    ["Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00.000Z"],
    ["America/Asuncion", "2023-10-01", "2023-10-01T04:00:00.000Z"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"],
  ])("%s, %s", (zone, day, start) => {
    expect(dayStart(day, zone).toISOString()).toBe(start);
  });
});

describe("buckets", () => {
  test("have the edges of their own dates, whatever the clocks did in between", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 24_000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom("day", "week", "month", "quarter"),
        fc.integer({ min: 0, max: 6 }),
        (zone, first, length, size, weekStart) => {
          const from = dayStart(shiftDays("1970-01-02", first), zone);
          const to = dayStart(shiftDays("1970-01-02", first + length), zone);
          const calendar = { size, weekStart: weekStart as WeekStart, now: to } as const;
          const { edges } = bucketsOf({ period: { from, to, zone }, ...calendar });
          for (const edge of edges) {
            const day = dayOf(new Date(edge), zone);
            expect(dayStart(day, zone).getTime()).toBe(edge);
            if (size === "week") expect(weekdayOf(day)).toBe(weekStart);
            if (size === "month") expect(day.slice(8)).toBe("01");
            if (size === "quarter") expect(day.slice(5)).toMatch(/^(01|04|07|10)-01$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of days after clocks were put forward over midnight begin at midnight again", () => {
    const zone = "America/Santiago";
    const [from, to] = [dayStart("2025-09-01", zone), dayStart("2025-10-15", zone)];
    const { edges } = bucketsOf({ period: { from, to, zone }, size: "day", weekStart: 1, now: to });
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
    const late = Array.from(edges).filter((edge) => clock.format(edge) !== "00:00");
    expect(late.map((edge) => dayOf(new Date(edge), zone))).toEqual(["2025-09-07"]);
  });

  test("of weeks are the weeks that the review names, in every zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 24_000 }),
        fc.integer({ min: 0, max: 6 }),
        (zone, first, start) => {
          const weekStart = start as WeekStart;
          const from = dayStart(shiftDays("1970-01-05", first), zone);
          const period = { from, to: new Date(from.getTime() + 30 * 24 * hour), zone };
          const { edges } = bucketsOf({ period, size: "week", weekStart, now: period.to });
          for (const edge of edges) {
            const week = weekOf(new Date(edge), { zone, weekStart });
            expect(weekPeriod(week, { zone, weekStart })!.from.getTime()).toBe(edge);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test("months are shifted to the same day, or to the last where there is none", () => {
  expect(shiftMonths("2024-02-29", -12)).toBe("2023-02-28");
  expect(shiftMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(shiftMonths("2025-12-01", 1)).toBe("2026-01-01");
  expect(dayNumber(shiftMonths("1970-03-01", -2))).toBe(0);
});
