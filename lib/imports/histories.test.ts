import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { unanswered } from "./mapping/answers.ts";
import type { Answers } from "./mapping/schema.ts";
import { getImport } from "./read.ts";
import { work } from "./run/run.ts";
import { planStaged, receiveImport } from "./run/stage.ts";
import { beginRun } from "./run/write.ts";
import { histories, shapes, type Told, type Written, writeHistory } from "./testing-histories.ts";

/** Imports a file as somebody who knows it, and says what was asked. */
async function imported(scope: Scope, { bytes, fields, answer }: Written) {
  const mapping = { profile: null, fields, customFields: [] };
  const { id, inspection } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "history",
    bytes: (async function* () {
      yield bytes;
    })(),
    mapping,
  });
  const { questions } = inspection!;
  const said: Record<string, unknown> = { reading: {} };
  for (const question of questions) {
    const [head, tail] = question.id.split(".") as [string, string | undefined];
    if (tail === undefined) said[head] = answer(question);
    else said[head] = { ...(said[head] as object), [tail]: answer(question) };
  }
  const { reading, ...answers } = said as { reading: object } & Answers;
  const planned = await planStaged(scope, id, { reading, mapping, answers });
  expect(unanswered(planned.inspection!.questions, planned)).toEqual([]);
  await beginRun(scope, { id });
  expect(await work(scope, id)).toBe("done");
  return { questions, ended: await getImport(scope, { id }) };
}

async function stored(scope: Scope, told: readonly Told[]) {
  const numbers = told.map((_, i) => i + 1);
  const incidents = await incidentsByNumber(scope, { numbers: [...numbers, told.length + 1] });
  const moment = (at: Date | null, precision: string) => at && { at: at.getTime(), precision };
  return incidents.map((one) => ({
    title: one.title,
    startedAt: moment(one.startedAt, one.startedPrecision),
    resolvedAt: moment(one.resolvedAt, one.resolvedPrecision),
    severity: one.severity,
    systems: one.systems.map(({ slug }) => slug).sort(),
    lostOrders: one.lostOrders,
  }));
}

const slugs: Record<string, string> = {
  "Accounts (EU, US)": "accounts-eu-us",
  "web shop": "web-shop",
  Lager: "lager",
};

const expected = (told: readonly Told[]) =>
  told.map(({ id: _, systems, ...rest }) => ({
    ...rest,
    systems: systems.map((name) => slugs[name] ?? name).sort(),
  }));

const byTitle = (a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1);

test("a history in whatever shape is given back by whoever answers what is asked, and comes in once", async () => {
  await fc.assert(
    asyncProperty(histories, shapes, async (drawn, shape) => {
      const scope = await testScope();
      const written = writeHistory(drawn, shape);
      const { ended } = await imported(scope, written);
      expect((await stored(scope, written.told)).sort(byTitle)).toEqual(expected(written.told).sort(byTitle));
      const { created, skipped, refused, updated, unchanged } = ended;
      expect({ created, skipped, refused, updated, unchanged }).toEqual({
        created: written.told.length,
        skipped: written.rows - written.told.length,
        refused: 0,
        updated: 0,
        unchanged: 0,
      });
      const again = (await imported(scope, written)).ended;
      expect({ unchanged: again.unchanged, skipped: again.skipped }).toEqual({
        unchanged: written.told.length,
        skipped,
      });
    }),
    { numRuns: runs(80), endOnFailure: true },
  );
});
