import fc from "fast-check";
import { expect, test } from "vitest";
import { proposeSeverity } from "./severities.ts";

const words = [
  ["critical", "blocker", "highest", "emergency", "catastrophic", "severe"],
  ["high", "major", "error"],
  ["medium", "moderate", "normal", "minor", "warning", "warn"],
  ["low"],
  ["lowest", "trivial", "info", "informational", "planning"],
].flatMap((alike, i) => alike.map((word) => [word, i + 1] as const));
const meaningless = ["none", "no impact", "unknown", "page", "urgent", "tbd", "n/a", ""];
const numbers = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const prefixes = ["sev", "severity", "s", "p", "prio", "priority"];
const gaps = ["", " ", "-", "_"];

const anyCase = (text: string) =>
  fc.constantFrom(
    text,
    text.toUpperCase(),
    ` ${text} `,
    text.replace(/^./, (c) => c.toUpperCase()),
  );
const usual = (digit: string) => (Number(digit) > 5 ? null : Math.max(1, Number(digit)));

test.each(words)("%s by itself usually means %i", (word, severity) => {
  fc.assert(fc.property(anyCase(word), (text) => void expect(proposeSeverity(text)).toBe(severity)));
});

test("a number by itself means nothing without what says that 1 is the worst", () => {
  for (const digit of numbers) {
    for (const text of [digit, `${digit}.`, `#${digit}`, `level ${digit}`, `${digit}0`])
      expect(proposeSeverity(text)).toBeNull();
    for (const prefix of prefixes)
      for (const gap of gaps) expect(proposeSeverity(`${prefix}${gap}${digit}`)).toBe(usual(digit));
  }
});

test("a number and a word mean something together where both usually mean the same, and else nothing", () => {
  const joined = fc.record({
    pair: fc.constantFrom(...words),
    digit: fc.constantFrom(...numbers),
    prefix: fc.constantFrom("", ...prefixes),
    gap: fc.constantFrom(...gaps),
    between: fc.constantFrom(" - ", "-", ": ", " – ", " (", "(", " / "),
    wordFirst: fc.boolean(),
  });
  fc.assert(
    fc.property(joined, ({ pair: [word, severity], digit, prefix, gap, between, wordFirst }) => {
      const number = prefix === "" ? digit : `${prefix}${gap}${digit}`;
      const close = between.endsWith("(") ? ")" : "";
      const text = wordFirst ? `${word}${between}${number}${close}` : `${number}${between}${word}${close}`;
      expect([text, proposeSeverity(text)]).toEqual([text, usual(digit) === severity ? severity : null]);
    }),
    { numRuns: 5000 },
  );
});

test("a word that says no severity says none, with a number beside it too", () => {
  for (const word of meaningless) {
    expect(proposeSeverity(word)).toBeNull();
    for (const digit of numbers) expect(proposeSeverity(`${digit} - ${word}`)).toBeNull();
  }
});

test("a tool's own meaning of its words goes before the usual one", () => {
  expect(proposeSeverity("High", { high: 1 })).toBe(1);
  expect(proposeSeverity("critical", { critical: null })).toBeNull();
  expect(proposeSeverity("constructor")).toBeNull();
});
