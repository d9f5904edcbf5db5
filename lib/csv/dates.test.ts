import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDateAlone } from "./date-alone.ts";
import { collectInstants } from "./evidence.ts";
import { type InstantRules, readInstant } from "./instants.ts";

/** A moment written in every form and language, each form by itself: reading it gives it back, or asks. */

type Moment = { year: number; month: number; day: number; hour: number; minute: number };

const two = (n: number) => String(n).padStart(2, "0");
const moments = fc.record({
  year: fc.integer({ min: 1971, max: 2098 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
});
const instantOf = ({ year, month, day, hour, minute }: Moment) =>
  new Date(Date.UTC(year, month - 1, day, hour, minute));

const locales = ["en-GB", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "fi", "tr", "ro"];
const named = (locale: string, weekday: boolean) => (moment: Moment) =>
  new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
    ...(weekday && { weekday: "long" }),
  })
    .format(instantOf(moment))
    // Finnish and Danish say "on" before a weekday's date.
    .replace(/ den | na /, " ");

type DateForm = { order: InstantRules["order"]; write: (moment: Moment) => string };
const dateForms: DateForm[] = [
  { order: null, write: ({ year, month, day }) => `${year}-${two(month)}-${two(day)}` },
  { order: null, write: ({ year, month, day }) => `${year}/${month}/${day}` },
  { order: null, write: ({ year, month, day }) => `${year}年${month}月${day}日` },
  { order: "dmy", write: ({ year, month, day }) => `${two(day)}.${two(month)}.${year}` },
  { order: "dmy", write: ({ year, month, day }) => `${day}/${month}/${year}` },
  { order: "mdy", write: ({ year, month, day }) => `${month}/${day}/${year}` },
  ...locales.flatMap((locale) => [
    { order: null, write: named(locale, false) },
    { order: null, write: named(locale, true) },
  ]),
];

const half = ({ hour, minute }: Moment, marks: [string, string]) =>
  `${hour % 12 || 12}:${two(minute)} ${marks[hour < 12 ? 0 : 1]}`;
const clockForms: ((moment: Moment) => string)[] = [
  ({ hour, minute }) => `${two(hour)}:${two(minute)}`,
  ({ hour, minute }) => `${hour}:${two(minute)}:00`,
  ({ hour, minute }) => `${hour}h${two(minute)}`,
  ({ hour, minute }) => `${two(hour)}${two(minute)}`,
  ({ hour, minute }) => `${two(hour)}.${two(minute)} Uhr`,
  (moment) => half(moment, ["AM", "PM"]),
  (moment) => half(moment, ["a. m.", "p. m."]),
  (moment) => half(moment, ["am", "pm"]).replace(" ", "\u202f"),
];

describe("a moment", () => {
  test("comes back from every form of its date and its clock, whichever stands first", () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...dateForms),
        fc.constantFrom(...clockForms),
        fc.constantFrom<"behind" | "before">("behind", "before"),
        fc.constantFrom("", "UTC", "+00:00", "PST"),
        (moment, date, clock, where, zone) => {
          const [day, time] = [date.write(moment), clock(moment)];
          const text = `${where === "behind" ? `${day} ${time}` : `${time} ${day}`} ${zone}`.trim();
          const rules = { order: date.order, zone: "UTC", zoneWords: { PST: "UTC" } };
          expect([text, readInstant(text, rules)]).toMatchObject([
            text,
            { kind: "instant", at: instantOf(moment).getTime() },
          ]);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("is never read before it was said what its order, its zone and its numbers mean", () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...dateForms),
        fc.constantFrom(...clockForms),
        (moment, date, clock) => {
          const text = `${date.write(moment)} ${clock(moment)}`;
          expect(readInstant(text, { order: date.order, zone: null }).kind).toBe("no-zone");
          const isOpen = date.order !== null && moment.day <= 12 && moment.day !== moment.month;
          const kind = readInstant(text, { order: null, zone: "UTC" }).kind;
          expect([text, kind]).toEqual([text, isOpen ? "ambiguous-order" : "instant"]);
          const evidence = collectInstants();
          evidence.add(text, 2);
          expect(evidence.result()).toMatchObject({ readable: 1, timesWithoutZone: 1 });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("comes back from the number that a spreadsheet has for it, by both counts", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 6, max: 11 }), (moment, digits) => {
        const at = instantOf(moment).getTime();
        for (const [dayNumbers, epoch] of [
          ["excel", Date.UTC(1899, 11, 30)],
          ["excel-1904", Date.UTC(1904, 0, 1)],
        ] as const) {
          const number = ((at - epoch) / 86_400_000).toFixed(digits);
          if (Number(number) < 25_569) continue;
          const rules = { order: null, zone: "UTC", dateOnly: "midnight" as const };
          expect(readInstant(number, rules).kind).toBe("day-number");
          expect(readInstant(number, { ...rules, dayNumbers })).toMatchObject({ kind: "instant", at });
        }
      }),
    );
  });

  test("is none where a word makes a bound or a guess of it", () => {
    const words =
      "before|after|until|since|by|circa|ca.|around|vor|nach|bis|seit|avant|après|vers|antes de|~|<";
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...dateForms),
        fc.constantFrom(...words.split("|")),
        (moment, date, word) => {
          const text = `${word} ${date.write(moment)}`;
          expect([text, readInstant(text, { order: "dmy", zone: "UTC", dateOnly: "midnight" }).kind]).toEqual(
            [text, "unreadable"],
          );
          expect(readDateAlone(text, "dmy")).toBeNull();
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
