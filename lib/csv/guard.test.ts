import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guard, unguard } from "./guard.ts";
import { createRowParser } from "./rows.ts";
import { separators } from "./separators.ts";
import { csvLine } from "./write.ts";

const mark = fc.constantFrom("=", "+", "-", "@", "＝", "＋", "－", "＠");
const piece = fc.oneof(
  mark,
  fc.constantFrom(
    "'",
    '"',
    " ",
    "\u3000",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ",",
    ";",
    "|",
    "a",
    "1",
    "-2.5",
    "cmd()",
  ),
  fc.string({ unit: "binary", maxLength: 3 }).map((text) => text.replaceAll("\0", "")),
);
const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(""));
const separator = fc.constantFrom(...separators);

const isNumber = (cell: string) => /^-\d+(\.\d+)?$/.test(cell);
/** What a spreadsheet evaluates, blanks before it left aside. */
const isFormula = (cell: string) => /^[ \u00a0\u3000\f\v]*[=+\-@＝＋－＠]/.test(cell) && !isNumber(cell);

describe("what a spreadsheet would run", () => {
  test.each([
    ["a;=cmd()", "'a;'=cmd()"],
    ["＝1+1", "'＝1+1"],
    [" @sum(a1)", "' @sum(a1)"],
    ["x\n-1+1", "'x\n'-1+1"],
    ['a;"=1', `'a;"'=1`],
    ["'=1", "''=1"],
    ["fell, -5% since", "fell, -5% since"],
    ["a = b; c-d", "a = b; c-d"],
    ["-5", "-5"],
  ])("%j is written as %j between commas, and read back", (cell, written) => {
    expect(guard(cell, ",")).toBe(written);
    expect(unguard(written)).toBe(cell);
  });

  test("begins no cell of a line, whichever separator the spreadsheet takes", () => {
    fc.assert(
      fc.property(
        fc.array(
          text.filter((one) => !isNumber(one)),
          { minLength: 1, maxLength: 4 },
        ),
        separator,
        separator,
        (cells, own, taken) => {
          const line = csvLine(cells, own);
          const { rows } = createRowParser({ separator: taken, newline: "\n", firstLine: 1 }).feed(
            line,
            true,
          );
          const begun = rows.flatMap((row) => row.cells.flatMap((cell) => cell.split("\r")));
          expect(begun.filter(isFormula), JSON.stringify(line)).toEqual([]);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("comes back to the letter", () => {
    fc.assert(
      fc.property(text, separator, (cell, own) => {
        expect(unguard(guard(cell, own))).toBe(cell);
      }),
      { numRuns: 3_000 },
    );
  });

  test("is looked for in a time that grows with the text alone", () => {
    const began = performance.now();
    for (const long of ["\n", " ", "'", '"', "; ", ";'", '\n"']) guard(long.repeat(200_000), ",");
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
