import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordChanges } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiShare } from "./ai-share.ts";
import { baseRateWords, boundsOf, drawnShare, whyBounds } from "./base-bounds.ts";
import { getDoseResponse } from "./dose-response.ts";
import { shareOf } from "./tally.ts";

const share = (yes: number, no: number, unknown: number) => shareOf({ yes, known: yes + no, unknown });
const period = { from: "2026-01-01", to: "2026-06-01" };

interface Planted {
  ai: string;
  changes: number;
  failed: number;
  repository?: string | null;
}

async function company(...planted: Planted[]) {
  const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
  await declareIncidents(scope, { items: [{ title: "Slow", startedAt: "2026-01-01T00:00:00Z" }] });
  await confirmCoverage(scope, {});
  for (const [batch, { ai, changes, failed, repository = null }] of planted.entries()) {
    const items = Array.from({ length: changes }, (_, i) => ({
      source: "ci",
      externalId: `${batch}-${i}`,
      title: "Deploy",
      deployedAt: "2026-03-05T10:00:00Z",
      aiAssistance: ai,
      repository,
    }));
    await recordChanges(scope, { items, atomic: true });
    await declareIncidents(scope, {
      atomic: true,
      items: items.slice(0, failed).map(({ source, externalId }) => ({
        title: "Down",
        startedAt: "2026-03-05T11:00:00Z",
        changes: [{ source, externalId, link: "culprit" }],
      })),
    });
  }
  return scope;
}

describe("the bounds of the base rate", () => {
  test("hold the share, and every share that the unknown may make of it", () => {
    const count = fc.nat(500);
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (yes, no, unknown, part) => {
          const bounds = boundsOf(share(yes, no, unknown));
          if (yes + no + unknown === 0) return expect(bounds).toBeNull();
          const made = (yes + Math.round(unknown * part)) / (yes + no + unknown);
          expect(made).toBeGreaterThanOrEqual(bounds!.low - 1e-12);
          expect(made).toBeLessThanOrEqual(bounds!.high + 1e-12);
          if (yes + no === 0) return;
          expect(yes / (yes + no)).toBeGreaterThanOrEqual(bounds!.low - 1e-12);
          expect(yes / (yes + no)).toBeLessThanOrEqual(bounds!.high + 1e-12);
        },
      ),
    );
  });

  test("are told where the unknown leave more open than chance, and where nothing is known to be without AI", () => {
    expect(boundsOf(share(40, 60, 0))?.tells).toBe("share");
    // The interval of 40 in 100 is 19 points wide.
    expect(boundsOf(share(40, 60, 22))?.tells).toBe("share");
    expect(boundsOf(share(40, 60, 25))?.tells).toBe("bounds");
    expect(boundsOf(share(400, 600, 100))?.tells).toBe("bounds");
    expect(boundsOf(share(3, 0, 1))?.tells).toBe("bounds");
    expect(boundsOf(share(3, 0, 0))?.tells).toBe("share");
    expect(baseRateWords(share(300, 0, 700))).toBe("between 30% and 100%");
    expect(whyBounds(share(300, 0, 700))).toBe("of 700 of 1,000 it is not known");
    expect(drawnShare(share(300, 0, 700)).share).toBeNull();
    expect(drawnShare(share(40, 60, 5)).share).toBe(0.4);
    expect(baseRateWords(share(0, 0, 4))).toBeNull();
  });

  test("stand in the answer, and in its words in place of the share", async () => {
    const scope = await company(
      { ai: "agent", changes: 30, failed: 6 },
      { ai: "unknown", changes: 70, failed: 7 },
    );
    const { bounds, changes, text } = await getAiShare(scope, period);
    expect(bounds).toEqual({ low: 0.3, high: 1, of: 100, tells: "bounds" });
    expect(changes).toMatchObject({ yes: 30, known: 30, unknown: 70, share: 1 });
    expect(text).toContain("it makes between 30% and 100% of changes (of 70 of 100 it is not known)");
    expect(text).not.toContain("makes 100%");
  });
});

describe("the ratio of failure rates", () => {
  const half: Planted[] = [
    { ai: "agent", changes: 100, failed: 12, repository: "acme/checkout" },
    { ai: "none", changes: 100, failed: 8, repository: "acme/checkout" },
  ];
  const ratiosOf = async (...planted: Planted[]) => {
    const scope = await company(...planted);
    const { failure, adjusted, text } = await getAiShare(scope, period);
    const { any } = await getDoseResponse(scope, period);
    expect(any.ratio).toEqual(failure.ratio);
    return { ...failure, adjusted, text };
  };

  test("is declined where half of the changes, of a repository whose marks say nothing, may turn it", async () => {
    // None with AI: 12% over 38 of 300; all: 42 of 300 over 8%.
    const { ratio, oddsRatio, adjusted, text } = await ratiosOf(...half, {
      ai: "unknown",
      changes: 200,
      failed: 30,
      repository: "acme/search",
    });
    expect(ratio).toMatchObject({ declined: expect.stringContaining("Of 200 changes"), n: 400 });
    expect(ratio).toMatchObject({ declined: expect.stringContaining("the ratio is 0.95, if all were, 1.8") });
    expect(oddsRatio).toEqual(ratio);
    expect(adjusted.month).toEqual(ratio);
    expect(text).toContain("Whether AI-assisted changes fail more often cannot be told. Of 200 changes");
  });

  test("stands where both extremes lie on one side, and where unknown changes name no repository", async () => {
    const silent = { ai: "unknown", changes: 200, failed: 18 };
    expect((await ratiosOf(...half, { ...silent, repository: "acme/search" })).ratio).toMatchObject({
      estimate: expect.closeTo(1.5, 10),
    });
    expect((await ratiosOf(...half, { ...silent, failed: 30 })).ratio).toMatchObject({
      estimate: expect.closeTo(1.5, 10),
    });
  });
});
