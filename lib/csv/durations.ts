import { type DecimalMark, readNumber } from "./numbers.ts";
import { isMissing } from "./words.ts";

export const durationUnits = ["milliseconds", "seconds", "minutes", "hours", "days"] as const;
export type DurationUnit = (typeof durationUnits)[number];

export type DurationReading =
  /** `about`: it is stated as an approximation. */
  | { kind: "duration"; millis: number; about: boolean }
  | { kind: "missing" }
  | { kind: "no-unit"; reason: string }
  | { kind: "ambiguous-mark"; reason: string }
  | { kind: "unreadable"; reason: string };

const millisOf: Record<DurationUnit, number> = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** Units as people write them in several languages, in lower case. */
const words: readonly [RegExp, number][] = [
  [/^(w|wks?|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|週間?|周)$/, 604_800_000],
  [/^(d|days?|tage?n?|j|jours?|d[ií]as?|giorn[oi]|dag(en)?|日間?|天)$/, 86_400_000],
  [/^(h|hrs?|hours?|std|stunden?|heures?|horas?|or[ae]|uur|uren|時間|小时)$/, 3_600_000],
  [/^(m|mins?|mn|minutes?|minuten?|minutos?|minut[oi]|分間?|分钟)$/, 60_000],
  [/^(s|secs?|seconds?|seks?|sekunden?|secondes?|seg|segundos?|second[oi]|seconden|秒間?)$/, 1_000],
  [/^(ms|msecs?|millis|milliseconds?|millisekunden|millisecondes?|milisegundos?|ミリ秒)$/, 1],
];

/** What a word of a unit is in milliseconds; undefined where it is none. */
function unitMillis(word: string): number | undefined {
  return words.find(([form]) => form.test(word))?.[1];
}

/** The unit that a column's name speaks of, as in "TTR (min)", "Dauer in Stunden" or "所要時間（分）"; null for none. */
export function unitInName(name: string): DurationUnit | null {
  const parts = name.toLowerCase().split(/[^\p{L}]+/u);
  const clock = parts.filter((part) => /^(h{1,2}|m{2}|s{2})$/.test(part)).join("");
  if (/^h{1,2}mm/.test(clock)) return "hours";
  if (clock === "mmss") return "minutes";
  // A letter alone says it at the end: "duration_s", and not "incident's duration".
  const found = parts
    .filter(
      (part, i) => part.length > 1 || part === "h" || (part !== "" && parts.slice(i + 1).join("") === ""),
    )
    .map((part) => durationUnits.find((unit) => millisOf[unit] === unitMillis(part)))
    .filter((unit) => unit !== undefined);
  return new Set(found).size === 1 ? (found[0] as DurationUnit) : null;
}

const nearly =
  /^(?:[~≈∼]|約|およそ|(?:ca|circa|approx|approximately|about|around|roughly|etwa|ungefähr|rund|env|environ|aprox|aproximadamente|alrededor de|unos|unas|cerca de|circa)(?=[ .\d]))\.? ?/u;
const nearlyAfter = /(?: (?:approx|circa|ca|or so)\.?|程度|くらい|ほど)$/u;
const bound =
  /^(?:[<>≤≥]=?|(?:more|less|longer|shorter|fewer) than |over |under |at (?:least|most) |up to |max\.? |min\.? |mehr als |weniger als |länger als |über |unter |mindestens |höchstens |bis zu |plus de |moins de |au moins |au plus |jusqu.à |más de |menos de |al menos |hasta |mais de |pelo menos |até |più di |meno di |almeno |fino a |oltre )|\+$| or (?:more|less|longer)$|(?:以上|以下|以内|未満|超)$/u;
const range =
  /^(?:between |zwischen |entre |tra )|\d[^\d]*?(?:[-~〜～–]|\b(?:to|bis|hasta|until)\b|(?<= )(?:à|a|até)(?= ))\s*[~]?\d/u;

const refuse = (reason: string): DurationReading => ({ kind: "unreadable", reason });

export type DurationRules = { unit: DurationUnit | null; mark: DecimalMark | null };

/** Whether it says that something took, or was, more or less than it names. */
export const isBound = (text: string) => bound.test(text.trim().toLowerCase());

export const isRange = (text: string) => range.test(text.trim().toLowerCase());

/**
 * How long something took: 1h34m, 225m, 3,5 Std., 2d3h, 0 days 01:12:00, PT1H34M, or a plain number in `unit`.
 * Two numbers with a colon (1:12) may be hours or minutes and need the unit of the first. A bound or a range is no
 * length; an approximation is the length that it states.
 */
export function readDuration(cell: string, { unit, mark }: DurationRules): DurationReading {
  if (isMissing(cell)) return { kind: "missing" };
  const whole = tidy(cell);
  if (unit !== null && /^\d{1,15}$/.test(whole)) return lasting(Number(whole) * millisOf[unit]);
  const text = whole.replace(nearly, "").replace(nearlyAfter, "");
  if (text.startsWith("-")) return refuse("A duration cannot be negative.");
  if (bound.test(text)) return refuse("This says that it took more or less than that, and not how long.");
  if (range.test(text)) return refuse("This is a range, and not how long it took.");
  const about = text !== whole;
  const reading = isPlain(text) ? plain(text, { unit, mark }) : (clock(text, unit) ?? withWords(text, mark));
  return reading.kind === "duration" ? { ...reading, about } : reading;
}

function tidy(cell: string): string {
  return cell
    .normalize("NFKC")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

const isPlain = (text: string) => /^[\d.,'’ ]+$/.test(text);

type Value =
  | { kind: "duration"; millis: number; about: boolean }
  | Exclude<DurationReading, { kind: "duration" }>;

const lasting = (millis: number): Value => ({ kind: "duration", millis: Math.round(millis), about: false });

function plain(text: string, { unit, mark }: DurationRules): Value {
  if (unit === null) return { kind: "no-unit", reason: "The unit of this duration was not chosen." };
  const number = amount(text, mark);
  if (number.kind === "ambiguous-mark") return number;
  if (number.kind !== "value") return refuse("This is not a number.");
  return lasting(number.value * millisOf[unit]);
}

/** Marks that the digits leave open are those of the column; others are as they are written. */
function amount(text: string, mark: DecimalMark | null) {
  const number = readNumber(text, null);
  return number.kind === "ambiguous-mark" ? readNumber(text, mark) : number;
}

const twoParts = /^(\d{1,4}):(\d{2})(?: ?(h|hrs?|std|min|m))?$/;

function clock(text: string, unit: DurationUnit | null): Value | null {
  const match = twoParts.exec(text);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (second > 59) return refuse("There are no more than 59 minutes or seconds behind a colon.");
  const scale = match[3] === undefined ? (unit === null ? undefined : millisOf[unit]) : unitMillis(match[3]);
  if (scale === 3_600_000 || scale === 60_000) return lasting(first * scale + (second * scale) / 60);
  return { kind: "no-unit", reason: "This may be hours and minutes, or minutes and seconds." };
}

const piece = /(\d[\d.,'’]*(?: \d{3}(?!\d))*) ?(\p{L}+)\.?/gu;
/** "1h30" has no second unit. */
const shortHours = /^(\d{1,3}) ?(?:h|std\.?) ?(\d{2})$/;
const between = /\b(?:and|und|et|e|y|en)\b|[,&]/gu;

function withWords(text: string, mark: DecimalMark | null): Value {
  const hours = shortHours.exec(text);
  if (hours !== null && Number(hours[2]) < 60)
    return lasting(Number(hours[1]) * 3_600_000 + Number(hours[2]) * 60_000);
  const isIso = /^p(?=\d|t\d)/.test(text);
  if (isIso && /^p[^t]*[ym]/.test(text)) return refuse("Months and years are of no one length.");
  // Days before a clock, as .NET and Splunk write them.
  const rest = isIso
    ? text.slice(1).replace("t", " ")
    : text.replace(/^(\d+)[.+](?=\d\d:\d\d:\d\d)/, "$1 d ");
  const parts: number[] = [];
  let open: Value | null = null;
  const left = rest
    .replace(/(\d{1,4}):([0-5]\d):([0-5]\d(?:[.,]\d+)?)(?: ?(?:h|hrs?|std)\b)?/u, (_, h, m, s) => {
      parts.push(Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s.replace(",", ".")) * 1_000);
      return " ";
    })
    .replace(/(?<=\p{L}\.?),(?= ?\d)/gu, " ")
    .replace(piece, (whole, number: string, word: string) => {
      const scale = unitMillis(word);
      const read = scale === undefined ? null : amount(number.replace(/[,.]$/, ""), mark);
      if (read === null || scale === undefined) return whole;
      if (read.kind === "ambiguous-mark") open = read;
      else if (read.kind !== "value") return whole;
      else parts.push(read.value * scale);
      return " ";
    })
    .replace(between, " ");
  if (left.trim() !== "") return refuse("This is not a duration in a form that can be read.");
  return open ?? lasting(parts.reduce((sum, part) => sum + part, 0));
}

/** What the numbers of a duration say of the decimal mark. */
export function marksIn(cell: string): string[] {
  const text = tidy(cell);
  if (isPlain(text)) return [text];
  return [...text.matchAll(piece)].map(([, number]) => (number as string).replace(/[,.]$/, ""));
}
