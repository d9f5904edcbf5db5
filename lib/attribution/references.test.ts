import { expect, test } from "vitest";
import { referencesIn } from "./references.ts";

const a = "0123456789abcdef0123456789abcdef01234567";
const b = "fedcba9876543210fedcba9876543210fedcba98";
const found = (message: string) => referencesIn(message).map(({ kind, sha }) => [kind, sha]);

test.each<[string, [string, string][]]>([
  [`Revert "Add a cache"\n\nThis reverts commit ${a}.\n`, [["revert", a]]],
  [`Revert "Merge"\n\nThis reverts commit ${a}, reversing\nchanges made to ${b}.`, [["revert", a]]],
  [`Reapply "Add"\n\nThis reverts commit\n${a}.`, [["revert", a]]],
  [
    `Take both back\n\nThis reverts commits ${a} and ${b}.`,
    [
      ["revert", a],
      ["revert", b],
    ],
  ],
  ["Undo\n\nPartially reverts commit 0123456789ab.", [["revert", "0123456789ab"]]],
  ["Undo\n\nThis partially reverts 0123456.", [["revert", "0123456"]]],
  [`Undo\n\nReverts: ${a}`, [["revert", a]]],
  ["Revert 0123456: add a cache", [["revert", "0123456"]]],
  ['net: mend it\n\nFixes: 0123456789ab ("net: add it")\nCc: stable', [["fix", "0123456789ab"]]],
  ["Mend\n\nfixes: 0123456", [["fix", "0123456"]]],
  ["Mend\n\nFixed commit 0123456", [["fix", "0123456"]]],
  [
    `Squashed\n\n* Mend\n\nFixes: ${a}\n\n* Take back\n\nThis reverts commit ${b}.`,
    [
      ["revert", b],
      ["fix", a],
    ],
  ],
  [`Twice\n\nThis reverts commit ${a}.\nThis reverts commit ${a}.`, [["revert", a]]],
])("%j names what it takes back or mends", (message, expected) => {
  expect(found(message)).toEqual(expected);
});

test.each([
  "Mend\n\nFixes: #123",
  "Mend\n\nFixes #1234567",
  "Reverts owner/name#12",
  "Mend\n\nFixes: https://example.com/0123456",
  `Say why\n\nThis does not revert commit ${a}.`,
  `Pick\n\n(cherry picked from commit ${a})`,
  `Revert "Mend"\n\n> Fixes: ${a}`,
  `Revert "Mend"\n\n    Fixes: ${a}\n    This reverts commit ${b}.`,
  `Tell how\n\n\`\`\`\nThis reverts commit ${a}.\n\`\`\``,
  "Fixes: abcdef",
  `Whoever fixes: ${a} first`,
])("%j names nothing of its own", (message) => {
  expect(found(message)).toEqual([]);
});

test("what was said stands with it, in one line", () => {
  expect(referencesIn(`Reapply\n\nThis reverts commit\n${a}.`)[0]!.said).toBe(`This reverts commit ${a}`);
});

test("a message made to be slow is read at once", () => {
  const began = performance.now();
  referencesIn(`This ${"very".repeat(50_000)}ly reverts ${"0123456, ".repeat(50_000)}x`);
  referencesIn(`${"fixes ".repeat(100_000)}`);
  referencesIn(`Reverts commits ${"0123456 and ".repeat(50_000)}`);
  expect(performance.now() - began).toBeLessThan(2000);
});
