import { describe, expect, test } from "vitest";
import { aiAssistances, aiInvolvements } from "#db/values.ts";
import { deleteChange, recordChanges } from "#lib/changes/write.ts";
import { acceptAiProposal } from "#lib/incidents/ai-proposal/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiAgreement } from "./ai-agreement.ts";
import { agreementWords, disagreements } from "./ai-agreement-words.ts";
import { listIncidents } from "./incidents.ts";

const change = (externalId: string, aiAssistance: string) => ({
  ...{ source: "ci", externalId, title: "Deploy", deployedAt: "2026-05-05T10:00:00Z", aiAssistance },
});
const incident = (aiInvolvement: string, culprits: string[], more: object = {}) => ({
  title: "Down",
  startedAt: "2026-05-05T11:00:00Z",
  aiInvolvement,
  changes: culprits.map((externalId) => ({ source: "ci", externalId, link: "culprit" })),
  ...more,
});

/** Each way in which an incident can speak of AI, beside each pair of culprits. */
const changes = aiAssistances.map((word) => change(word, word));
const sets = [[], ...aiAssistances.flatMap((a) => aiAssistances.map((b) => [...new Set([a, b])]))];
const incidents = aiInvolvements.flatMap((word) =>
  sets.flatMap((culprits) => ["change", "load"].map((trigger) => incident(word, culprits, { trigger }))),
);

describe("every way in which incidents and their culprits can speak of AI", () => {
  test("is counted where it belongs, and the list behind each figure holds exactly these", async () => {
    const scope = await testScope();
    await recordChanges(scope, { items: changes, atomic: true });
    await declareIncidents(scope, { items: incidents, atomic: true });
    const answer = await getAiAgreement(scope, {});
    const isAi = (word: string) => ["assisted", "generated", "agent"].includes(word);
    const meant = incidents.map(({ aiInvolvement: says, changes: named }) => {
      const words = named.map(({ externalId }) => externalId);
      const culprits = words.some(isAi)
        ? "ai"
        : words.length > 0 && words.every((word) => word === "none")
          ? "other"
          : null;
      const own = says === "unknown" ? null : says === "none" ? "other" : "ai";
      return culprits === null
        ? "silent"
        : own === null
          ? `unsaid ${culprits}`
          : own === culprits
            ? "agree"
            : `contradicted ${culprits}`;
    });
    const count = (word: string) => meant.filter((one) => one === word).length;
    expect(answer).toMatchObject({
      known: meant.length - count("silent"),
      agree: count("agree"),
      unsaid: { ai: count("unsaid ai"), other: count("unsaid other") },
      contradicted: { ai: count("contradicted ai"), other: count("contradicted other") },
    });
    const lines = disagreements(answer);
    expect(lines.map(({ key }) => key)).toEqual([
      "unsaid-ai",
      "unsaid-other",
      "contradicted-ai",
      "contradicted-other",
    ]);
    for (const { key, ai, causedBy } of lines) {
      const { items } = await listIncidents(scope, { ai: ai.join(","), causedBy, limit: "200" });
      const expected = incidents.flatMap((_, i) => (meant[i] === key.replace("-", " ") ? [i + 1] : []));
      expect(
        items.map(({ number }) => number).sort((a, b) => a - b),
        key,
      ).toEqual(expected);
    }
  });

  test("and what is taken over is unsaid no more", async () => {
    const scope = await testScope();
    await recordChanges(scope, { items: [change("ai", "generated"), change("gone", "agent")] });
    await declareIncidents(scope, {
      items: [
        incident("unknown", ["ai"]),
        incident("unknown", ["gone"]),
        { ...incident("unknown", []), changes: [{ source: "ci", externalId: "ai", link: "suspected" }] },
      ],
    });
    await deleteChange(scope, { key: "2" });
    expect(await getAiAgreement(scope, {})).toMatchObject({
      known: 1,
      unsaid: { ai: 1 },
      text: "1 incident whose culprit is AI-assisted says nothing of AI.",
    });
    await acceptAiProposal(scope, { key: "1" });
    expect(await getAiAgreement(scope, {})).toMatchObject({
      known: 1,
      agree: 1,
      text: "The one incident whose culprits are known to be made with or without AI says the same as they do.",
    });
  });
});

describe("in words", () => {
  const none = { known: 0, unsaid: { ai: 0, other: 0 }, contradicted: { ai: 0, other: 0 } };
  test.each([
    [none, "No incident has a culprit of which it is known whether AI made it."],
    [
      { ...none, known: 2 },
      "All 2 incidents whose culprits are known to be made with or without AI say the same as they do.",
    ],
    [
      { ...none, known: 3, unsaid: { ai: 2, other: 1 } },
      "2 incidents whose culprit is AI-assisted say nothing of AI. 1 incident whose culprits are all recorded as made without AI says nothing of AI.",
    ],
    [
      { ...none, known: 3, contradicted: { ai: 1, other: 2 } },
      "1 incident says that AI was not involved, and its culprit is AI-assisted. 2 incidents say that AI was involved, and their culprits are all recorded as made without it.",
    ],
  ])("%j", (told, words) => {
    expect(agreementWords(told)).toBe(words);
  });
});
