import { type Separator, separators } from "./separators.ts";

/**
 * A spreadsheet runs a cell that begins like a formula. Where it takes another mark for the separator, quotes hold
 * nothing together: it begins a cell wherever that mark, or the end of a line, stands in a text. Writing puts an
 * apostrophe before whatever would run or looks guarded already, and one before the whole cell, so that reading can
 * take exactly these away.
 */

const formula = "[=+\\-@＝＋－＠]";
const blank = " \\u00a0\\u3000\\f\\v";
const first = `(?:[\\t\\r\\n]|[${blank}]*${formula})`;
const within = (marks: readonly string[]) => `[${marks.join("")}\\r\\n][${blank}"]*'*`;

const runsFirst = new RegExp(`^'*${first}`);
const guardedFirst = new RegExp(`^'+${first}`);
const runsWithin = new RegExp(`${within(separators)}(?=${formula})`, "g");
const guardedWithin = new RegExp(`(${within(separators)})'(?=${formula})`, "g");
const runsElsewhere = new Map(
  separators.map((own) => {
    const others = separators.filter((mark) => mark !== own);
    return [own, new RegExp(`${within(others)}${formula}`)];
  }),
);
const plainNumber = /^-\d+(\.\d+)?([eE][+-]?\d+)?$/;

export function guard(cell: string, separator: Separator): string {
  const runs = runsFirst.test(cell) || runsElsewhere.get(separator)?.test(cell) || isGuarded(cell);
  return runs && !plainNumber.test(cell) ? `'${cell.replace(runsWithin, "$&'")}` : cell;
}

export function unguard(cell: string): string {
  return isGuarded(cell) ? cell.slice(1).replace(guardedWithin, "$1") : cell;
}

function isGuarded(cell: string): boolean {
  return cell.charCodeAt(0) === 39 && (guardedFirst.test(cell) || cell.search(guardedWithin) !== -1);
}
