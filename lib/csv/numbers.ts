import { isMissing } from "./words.ts";

export const decimalMarks = ["point", "comma"] as const;
/** Which mark stands before the fraction; the other one, blanks and apostrophes part the thousands. */
export type DecimalMark = (typeof decimalMarks)[number];

export type NumberReading =
  | { kind: "value"; value: number }
  | { kind: "missing" }
  | { kind: "ambiguous-mark"; reason: string }
  | { kind: "unreadable"; reason: string };

const scales: Record<string, number> = { k: 1e3, m: 1e6, mn: 1e6, mio: 1e6, bn: 1e9, b: 1e9 };

type Pieces = { digits: string; sign: number; scale: number };

/**
 * A count, an amount or a rate as people write it: 1,800,000 or 1.800.000 or 1 800 000, $1.2M, 2.5e6, 12 %.
 * `1.800` is 1.8 to some and 1800 to others, and is left open unless `mark` says.
 */
export function readNumber(cell: string, mark: DecimalMark | null): NumberReading {
  if (/^-?\d{1,15}$/.test(cell)) return { kind: "value", value: Number(cell) };
  if (isMissing(cell)) return { kind: "missing" };
  const pieces = takeApart(cell);
  if (!pieces) return { kind: "unreadable", reason: "This is not a number." };
  const decided = markOf(pieces.digits);
  if (decided === "neither")
    return { kind: "unreadable", reason: "The thousands in this number are not in threes." };
  if (decided === "either" && mark === null) {
    return {
      kind: "ambiguous-mark",
      reason: "The mark in this number can part thousands or begin a fraction.",
    };
  }
  if (decided !== "either" && decided !== "none" && mark !== null && decided !== mark) {
    return { kind: "unreadable", reason: `With a decimal ${mark} this is not a number.` };
  }
  const point = (decided === "either" || decided === "none" ? mark : decided) === "comma" ? "," : ".";
  const plain = pieces.digits.replaceAll(point === "." ? "," : ".", "").replace(point, ".");
  const value = Number(`${plain}`) * pieces.scale * pieces.sign;
  if (!Number.isFinite(value)) return { kind: "unreadable", reason: "This number is too large." };
  if (value === 0 && /[1-9]/.test(plain.split(/e/i)[0]!))
    return { kind: "unreadable", reason: "This number is too small." };
  return { kind: "value", value: pieces.scale === 1 ? value : Number(value.toPrecision(15)) };
}

function takeApart(cell: string): Pieces | null {
  // A superscript would become a plain digit: 10² is not 102.
  if (/\p{No}/u.test(cell)) return null;
  const whole = cell
    .normalize("NFKC")
    .replace(/\u2212/g, "-")
    .trim();
  if (partsOther(whole)) return null;
  let text = whole.replace(/[\s'’_]/g, "");
  let sign = 1;
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) {
    text = bracketed[1] as string;
    sign = -1;
  }
  text = text.replace(/^([-+]?)(?:[$€£¥]|usd|eur|gbp)/i, "$1").replace(/(?:[$€£¥%]|usd|eur|gbp)$/i, "");
  const match = /^([-+]?)(\d[\d.,]*(?:e[-+]?\d{1,3})?|[.,]\d+)(k|m|mn|mio|bn|b)?$/i.exec(text);
  if (!match || (match[3] !== undefined && /e/i.test(match[2]!))) return null;
  if (match[1] === "-") sign = -sign;
  return { digits: match[2] as string, sign, scale: scales[(match[3] ?? "").toLowerCase()] ?? 1 };
}

/** Blanks and apostrophes between digits part thousands, in threes and before any mark: "12 15" is two numbers. */
function partsOther(text: string): boolean {
  if (/[.,][\s'’_]+\d|\d[\s'’_]+[.,]/.test(text)) return true;
  const runs = text.match(/[.,]?\d+(?:[\s'’_]+\d+)+/g) ?? [];
  return runs.some((run) => !/^\d{1,3}(?:[\s'’_]\d{3})+$/.test(run));
}

/** Which decimal mark the digits themselves allow. */
function markOf(digits: string): DecimalMark | "either" | "none" | "neither" {
  const [body] = digits.split(/e/i) as [string];
  const hasPoint = body.includes(".");
  const hasComma = body.includes(",");
  if (!hasPoint && !hasComma) return "none";
  if (hasPoint && hasComma) {
    const mark: DecimalMark = body.lastIndexOf(".") > body.lastIndexOf(",") ? "point" : "comma";
    const [whole, ...fractions] = body.split(mark === "point" ? "." : ",");
    return fractions.length === 1 && inThrees(whole as string) ? mark : "neither";
  }
  const other: DecimalMark = hasPoint ? "comma" : "point";
  const own: DecimalMark = hasPoint ? "point" : "comma";
  const marks = body.split(hasPoint ? "." : ",").length - 1;
  if (marks > 1) return inThrees(body) ? other : "neither";
  if (digits !== body) return own;
  return inThrees(body) && !body.startsWith("0") ? "either" : own;
}

function inThrees(digits: string): boolean {
  return /^\d{1,3}([.,]\d{3})*$/.test(digits) || /^\d+$/.test(digits);
}

/** What one cell says of the column's decimal mark: it settles it, leaves it open, or has nothing to say. */
export function markEvidence(cell: string): DecimalMark | "open" | null {
  const pieces = takeApart(cell);
  if (!pieces) return null;
  const mark = markOf(pieces.digits);
  if (mark === "either") return "open";
  return mark === "point" || mark === "comma" ? mark : null;
}
