import { tzOffset } from "@date-fns/tz";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenMoment } from "./moments.ts";
import { readTypedTime, typedTimeOf } from "./typed-time.ts";

const berlin = { zone: "Europe/Berlin", now: new Date("2026-03-05T13:30:00Z") };

function read(typed: string, of = berlin): string {
  const time = readTypedTime(typed, of);
  return "at" in time ? time.at.toISOString().replace(".000Z", "Z") : `refused: ${time.refusal}`;
}

describe("a typed time", () => {
  test.each([
    ["now", "2026-03-05T13:30:00Z"],
    ["14:05", "2026-03-05T13:05:00Z"],
    ["14:05:30", "2026-03-05T13:05:30Z"],
    ["9:05", "2026-03-05T08:05:00Z"],
    ["14.05", "2026-03-05T13:05:00Z"],
    ["2:05 pm", "2026-03-05T13:05:00Z"],
    ["12:10am", "2026-03-04T23:10:00Z"],
    ["  Today 08:00 ", "2026-03-05T07:00:00Z"],
    ["yesterday 23:10", "2026-03-04T22:10:00Z"],
    ["Yesterday at 23:10", "2026-03-04T22:10:00Z"],
    ["2h ago", "2026-03-05T11:30:00Z"],
    ["90 min ago", "2026-03-05T12:00:00Z"],
    ["1h30m ago", "2026-03-05T12:00:00Z"],
    ["1 hour and 30 minutes ago", "2026-03-05T12:00:00Z"],
    ["1.5h ago", "2026-03-05T12:00:00Z"],
    ["-45m", "2026-03-05T12:45:00Z"],
    ["2 days ago", "2026-03-03T13:30:00Z"],
    ["2026-03-01 10:00", "2026-03-01T09:00:00Z"],
    ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"],
    ["2026-03-01T10:00:00.250-08:00", "2026-03-01T18:00:00.250Z"],
    ["5 Mar 2026 14:05", "2026-03-05T13:05:00Z"],
    ["2026-06-01 10:00", "2026-06-01T08:00:00Z"],
  ])("%s is %s", (typed, instant) => {
    expect(read(typed)).toBe(instant);
  });

  test.each([
    ["", "Type a time"],
    ["14:40", "has not come yet today"],
    ["25:10", "no time of day"],
    ["14:65", "no time of day"],
    ["13:05 pm", "no time of day"],
    ["yesterday", "Say the time of day"],
    ["yesterday noonish", "not a time of day"],
    ["2 ago", "cannot be read"],
    ["2 months ago", "cannot be read"],
    ["500 days ago", "more than a year"],
    ["3/4/26 10:00", "Write the year first"],
    ["03/04/2026 10:00", "Write the year first"],
    ["2026-03-05", "Say the time of day"],
    ["2026-03-05 10:00 CST", "different zones"],
    ["2026-02-30 10:00", "cannot be read"],
    ["1405", "cannot be read"],
    ["last tuesday", "cannot be read"],
    ["<script>", "cannot be read"],
  ])("%s is refused: %s", (typed, words) => {
    expect(read(typed)).toContain("refused:");
    expect(read(typed)).toContain(words);
  });

  test.each([
    ["2026-03-05", "2026-03-05 day"],
    ["5 March 2026", "2026-03-05 day"],
    ["2025-12-31", "2025-12-31 day"],
    ["March 2026", "2026-03 month"],
    ["Sept. 2025", "2025-09 month"],
    ["2025-12", "2025-12 month"],
    ["2026", "2026 year"],
    ["1997", "1997 year"],
    ["2026-03-01 10:00", "2026-03-01T09:00:00.000Z minute"],
    ["2h ago", "2026-03-05T11:30:00.000Z minute"],
    ["1405", "refused"],
    ["1945", "refused"],
    ["2199", "refused"],
    ["2026-13", "refused"],
    ["3/4/26", "refused"],
    ["today", "refused"],
  ])("where a date may stand, %s is known to that: %s, in every zone", (typed, known) => {
    const said = ["UTC", "America/New_York", "Europe/Berlin", "Pacific/Auckland"].map((zone) => {
      const time = readTypedTime(typed, { ...berlin, zone, dates: true });
      return "at" in time ? `${writtenMoment(time.at, time.precision)} ${time.precision}` : "refused";
    });
    if (known.endsWith("minute")) expect(said[2]).toBe(known);
    else expect(new Set(said)).toEqual(new Set([known]));
  });

  test("a date that was typed is typed again as it stood", () => {
    for (const typed of ["2026-03-05", "2026-03", "2026"]) {
      const time = readTypedTime(typed, { ...berlin, dates: true });
      if ("refusal" in time) throw new Error(time.refusal);
      expect(typedTimeOf(time.at, "America/New_York", time.precision)).toBe(typed);
    }
  });

  test("a time that clocks skipped or showed twice is refused, and its offset settles it", () => {
    const spring = { zone: "Europe/Berlin", now: new Date("2026-03-29T12:00:00Z") };
    const autumn = { zone: "Europe/Berlin", now: new Date("2026-10-25T12:00:00Z") };
    expect(read("02:30", spring)).toContain("did not exist");
    expect(read("2026-03-29 02:30", spring)).toContain("did not exist");
    expect(read("02:30", autumn)).toContain("twice");
    expect(read("2026-10-25 02:30", autumn)).toContain("twice");
    expect(read("2026-10-25T02:30:00+01:00", autumn)).toBe("2026-10-25T01:30:00Z");
    expect(read("3:30", spring)).toBe("2026-03-29T01:30:00Z");
  });

  test("today and yesterday are those of the zone, not of the machine or of UTC", () => {
    const auckland = { zone: "Pacific/Auckland", now: new Date("2026-03-05T13:30:00Z") };
    expect(read("00:10", auckland)).toBe("2026-03-05T11:10:00Z");
    expect(read("yesterday 23:50", auckland)).toBe("2026-03-05T10:50:00Z");
    const honolulu = { zone: "Pacific/Honolulu", now: new Date("2026-03-05T05:00:00Z") };
    expect(read("18:30", honolulu)).toBe("2026-03-05T04:30:00Z");
  });

  test("any past instant written as date and time in any zone is read back", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2026, 2) / 60_000 }),
        fc.constantFrom(...zones),
        (minute, zone) => {
          const at = new Date(minute * 60_000);
          const local = new Date(at.getTime() + tzOffset(zone, at) * 60_000);
          const typed = local.toISOString().slice(0, 16).replace("T", " ");
          const time = readTypedTime(typed, { zone, now: berlin.now });
          if ("at" in time) expect(time.at).toEqual(at);
          else expect(time.refusal).toMatch(/twice/);
        },
      ),
    );
  });

  test("no text throws, and what is understood is an instant", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
        const time = readTypedTime(typed, berlin);
        if ("at" in time) expect(Number.isNaN(time.at.getTime())).toBe(false);
        else expect(time.refusal.length).toBeGreaterThan(5);
      }),
      { numRuns: 500 },
    );
  });
});
