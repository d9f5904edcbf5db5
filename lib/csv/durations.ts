import { readNumber } from "./numbers.ts";
import { isMissing } from "./words.ts";

export const durationUnits = ["milliseconds", "seconds", "minutes", "hours", "days"] as const;
export type DurationUnit = (typeof durationUnits)[number];

export type DurationReading =
  | { kind: "duration"; millis: number }
  | { kind: "missing" }
  | { kind: "no-unit"; reason: string }
  | { kind: "unreadable"; reason: string };

const millisOf: Record<DurationUnit, number> = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

const negative: DurationReading = { kind: "unreadable", reason: "A duration cannot be negative." };

/**
 * How long something took: 1h34m, 225m, 3.5h, 2d3h, 0 days 01:12:00, PT1H34M, or a plain number in `unit`.
 * Two numbers with a colon (1:12) may be hours or minutes and need the unit of the first.
 */
export function readDuration(cell: string, unit: DurationUnit | null): DurationReading {
  if (isMissing(cell)) return { kind: "missing" };
  const text = cell.trim().toLowerCase();
  if (text.startsWith("-")) return negative;
  if (/^[\d.,\s]+$/.test(text)) return plain(text, unit);
  const short = /^(\d{1,4}):(\d{2})$/.exec(text);
  if (short) return clock(short, unit);
  return withWords(text);
}

function plain(text: string, unit: DurationUnit | null): DurationReading {
  if (unit === null) return { kind: "no-unit", reason: "The unit of this duration was not chosen." };
  const number = readNumber(text, text.includes(",") && !text.includes(".") ? null : "point");
  if (number.kind !== "value") return { kind: "unreadable", reason: "This is not a number." };
  return { kind: "duration", millis: Math.round(number.value * millisOf[unit]) };
}

function clock(match: RegExpExecArray, unit: DurationUnit | null): DurationReading {
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (unit === "hours") return { kind: "duration", millis: first * 3_600_000 + second * 60_000 };
  if (unit === "minutes") return { kind: "duration", millis: first * 60_000 + second * 1_000 };
  return { kind: "no-unit", reason: "This may be hours and minutes, or minutes and seconds." };
}

const words: [RegExp, number][] = [
  [/^(w|wks?|weeks?)$/, 604_800_000],
  [/^(d|days?)$/, 86_400_000],
  [/^(h|hrs?|hours?|std)$/, 3_600_000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(s|secs?|seconds?)$/, 1_000],
  [/^(ms|millis|milliseconds?)$/, 1],
];

function withWords(text: string): DurationReading {
  const iso = /^p(?=\d|t\d)/.test(text);
  const rest = iso ? text.slice(1).replace("t", " ") : text.replace(/,(?=\s)|\band\b/g, " ");
  let millis = 0;
  const left = rest
    .replace(/(\d{1,4}):(\d{2}):(\d{2}(?:[.,]\d+)?)/, (_, h, m, s) => {
      millis += Number(h) * 3_600_000 + Number(m) * 60_000 + Math.round(Number(s.replace(",", ".")) * 1_000);
      return " ";
    })
    .replace(/(\d+(?:[.,]\d+)?)\s*([a-z]+)/g, (whole, number, word) => {
      const scale = words.find(([form]) => form.test(word))?.[1];
      if (scale === undefined) return whole;
      millis += Math.round(Number(number.replace(",", ".")) * scale);
      return " ";
    });
  if (left.trim() !== "")
    return { kind: "unreadable", reason: "This is not a duration in a form that can be read." };
  return { kind: "duration", millis };
}
