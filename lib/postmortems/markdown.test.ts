import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromMarkdown, toMarkdown } from "./markdown.ts";
import { sections } from "./schema.ts";

const incident = {
  number: 118,
  title: "Checkout\nis # down",
  severity: 1 as const,
  startedAt: new Date("2026-05-01T10:00:00Z"),
  startedPrecision: "minute" as const,
  mitigatedAt: null,
  mitigatedPrecision: "minute" as const,
  resolvedPrecision: "minute" as const,
  resolvedAt: null,
  systems: [{ slug: "cart", part: "origin" as const, name: "Cart", tier: 1 }],
};

const blank = {
  summary: null,
  impact: null,
  detection: null,
  rootCause: null,
  aiRole: null,
  wentWell: null,
  wentWrong: null,
  lucky: null,
  lessons: null,
  fiveWhys: [] as string[],
  owner: null,
  reviewers: [] as string[],
  state: "draft" as const,
  publishedAt: null,
};

type Draft = Partial<Record<(typeof sections)[number], string | null>> & { fiveWhys?: string[] };

function written(more: Draft): string {
  const postmortem = { ...blank, ...more };
  return toMarkdown({ incident, postmortem, timeline: [], actions: [], zone: "Europe/Berlin" });
}

describe("a post-mortem as Markdown", () => {
  test("has a title on one line, the facts with their zone, and only the sections that say something", () => {
    const text = written({ summary: "It was *down*.", fiveWhys: ["disk", "no alert"] });
    expect(text).toContain("# INC-118: Checkout is # down\n");
    expect(text).toContain("- Started: 1 May 2026, 12:00 UTC+02:00");
    expect(text).toContain("- Mitigated: not recorded");
    expect(text).toContain("## Summary\n\nIt was *down*.");
    expect(text).toContain("## Five whys\n\n1. disk\n2. no alert");
    expect(text).not.toContain("## Impact");
  });

  test("tells timeline and actions", () => {
    const stamps = { version: 1, incidentNumber: 118, createdAt: new Date(0), updatedAt: new Date(0) };
    const text = toMarkdown({
      incident,
      postmortem: blank,
      timeline: [{ ...stamps, id: "tl", at: incident.startedAt, kind: "detection", text: "Paged\ntwice" }],
      actions: [
        {
          ...stamps,
          id: "act",
          title: "Watch",
          kind: "detect",
          owner: "Ann",
          dueOn: "2026-06-01",
          state: "done",
          priority: "low",
          trackerUrl: null,
          closedAt: null,
          createdBy: null,
          overdue: false,
        },
      ],
      zone: "UTC",
    });
    expect(text).toContain("- 1 May 2026, 10:00 (detection): Paged\n  twice");
    expect(text).toContain("- [x] Watch (Ann, due 2026-06-01)");
  });

  test("is read back as it was written, whatever the sections say", () => {
    const line = fc.constantFrom(
      "# Summary",
      "## Root cause",
      "#### Deep",
      "- item",
      "1. one",
      "text with `code` and | pipes |",
      "",
      "    indented",
      "<script>alert(1)</script>",
      "Timeline",
      "東京 🔥",
    );
    const code = fc.constantFrom("```\n# Impact\n```", "~~~js\n## Lessons\n~~~");
    const section = fc
      .array(fc.oneof(line, code), { minLength: 1, maxLength: 6 })
      .map((lines) => lines.join("\n").trim())
      .filter((text) => text !== "");
    const drafts = fc.record(
      Object.fromEntries(sections.map((name) => [name, fc.option(section)])),
    ) as fc.Arbitrary<Draft>;
    const whys = fc.array(fc.constantFrom("disk full", "no alert on it", "nobody asked"), { maxLength: 5 });
    fc.assert(
      fc.property(drafts, whys, (draft, fiveWhys) => {
        const read = fromMarkdown(written({ ...draft, fiveWhys }));
        for (const name of sections) expect(read[name] ?? null, name).toBe(draft[name] ?? null);
        expect(read.fiveWhys ?? []).toEqual(fiveWhys);
      }),
      { numRuns: 300 },
    );
  });

  test("of other tools is read by their headings, and nothing written is lost", () => {
    const read = fromMarkdown(
      "# Outage\nWe were down.\n\n### Root Cause Analysis:\nA disk.\n#### More\nfull\n### Vendor\nAcme\n### 5 Whys\n* why one\n  and a half\n* two\n### What went well?\nteam\n",
    );
    expect(read).toMatchObject({
      summary: "We were down.",
      wentWell: "team",
      fiveWhys: ["why one\nand a half", "two"],
      unknown: ["Vendor"],
    });
    expect(read.rootCause).toContain("full");
    expect(read.rootCause).toContain("Acme");
  });

  test("a code block left open does not swallow the sections after it", () => {
    const read = fromMarkdown(written({ summary: "```\nopen", impact: "some" }));
    expect(read.impact).toBe("some");
  });

  test("any text is read without fault", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(Array.isArray(fromMarkdown(text).unknown)).toBe(true);
      }),
    );
  });
});
