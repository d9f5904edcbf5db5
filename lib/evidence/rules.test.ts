import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AiAssistance, aiAssistances, aiEvidences } from "#db/values.ts";
import { bare, concluded, ledgerOf, type Piece, strengthOf } from "./rules.ts";
import { whyInWords } from "./words.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 5, 12, minute));

function piece(channel: Piece["channel"], assistance: AiAssistance, more: Partial<Piece> = {}): Piece {
  return {
    channel,
    assistance,
    decision: null,
    source: "github",
    about: null,
    tool: null,
    model: null,
    said: null,
    by: null,
    at: at(0),
    commits: null,
    lines: null,
    ...more,
  };
}

const pieces = fc.array(
  fc.record({
    channel: fc.constantFrom(...aiEvidences),
    assistance: fc.constantFrom(...aiAssistances),
    decision: fc.constantFrom(null, null, null, "made" as const, "taken-back" as const),
    source: fc.constantFrom("github", "git"),
    about: fc.constantFrom(null, "pull request 12", "its record"),
    tool: fc.constantFrom(null, "Cursor", "Claude Code"),
    model: fc.constantFrom(null, "Opus 4.5"),
    said: fc.constant(null),
    by: fc.constant(null),
    at: fc.nat(3).map(at),
    commits: fc.option(
      fc.record({ ai: fc.nat(4), none: fc.constant(0), of: fc.integer({ min: 4, max: 9 }) }),
    ),
    lines: fc.option(fc.record({ ai: fc.nat(4), human: fc.constant(0), of: fc.integer({ min: 4, max: 9 }) })),
  }),
  { maxLength: 7 },
);

describe("what the evidence of a change comes to", () => {
  test("is the same in whatever order it came in, and however often", () => {
    const shuffled = pieces.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        const once = new Map(again.map((one) => [JSON.stringify(one), one]));
        expect(concluded([...once.values()])).toEqual(
          concluded([...new Map(all.map((one) => [JSON.stringify(one), one])).values()]),
        );
      }),
      { endOnFailure: true },
    );
  });

  test("is the same whenever each piece was heard, also where two speak of one thing at one moment", () => {
    const two = [
      piece("pull-request-label", "assisted", { tool: "Cursor" }),
      piece("pull-request-label", "assisted", { tool: "Claude Code" }),
    ];
    const heard = (minutes: number[]) =>
      ledgerOf(two.map((one, i) => ({ ...one, heardAt: minutes[i] === undefined ? null : at(minutes[i]) })));
    const [first, second] = [heard([1, 2]), heard([2, 1])];
    const standingTool = (ledger: typeof first) => ledger.map(({ tool, counts }) => [tool, counts]);
    expect(standingTool(first)).toEqual(standingTool(second));
    expect(concluded(first)).toEqual(concluded(second));
    // As they are while something is added: some read from the ledger, some new.
    expect(concluded([first[0]!, bare(first[1]!)])).toEqual(concluded([bare(first[0]!), first[1]!]));
  });

  test("is AI only where a piece says so, none only where one denies it, and unknown where none speaks", () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const { aiAssistance, aiStrength, aiCommits, commits } = concluded(all);
        if (aiAssistance !== "unknown")
          expect(
            all.some(
              (one) =>
                (one.assistance === "none") === (aiAssistance === "none") && one.assistance !== "unknown",
            ),
          ).toBe(true);
        else expect(aiStrength).toBeNull();
        if (commits !== null) expect(aiCommits ?? 0).toBeLessThanOrEqual(commits);
      }),
      { endOnFailure: true },
    );
  });

  test("follows the strongest kind that says anything, and tells that others disagree", () => {
    const all = [
      piece("pull-request-label", "none"),
      piece("commit-trailer", "assisted", { tool: "Cursor" }),
    ];
    expect(concluded(all)).toMatchObject({
      aiAssistance: "assisted",
      aiTool: "Cursor",
      aiEvidence: "commit-trailer",
      aiStrength: "commits",
      aiConflict: true,
    });
    expect(concluded(all.slice(1)).aiConflict).toBe(false);
    const quiet = [piece("commit-trailer", "unknown"), piece("pull-request-label", "assisted")];
    expect(concluded(quiet)).toMatchObject({ aiAssistance: "assisted", aiStrength: "pull-request" });
  });

  test("takes how far AI went from what can tell it, where the lines only tell how much", () => {
    const lines = piece("line-notes", "assisted", { lines: { ai: 90, human: 10, of: 120 } });
    const agent = piece("pull-request-author", "agent", { tool: "Devin" });
    expect(concluded([lines, agent])).toMatchObject({
      aiAssistance: "agent",
      aiTool: "Devin",
      aiEvidence: "line-notes",
      aiStrength: "lines",
      lines: 120,
      aiLines: 90,
      humanLines: 10,
    });
  });

  test("of one kind and thing is the latest word: a label that was taken off says nothing any more", () => {
    const on = piece("pull-request-label", "assisted", { about: "pull request 12" });
    const off = piece("pull-request-label", "unknown", { about: "pull request 12", at: at(1) });
    expect(concluded([off, on]).aiAssistance).toBe("unknown");
    const other = piece("pull-request-label", "assisted", { about: "pull request 13" });
    expect(concluded([off, on, other]).aiAssistance).toBe("assisted");
  });

  test("is what a person decided, until that is taken back", () => {
    const marks = piece("commit-trailer", "assisted");
    const decision = piece("engineer-statement", "none", { decision: "made", by: "Jane", at: at(-60) });
    expect(concluded([decision, marks])).toMatchObject({ aiAssistance: "none", aiConflict: true });
    const back = { ...decision, decision: "taken-back" as const, at: at(2) };
    expect(concluded([decision, marks, back])).toMatchObject({ aiAssistance: "assisted", aiConflict: false });
  });

  test("is not made of somebody's activity that day", () => {
    expect(concluded([piece("activity", "assisted", { tool: "Cursor" })])).toMatchObject({
      aiAssistance: "unknown",
      aiStrength: null,
      aiConflict: null,
    });
  });

  test("counts the commits before a squash where it lost the marks, and never both", () => {
    const out = piece("commit-trailer", "unknown", { about: "commits", commits: { ai: 0, none: 0, of: 1 } });
    const before = piece("squashed-commits", "assisted", {
      about: "pull request 12",
      commits: { ai: 3, none: 0, of: 4 },
    });
    expect(concluded([out, before])).toMatchObject({ commits: 4, aiCommits: 3 });
  });

  test("adds what two kinds of marks tell of the same commits, each commit counted once", () => {
    const by = (channel: Piece["channel"], ai: number) =>
      piece(channel, "assisted", { about: "commits", commits: { ai, none: 0, of: 4 } });
    const all = [by("commit-trailer", 2), by("commit-author", 1)];
    expect(concluded(all)).toMatchObject({ commits: 4, aiCommits: 3 });
  });

  test("has a strength for every kind of evidence", () => {
    expect(aiEvidences.map(strengthOf)).not.toContain(undefined);
  });
});

describe("the reason", () => {
  const why = (...all: Piece[]) => whyInWords(concluded(all), all);
  const label = piece("pull-request-label", "assisted", {
    about: "pull request 12",
    said: "ai-assisted",
    tool: "Cursor",
  });

  test.each([
    [[], "Nothing was said of AI in it."],
    [[label], "A label (pull request 12): made with the help of AI (Cursor; “ai-assisted”)."],
    [
      [label, piece("change-record", "none")],
      "A label (pull request 12): made with the help of AI (Cursor; “ai-assisted”). Against it: its change record: no AI was used.",
    ],
    [
      [
        label,
        piece("commit-trailer", "agent", { commits: { ai: 3, none: 0, of: 4 }, tool: "Devin", model: "2" }),
      ],
      "Marks in its commits: made by an agent on its own (Devin, 2; 3 of 4 commits). 1 other piece of evidence says the same.",
    ],
    [
      [label, piece("engineer-statement", "none", { decision: "made", by: "Jane" })],
      "Jane decided: no AI was used, whatever its evidence says. Against it: a label (pull request 12): made with the help of AI (Cursor; “ai-assisted”).",
    ],
    [
      [piece("activity", "assisted")],
      "Not known: its author used an AI tool that day, which says nothing of this change.",
    ],
    [[piece("commit-trailer", "unknown")], "Not known: its evidence says nothing of whether AI was used."],
  ] satisfies [Piece[], string][])(
    "names what decided, what agrees and what speaks against it",
    (all, text) => {
      expect(why(...all)).toBe(text);
    },
  );
});
