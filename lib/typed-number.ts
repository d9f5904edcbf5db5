import { readNumber } from "./csv/numbers.ts";

/**
 * Numbers as people type and paste them: 1200, 1,200, 1.2k, 1.5 million, 1,5 Mio, 3e6. Nothing is guessed and nothing
 * is taken off: what can be read in two ways is asked about, and what is refused says why.
 */
export type TypedNumber =
  | { value: number }
  | {
      refusal: string;
      /** Where it can be read in more than one way: each way. */
      readings?: readonly number[];
    };

export interface NumberBounds {
  /** Only whole numbers can be meant. */
  whole: boolean;
  least?: number;
  most?: number;
  /** What is counted, "%" for a share in percent: it may stand behind the number. */
  unit?: string;
  /** An amount of money: a sign of a currency may stand with it. */
  money?: true;
}

/** As this product itself writes numbers: 1,200 copied from a page is 1,200 where no fraction can be meant. */
const asShown = /^\d{1,3}(,\d{3})+$/;

const scales: readonly [RegExp, string][] = [
  [/(?:thousand|tsd\.?)$/i, "k"],
  [/(?:millions?|millionen|mill\.?|mio\.?)$/i, "m"],
  [/(?:billions?|milliarden?|mrd\.?)$/i, "bn"],
];

export function readTypedNumber(typed: string, bounds: NumberBounds): TypedNumber {
  const shown = typed.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
  const text = withoutUnit(shown.normalize("NFKC"), bounds);
  const misplaced = ofAnotherUnit(text, shown, bounds);
  if (misplaced !== null) return { refusal: misplaced };
  const scaled = scales.reduce((cell, [words, short]) => cell.replace(words, short), text);
  const scalesOfM = bounds.unit === "minutes" ? bothScales(text) : [];
  if (scalesOfM.length > 0) return asked(scalesOfM, { ...bounds, typed: shown });
  // What is no plain digit is left for the reader to refuse, before it is made one.
  const cell = /\p{No}/u.test(shown) ? shown : scaled;
  const read = readNumber(cell, bounds.whole && asShown.test(cell) ? "point" : null);
  switch (read.kind) {
    case "value":
      return bounded(read.value, { ...bounds, typed: shown });
    case "ambiguous-mark":
      return asked(bothMarks(cell), { ...bounds, typed: shown });
    default:
      return { refusal: whyNot(shown) };
  }
}

const spellings: Record<string, string> = { "%": "%|percent|per cent|prozent", minutes: "min(?:ute)?s?\\.?" };

/** "12 %" and "90 minutes" say of themselves what the field is in. */
function withoutUnit(text: string, { unit }: NumberBounds): string {
  if (unit === undefined) return text;
  const words = spellings[unit] ?? `${unit.replace(/s$/, "")}s?`;
  return text.replace(new RegExp(`(?<=\\S)\\s*(?:${words})$`, "i"), "");
}

function ofAnotherUnit(text: string, shown: string, { money }: NumberBounds): string | null {
  if (text.includes("%")) return `“${shown}” is a share in percent, which cannot be meant here.`;
  if (!money && /[$€£¥]|(?:usd|eur|gbp)$/i.test(text))
    return `“${shown}” is an amount of money, which cannot be meant here.`;
  return null;
}

function bounded(value: number, of: NumberBounds & { typed: string }): TypedNumber {
  const { whole, least = 0, most = Number.MAX_SAFE_INTEGER, typed } = of;
  if (value > Number.MAX_SAFE_INTEGER) return { refusal: `“${typed}” is more than can be kept to the unit.` };
  if (whole && !Number.isInteger(value))
    return { refusal: `“${typed}” is ${formatted(value)}, and only a whole number can be meant here.` };
  if (value < least)
    return {
      refusal: least === 0 ? "This must not be negative." : `This must be ${formatted(least)} or more.`,
    };
  if (value > most) return { refusal: `This must be ${formatted(most)} or less.` };
  return { value: value === 0 ? 0 : value };
}

function asked(readings: readonly number[], of: NumberBounds & { typed: string }): TypedNumber {
  if (readings[0]! < 0) return bounded(readings[0]!, of);
  const ways = readings.map(formatted).join(" or ");
  return { refusal: `“${of.typed}” is read in two ways: ${ways}. Which is meant?`, readings };
}

/** `1.200` is 1,200 to some and 1.2 to others. */
function bothMarks(text: string): number[] {
  const read = (["point", "comma"] as const).map((mark) => readNumber(text, mark));
  return read
    .flatMap((reading) => (reading.kind === "value" ? [reading.value] : []))
    .toSorted((a, b) => a - b);
}

/** `90m` is 90 minutes to some and 90 million to others. */
function bothScales(text: string): number[] {
  const before = /^(.*\d) ?m$/.exec(text)?.[1];
  const read = before === undefined ? null : readNumber(before, null);
  return read?.kind === "value" && read.value !== 0 ? [read.value, read.value * 1e6] : [];
}

const howToWrite = "Write it as 1200, 1.2k or 1.2 million.";

function whyNot(shown: string): string {
  if (!/\p{N}/u.test(shown)) return `“${shown}” is not one number in digits. ${howToWrite}`;
  if (/^(?:[~≈<>≤≥]|about|around|approx|circa|ca\b|over|under|more|less|at least)|\d\s*\+$/i.test(shown))
    return `“${shown}” is not one number, but about how much. Write the number itself, or leave this empty.`;
  if (/\d\s*(?:(?<!e)[-–—~]|\.\.+|to|or|bis)\s*\d/i.test(shown))
    return `“${shown}” is not one number, but a range. Write the number itself, or leave this empty.`;
  return `“${shown}” is not one number. ${howToWrite}`;
}

export function formatted(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 15 });
}
