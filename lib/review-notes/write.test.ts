import { expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { as, testScope } from "#lib/testing.ts";
import { getReviewNote } from "./read.ts";
import { writeReviewNote } from "./write.ts";

const week = "2026-W10";

test("a week has no notes until somebody writes them, and each text leaves its trace", async () => {
  const scope = await testScope();
  expect(await getReviewNote(scope, { week })).toEqual({ week, version: 0, text: "", updatedAt: null });
  const first = await writeReviewNote(scope, { week, body: { text: "Freeze Tier 1.", version: 0 } });
  expect(first).toMatchObject({ version: 1, text: "Freeze Tier 1." });
  const second = await writeReviewNote(scope, {
    week,
    body: { text: "Freeze Tier 1 until May.", version: 1 },
  });
  expect(await getReviewNote(scope, { week })).toEqual(second);
  expect(await getReviewNote(scope, { week: "2026-W11" })).toMatchObject({ version: 0 });
  const { items } = await listAudit(scope, { subject: week });
  expect(items.map(({ before, after }) => [before, after])).toEqual([
    [{ text: "Freeze Tier 1." }, { text: "Freeze Tier 1 until May." }],
    [null, { text: "Freeze Tier 1." }],
  ]);
});

test("the same text again changes nothing, and a stale version is shown what stands there now", async () => {
  const scope = await testScope();
  const written = await writeReviewNote(scope, { week, body: { text: "A", version: 0 } });
  expect(await writeReviewNote(scope, { week, body: { text: "A", version: 1 } })).toEqual(written);
  await expect(writeReviewNote(scope, { week, body: { text: "B", version: 0 } })).rejects.toMatchObject({
    code: "conflict",
    current: { text: "A", version: 1 },
  });
  const [mine, yours] = await Promise.allSettled([
    writeReviewNote(scope, { week: "2026-W12", body: { text: "mine", version: 0 } }),
    writeReviewNote(scope, { week: "2026-W12", body: { text: "yours", version: 0 } }),
  ]);
  expect([mine.status, yours.status].sort()).toEqual(["fulfilled", "rejected"]);
  expect((await getReviewNote(scope, { week: "2026-W12" })).version).toBe(1);
});

test("a week that no year has is refused, and so is a viewer", async () => {
  const scope = await testScope();
  const body = { text: "A", version: 0 };
  for (const wrong of ["2026-W54", "2025-W53", "2026-10", "W10"])
    await expect(writeReviewNote(scope, { week: wrong, body })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: "week" }],
    });
  await expect(writeReviewNote(as(scope, "viewer"), { week, body })).rejects.toMatchObject({
    code: "forbidden",
  });
});
