import fc from "fast-check";
import { expect, test } from "vitest";
import { readTraces, tracedLines } from "./agent-trace.ts";
import { linesIn, type Range } from "./lines.ts";
import { readNote } from "./notes.ts";

const note = (attestations: string, metadata: object = {}) =>
  `${attestations}\n---\n${JSON.stringify({ schema_version: "authorship/3.0.0", prompts: {}, ...metadata })}`;

test("as many lines are counted as ranges name, in any order and however they overlap", () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 15 }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (drawn) => {
      const ranges = drawn.map(([from, more]): Range => [from, from + more]);
      const lines = new Set<number>();
      for (const [from, to] of ranges) for (let line = from; line <= to; line += 1) lines.add(line);
      expect(linesIn(ranges)).toBe(lines.size);
    }),
  );
});

test("a note of git-ai tells lines by AI and by people, and with which tools", () => {
  const metadata = {
    sessions: { s_c9883b05a2487d: { agent_id: { tool: "cursor", model: "claude-sonnet-4-5", id: "1" } } },
    prompts: { abcd1234abcd1234: { agent_id: { tool: "codex", model: "unknown", id: "2" } } },
    humans: { h_31dce776f88375: { author: "Ada <ada@example.com>" } },
  };
  const text = note(
    [
      "src/main.rs",
      "  s_c9883b05a2487d::t_9f8e7d6c5b4a32 15-20,1-10",
      "  s_c9883b05a2487d::t_a1b2c3d4e5f678 18,25",
      "  h_31dce776f88375 42-50,20",
      '"src/my file.rs"',
      "  abcd1234abcd1234 1-4,9-10,12",
    ].join("\n"),
    metadata,
  );
  expect(readNote(text)).toEqual({
    ai: 17 + 7,
    human: 9,
    makers: [
      { tool: "cursor", model: "claude-sonnet-4-5" },
      { tool: "codex", model: null },
    ],
  });
});

test("an entry counts whose session nobody described, and a note whose description cannot be read", () => {
  const nobody = [{ tool: null, model: null }];
  const lines = "a.ts\n  s_00000000000000::t_00000000000000 3-1,7";
  expect(readNote(note(lines))).toEqual({ ai: 4, human: 0, makers: nobody });
  expect(readNote(`${lines}\n---\n{ cut o`)).toEqual({ ai: 4, human: 0, makers: nobody });
  expect(readNote(note("a.ts\n  __proto__ 1\n  constructor 2"))?.makers).toEqual([...nobody, ...nobody]);
  expect(readNote(note("a.ts\n  human 1-5\n  h_1 9"))).toEqual({ ai: 0, human: 6, makers: [] });
});

test("what is no note is none, and a note without entries speaks of no line", () => {
  expect(readNote("Reviewed by Ada")).toBeNull();
  expect(readNote("")).toBeNull();
  expect(readNote(note(""))).toEqual({ ai: 0, human: 0, makers: [] });
  expect(readNote(note("  s_1::t_1 1-5"))).toEqual({
    ai: 0,
    human: 0,
    makers: [{ tool: null, model: null }],
  });
});

test("a note that claims a billion lines costs no more than one that claims ten", () => {
  expect(readNote(note("a\n  s_1::t_1 1-999999999,5-10,0-4,-3,x"))?.ai).toBe(999_999_999);
});

test("any text is a note or none, and never a fault", () => {
  const piece = fc.constantFrom(
    "a.ts\n",
    "  ",
    "s_1::t_1",
    " ",
    "1-5",
    ",",
    "---\n",
    "{}",
    '{"sessions":[]}',
    "\r\n",
    "null",
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => void readNote(pieces.join(""))));
  fc.assert(fc.property(fc.string(), (text) => void readTraces(text)));
});

const trace = (revision: string, type: string, ranges: object[], model?: string) => ({
  version: "0.1.0",
  id: "550e8400-e29b-41d4-a716-446655440000",
  timestamp: "2026-01-23T14:30:00Z",
  vcs: { type: "git", revision },
  tool: { name: "cursor", version: "2.4.0" },
  files: [{ path: "a.ts", conversations: [{ contributor: { type, model_id: model }, ranges }] }],
});

test("records of Agent Trace tell lines by revision; mixed ones count with AI and unknown ones with nobody", () => {
  const records = [
    trace("AAA1", "ai", [{ start_line: 1, end_line: 10 }], "anthropic/claude-opus-4-5"),
    trace("aaa1", "mixed", [{ start_line: 8, end_line: 12 }], "openai/gpt-4o"),
    trace("aaa1", "human", [
      { start_line: 12, end_line: 20 },
      { start_line: 30, end_line: 31, contributor: { type: "ai" } },
    ]),
    trace("bbb2", "unknown", [{ start_line: 1, end_line: 99 }]),
  ];
  const { records: read, others } = readTraces(records.map((one) => JSON.stringify(one)).join("\n"));
  expect(others).toBe(0);
  expect(tracedLines(read)).toEqual(
    new Map([
      [
        "aaa1",
        {
          ai: 14,
          human: 8,
          makers: [
            { tool: "cursor", model: "anthropic/claude-opus-4-5" },
            { tool: "cursor", model: "openai/gpt-4o" },
            { tool: "cursor", model: null },
          ],
        },
      ],
      ["bbb2", { ai: 0, human: 0, makers: [] }],
    ]),
  );
});

test("records are read from a list, from lines and alone; what is none of them is told", () => {
  const one = trace("a", "ai", [{ start_line: 1, end_line: 2 }]);
  const counts = (text: string) => {
    const { records, others } = readTraces(text);
    return [records.length, others];
  };
  expect(counts(JSON.stringify([one, one]))).toEqual([2, 0]);
  expect(counts(JSON.stringify(one, null, 2))).toEqual([1, 0]);
  expect(counts(`${JSON.stringify(one)}\n\nnot json\n{"files":[]}\n`)).toEqual([1, 2]);
  expect(counts("")).toEqual([0, 0]);
});
