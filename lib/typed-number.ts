import { readNumber } from "./csv/numbers.ts";

/**
 * Numbers as people type and paste them: 1200, 1,200, 1.2k, 1.5 million, 1,5 Mio, 3e6. Nothing is guessed and nothing
 * is taken off: what can be read in two ways is refused, and the words say how to write it.
 */
export type TypedNumber = { value: number } | { refusal: string };

export interface NumberBounds {
  /** Only whole numbers can be meant. */
  whole: boolean;
  least?: number;
  most?: number;
}

/** As this product itself writes numbers: 1,200 copied from a page is 1,200. */
const asShown = /^\d{1,3}(,\d{3})+$/;

const scales: readonly [RegExp, string][] = [
  [/(?:thousand|tsd\.?)$/i, "k"],
  [/(?:millions?|millionen|mill\.?|mio\.?)$/i, "m"],
  [/(?:billions?|milliarden?|mrd\.?)$/i, "bn"],
];

export function readTypedNumber(typed: string, bounds: NumberBounds): TypedNumber {
  const text = typed.normalize("NFKC").trim();
  const scaled = scales.reduce((cell, [words, short]) => cell.replace(words, short), text);
  const read = readNumber(scaled, asShown.test(scaled) ? "point" : null);
  switch (read.kind) {
    case "value":
      return bounded(read.value, { ...bounds, typed: text });
    case "ambiguous-mark":
      return {
        refusal: `“${text}” is read in two ways: ${bothWays(text)}. Write it without a mark for thousands.`,
      };
    default:
      return { refusal: `“${text}” is not one number. Write it as 1200, 1.2k or 1.2 million.` };
  }
}

function bounded(value: number, of: NumberBounds & { typed: string }): TypedNumber {
  const { whole, least = 0, most = Number.MAX_SAFE_INTEGER, typed } = of;
  if (whole && !Number.isInteger(value))
    return { refusal: `“${typed}” is ${formatted(value)}, and only a whole number can be meant here.` };
  if (value < least)
    return {
      refusal: least === 0 ? "This must not be negative." : `This must be ${formatted(least)} or more.`,
    };
  if (value > most) return { refusal: `This must be ${formatted(most)} or less.` };
  return { value };
}

/** `1.200` is 1,200 to some and 1.2 to others. */
function bothWays(text: string): string {
  const readings = (["point", "comma"] as const).map((mark) => readNumber(text, mark));
  return readings.map((read) => (read.kind === "value" ? formatted(read.value) : "?")).join(" or ");
}

export function formatted(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 6 });
}
