import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type InstantRules, readInstant } from "./instants.ts";
import { daysFromCivil } from "./iso.ts";

const none: InstantRules = { order: null, zone: null };
const utc: InstantRules = { order: null, zone: "UTC", dateOnly: "midnight" };

function at(cell: string, rules: InstantRules = none): string {
  const reading = readInstant(cell, rules);
  return reading.kind === "instant" ? new Date(reading.at).toISOString() : reading.kind;
}

describe("times that carry their zone need no rules", () => {
  test.each([
    ["2023-09-06T14:30:56.346Z", "2023-09-06T14:30:56.346Z"],
    ["2023-09-06T14:30:56.49Z", "2023-09-06T14:30:56.490Z"],
    ["2022-11-03T06:23:06.000000Z", "2022-11-03T06:23:06.000Z"],
    ["2023-02-26T00:10:04+00:00", "2023-02-26T00:10:04.000Z"],
    ["2013-04-21T11:45:33-06:00", "2013-04-21T17:45:33.000Z"],
    ["2015-07-17T08:42:58.315+0000", "2015-07-17T08:42:58.315Z"],
    ["2022-07-17 07:15:55.959+00:00", "2022-07-17T07:15:55.959Z"],
    ["2022-07-17 07:15:55,959+05", "2022-07-17T02:15:55.959Z"],
    ["2022-07-17 07:15 +05:45", "2022-07-17T01:30:00.000Z"],
    ["2024-01-01T00:00Z", "2024-01-01T00:00:00.000Z"],
    ["2024‑01‑02T03:04:05Z", "2024-01-02T03:04:05.000Z"],
    ["Tue, 03 Jun 2008 11:05:30 GMT", "2008-06-03T11:05:30.000Z"],
    ["Tue Jun 03 2008 13:05:30 GMT+0200 (Central European Summer Time)", "2008-06-03T11:05:30.000Z"],
    ["August 30, 2024 - 13:30 UTC", "2024-08-30T13:30:00.000Z"],
    ["2024-08-30 13:30 Europe/Berlin", "2024-08-30T11:30:00.000Z"],
    ["1661772600", "2022-08-29T11:30:00.000Z"],
    ["1661772600.25", "2022-08-29T11:30:00.250Z"],
    ["1661772600123", "2022-08-29T11:30:00.123Z"],
    ["20190820T101500Z", "2019-08-20T10:15:00.000Z"],
    ["1965-05-05T05:05:05Z", "1965-05-05T05:05:05.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["UTC 10:00 2024-03-01", "2024-03-01T10:00:00.000Z"],
    ["10:00 +02:00 2024-03-01", "2024-03-01T08:00:00.000Z"],
    ["2024-03-01 +02:00 10:00", "2024-03-01T08:00:00.000Z"],
    ["Tue Jun 3 13:05:30 UTC 2008", "2008-06-03T13:05:30.000Z"],
  ])("%s", (cell, expected) => {
    expect(at(cell)).toBe(expected);
  });
});

describe("times without a zone are placed in the chosen one", () => {
  test.each([
    ["2023-05-31T10:05:00", "2023-05-31T10:05:00.000Z"],
    ["29/2/2016 01:16", "2016-02-29T01:16:00.000Z"],
    ["29-02-2016 01:16", "2016-02-29T01:16:00.000Z"],
    ["29.02.2016 01:16:07", "2016-02-29T01:16:07.000Z"],
    ["6/21/2025 16:14", "2025-06-21T16:14:00.000Z"],
    ["6/21/2025 4:14:09 PM", "2025-06-21T16:14:09.000Z"],
    ["25/Feb/26 10:17 PM", "2026-02-25T22:17:00.000Z"],
    ["12/Mar/24 9:41 AM", "2024-03-12T09:41:00.000Z"],
    ["25/Feb/26 10:17\u202fPM", "2026-02-25T22:17:00.000Z"],
    ["25/Feb/26 12:17 AM", "2026-02-25T00:17:00.000Z"],
    ["12. März 2024 09:41", "2024-03-12T09:41:00.000Z"],
    ["Friday, July 01, 2011 5:00:00 PM", "2011-07-01T17:00:00.000Z"],
    ["Jul 1st, 2011 at 5pm", "2011-07-01T17:00:00.000Z"],
    ["20190820", "2019-08-20T00:00:00.000Z"],
    ["2024/02/29 24:00", "2024-03-01T00:00:00.000Z"],
    ["2026-02-25 16:38:58.679", "2026-02-25T16:38:58.679Z"],
    ["10:00 2024-03-01", "2024-03-01T10:00:00.000Z"],
    ["2024-03-01 (Fri) 10:00", "2024-03-01T10:00:00.000Z"],
    ["Fri 2024-03-01 10:00", "2024-03-01T10:00:00.000Z"],
    ["2024-07-01 1030", "2024-07-01T10:30:00.000Z"],
    ["2024-07-01 0900", "2024-07-01T09:00:00.000Z"],
    ["0900 2024-07-01", "2024-07-01T09:00:00.000Z"],
    ["2024-07-01 10h30", "2024-07-01T10:30:00.000Z"],
    ["2024-07-01 10 AM", "2024-07-01T10:00:00.000Z"],
    ["2024-07-01 10.30 Uhr", "2024-07-01T10:30:00.000Z"],
    ["20240701 10:30", "2024-07-01T10:30:00.000Z"],
    ["2024年3月1日 10時30分", "2024-03-01T10:30:00.000Z"],
    ["2024年3月1日(金) 午後3時5分", "2024-03-01T15:05:00.000Z"],
    ["２０２４／０３／０１　１０：３０", "2024-03-01T10:30:00.000Z"],
    ["1 de março de 2024 às 10:00", "2024-03-01T10:00:00.000Z"],
    ["1 de marzo de 2024, 10:00 p. m.", "2024-03-01T22:00:00.000Z"],
    ["viernes, 1 de marzo del 2024 a las 10:00 a.\u202fm.", "2024-03-01T10:00:00.000Z"],
    ["1er mars 2024 à 10h30", "2024-03-01T10:30:00.000Z"],
    ["mar. 5 mars 2024 10:00", "2024-03-05T10:00:00.000Z"],
    ["le 1er mars 2024 à 10 h", "2024-03-01T10:00:00.000Z"],
    ["Freitag, 1. März 2024, 10:30 Uhr", "2024-03-01T10:30:00.000Z"],
    ["am 1. März 2024 um 10:30 Uhr", "2024-03-01T10:30:00.000Z"],
    ["1 марта 2024 г., 10:30", "2024-03-01T10:30:00.000Z"],
    ["2024-W09-5 10:30", "2024-03-01T10:30:00.000Z"],
  ])("%s", (cell, expected) => {
    expect(at(cell, utc)).toBe(expected);
    expect(at(cell, none)).not.toMatch(/^\d/);
  });

  test("in a zone with daylight saving, each side of the change has its own offset", () => {
    const berlin: InstantRules = { order: null, zone: "Europe/Berlin" };
    expect(at("2024-01-15 12:00", berlin)).toBe("2024-01-15T11:00:00.000Z");
    expect(at("2024-07-15 12:00", berlin)).toBe("2024-07-15T10:00:00.000Z");
    expect(at("2024-07-15 12:00", { order: null, zone: "+05:45" })).toBe("2024-07-15T06:15:00.000Z");
  });

  test("an hour that clocks skipped moves on by the gap, and says so", () => {
    const reading = readInstant("2024-03-31 02:30", { order: null, zone: "Europe/Berlin" });
    expect(reading).toEqual({ kind: "instant", at: Date.UTC(2024, 2, 31, 1, 30), note: "skipped-hour" });
  });

  test("an hour that clocks showed twice is taken at its first, and says so", () => {
    const reading = readInstant("2024-10-27 02:30", { order: null, zone: "Europe/Berlin" });
    expect(reading).toEqual({ kind: "instant", at: Date.UTC(2024, 9, 27, 0, 30), note: "repeated-hour" });
  });
});

describe("nothing is guessed", () => {
  test("a date that fits two orders is ambiguous until the order is chosen", () => {
    expect(at("3/4/2025 10:00", { ...utc, order: null })).toBe("ambiguous-order");
    expect(at("3/4/2025 10:00", { ...utc, order: "dmy" })).toBe("2025-04-03T10:00:00.000Z");
    expect(at("3/4/2025 10:00", { ...utc, order: "mdy" })).toBe("2025-03-04T10:00:00.000Z");
    expect(at("3/3/2025 10:00", utc)).toBe("2025-03-03T10:00:00.000Z");
  });

  test("a date that breaks the chosen order is refused, not turned round", () => {
    expect(at("29/2/2016 01:16", { ...utc, order: "mdy" })).toBe("unreadable");
  });

  test("two-digit years may come first", () => {
    expect(at("26/02/25 10:00", { ...utc, order: "ymd" })).toBe("2026-02-25T10:00:00.000Z");
    expect(at("26/02/25 10:00", utc)).toBe("ambiguous-order");
    expect(at("99/02/25 10:00", utc)).toBe("1999-02-25T10:00:00.000Z");
  });

  test("a zone word is asked about, and then obeyed", () => {
    const reading = readInstant("Aug 30, 2024 - 13:30 PDT", none);
    expect(reading).toMatchObject({ kind: "zone-word", word: "PDT" });
    expect(at("Aug 30, 2024 - 13:30 PDT", { ...none, zoneWords: { PDT: "-07:00" } })).toBe(
      "2024-08-30T20:30:00.000Z",
    );
    expect(at("Aug 30, 2024 - 13:30 PT", { ...none, zoneWords: { PT: "America/Los_Angeles" } })).toBe(
      "2024-08-30T20:30:00.000Z",
    );
  });

  test("a date alone is asked about even when the zone is known", () => {
    expect(at("2024-02-29", { order: null, zone: "UTC" })).toBe("date-only");
    expect(at("2024-02-29", { order: null, zone: "Europe/Berlin", dateOnly: "midnight" })).toBe(
      "2024-02-28T23:00:00.000Z",
    );
  });
});

describe("what is no date", () => {
  test.each([
    "",
    " ",
    "?",
    "NULL",
    "N/A",
    "-",
    "unk",
    "0001-01-01T00:00:00Z",
    "0001-01-01",
    "1970-01-01T00:00:00Z",
    "1970-01-01",
    "0",
  ])("%j is missing or refused, never an instant", (cell) => {
    expect(["missing", "unreadable"]).toContain(at(cell, utc));
  });

  test.each([
    ["30/2/2016 01:16", "day 30"],
    ["10:30", "no date"],
    ["2024-02", "no day"],
    ["2024-02-30T10:00:00Z", "day 30"],
    ["2024-02-29 25:00", "time of day"],
    ["soon", "form"],
    ["ApprovalsCFValue@1a2b3c", "form"],
    ["12345678901234567890", "form"],
    ["2024-W31", "week"],
    ["KW 31/2024", "week"],
    ["2024-03-01 0.25", "fraction"],
    ["before 1 March 2024", "form"],
    ["ca. 1. März 2024", "form"],
  ])("%j is refused with a reason", (cell, reason) => {
    expect(readInstant(cell, utc)).toMatchObject({
      kind: "unreadable",
      reason: expect.stringContaining(reason),
    });
  });

  test("a spreadsheet's number of a day is none until somebody says from when it counts", () => {
    expect(readInstant("45123.5", utc)).toMatchObject({
      kind: "day-number",
      reason: expect.stringContaining("spreadsheet"),
    });
    for (const number of ["12345", "99999", "4535", "453521"])
      expect(readInstant(number, { ...utc, dayNumbers: "excel" }).kind).toBe("unreadable");
  });
});

describe("for any instant", () => {
  const instants = fc
    .integer({ min: Date.UTC(1800, 0, 2), max: Date.UTC(2199, 11, 30) })
    .filter((t) => t !== 0);

  test("its ISO form reads back", () => {
    fc.assert(
      fc.property(instants, (t) => {
        expect(readInstant(new Date(t).toISOString(), none)).toEqual({ kind: "instant", at: t, note: null });
      }),
    );
  });

  test("its clock reading in a zone reads back, except in a repeated hour", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
    );
    const recent = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
    fc.assert(
      fc.property(recent, zones, (minutes, zone) => {
        const clock = new Date(minutes * 60_000).toLocaleString("sv-SE", { timeZone: zone });
        const reading = readInstant(clock, { order: null, zone });
        if (reading.kind !== "instant") throw new Error(reading.kind);
        const back = new Date(reading.at).toLocaleString("sv-SE", { timeZone: zone });
        expect(back).toBe(clock);
        if (reading.note === null) expect(reading.at).toBe(minutes * 60_000);
      }),
      { numRuns: 1_000 },
    );
  });

  test("any text ends in a reading", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d/:. ,APMZTa-z+-]{0,30}$/));
    fc.assert(
      fc.property(text, (cell) => {
        expect(readInstant(cell, utc).kind).toBeTypeOf("string");
      }),
      { numRuns: 2_000 },
    );
  });

  test("days are counted as the platform counts them", () => {
    fc.assert(
      fc.property(instants, (t) => {
        const date = new Date(t);
        const days = daysFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        expect(days).toBe(Math.floor(t / 86_400_000));
      }),
    );
  });
});
