import { expect, test } from "vitest";
import { recordChanges, updateChange } from "#lib/changes/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiEvidence } from "./ai-evidence.ts";
import { listChanges } from "./changes.ts";

const change = (externalId: string, more: object) => ({
  ...{ source: "ci", externalId, title: "Deploy", deployedAt: "2026-05-05T10:00:00Z", ...more },
});
const piece = (channel: string, assistance: string) => ({ channel, assistance, at: "2026-05-05T09:00:00Z" });

test("counts changes by their strongest evidence, those on which it disagrees, and those of each repository", async () => {
  const scope = await testScope();
  const [lines, trailer] = [piece("line-notes", "assisted"), piece("commit-trailer", "assisted")];
  await recordChanges(scope, {
    atomic: true,
    items: [
      change("1", { repository: "acme/cart", evidence: [trailer, lines] }),
      change("2", { repository: "acme/cart", evidence: [trailer, piece("pull-request-disclosure", "none")] }),
      change("3", { repository: "acme/cart", evidence: [piece("activity", "unknown")] }),
      change("4", { repository: "acme/search", aiAssistance: "none" }),
      change("5", { evidence: [trailer] }),
      change("6", { repository: "acme/cart" }),
    ],
  });
  const { items } = await listChanges(scope, { q: "5" });
  await updateChange(scope, {
    key: `${items[0]!.number}`,
    patch: { version: items[0]!.version, aiAssistance: "none" },
  });
  const answer = await getAiEvidence(scope, {});
  expect(answer.strengths.filter(({ ai, other, unknown }) => ai + other + unknown > 0)).toEqual([
    { strength: "lines", ai: 1, other: 0, unknown: 0 },
    { strength: "commits", ai: 1, other: 0, unknown: 0 },
    { strength: "statement", ai: 0, other: 2, unknown: 0 },
    { strength: null, ai: 0, other: 0, unknown: 2 },
  ]);
  expect(answer).toMatchObject({ changes: 6, conflicts: 2 });
  expect(answer.text).toBe(
    "Of 6 changes, what is known of AI rests for 1 on their lines, 1 on their commits, 2 on somebody's word; of 2 nothing is known. Evidence disagrees on 2 changes.",
  );
  const listed = await listChanges(scope, { evidenceConflict: "yes" });
  expect(listed.items.map(({ externalId }) => externalId).sort()).toEqual(["2", "5"]);
  expect(answer.repositories).toMatchObject([
    { repository: "acme/cart", changes: 4, ai: { yes: 2, known: 2, unknown: 2 } },
    { repository: null, changes: 1, ai: { yes: 0, known: 1 } },
    { repository: "acme/search", changes: 1, ai: { yes: 0, known: 1 } },
  ]);
  for (const { repository, changes } of answer.repositories)
    expect((await listChanges(scope, { repository: repository ?? "unknown" })).total).toBe(changes);
});

test("without a change it says so", async () => {
  const { text, conflicts } = await getAiEvidence(await testScope(), {});
  expect({ text, conflicts }).toEqual({
    text: "No single change was deployed in this period.",
    conflicts: 0,
  });
});

test("tells of each repository how many marks a squash lost, and declines where too few are known", async () => {
  const scope = await testScope();
  const before = { ...piece("squashed-commits", "assisted"), commits: { ai: 2, none: 0, of: 3 } };
  const after = { ...piece("commit-trailer", "assisted"), commits: { ai: 1, none: 0, of: 1 } };
  const made = (repository: string, count: number, evidence: object[]) =>
    Array.from({ length: count }, (_, i) =>
      change(`${repository}-${evidence.length}-${i}`, { repository, evidence }),
    );
  await recordChanges(scope, {
    atomic: true,
    items: [
      ...made("acme/loses", 6, [before]),
      ...made("acme/loses", 2, [before, after]),
      ...made("acme/keeps", 5, [piece("pull-request-label", "assisted"), after]),
      ...made("acme/small", 4, [before]),
      ...made("acme/plain", 9, [after]),
    ],
  });
  const { repositories } = await getAiEvidence(scope, {});
  const lost = Object.fromEntries(repositories.map((one) => [one.repository, one.lost]));
  expect(lost).toMatchObject({
    "acme/loses": { yes: 6, known: 8, share: 0.75, declined: null },
    "acme/keeps": { yes: 0, known: 5, share: 0, low: 0, declined: null },
    "acme/small": { yes: 4, known: 4, share: null, low: null, declined: expect.stringContaining("Only 4") },
    "acme/plain": { yes: 0, known: 0, share: null },
  });
});
