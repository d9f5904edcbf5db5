import { describe, expect, test } from "vitest";
import { getChange } from "#lib/changes/read.ts";
import { updateChange } from "#lib/changes/write.ts";
import { recordLabelCheck, withdrawLabelCheck } from "#lib/label-audits/write.ts";
import { answerAll, company, eighty, storeLabelled } from "#lib/label-draws/testing-labels.ts";
import { drawLabelAudit } from "#lib/label-draws/write.ts";
import { culpritsChecked, eightyChecked, type LabelCase } from "#lib/statistics/testing-labels.ts";
import { refusalOf, testScope } from "#lib/testing.ts";
import { getAiShare } from "./ai-share.ts";
import { type CheckedLabels, getLabelAccuracy } from "./label-audit.ts";
import { nobodyChecked } from "./label-words.ts";

async function audited(kinds = company) {
  const scope = await testScope();
  await storeLabelled(scope, kinds);
  const audit = await drawLabelAudit(scope, { period: "28d", seed: 1 });
  return { scope, audit, ask: (words: object = { period: "28d" }) => getLabelAccuracy(scope, words) };
}

function expectAsInR(told: CheckedLabels, { sensitivity, specificity, share }: LabelCase) {
  for (const [own, [part, of, low, high]] of [
    [told.sensitivity, sensitivity],
    [told.specificity, specificity],
  ] as const) {
    expect(own.share).toBeCloseTo(part / of, 9);
    expect(own.effective).toBeCloseTo(of, 9);
    expect(own.low).toBeCloseTo(low, 9);
    expect(own.high).toBeCloseTo(high, 9);
  }
  if ("declined" in told.corrected) throw new Error(told.corrected.declined);
  const { estimate, low, high } = told.corrected;
  expect([estimate, low, high].map((value) => Number(value).toFixed(10))).toEqual(
    share.map((value) => value.toFixed(10)),
  );
}

describe("the audit of labels", () => {
  test("corrects the share of all changes, and that of culprits by itself, to what R makes of it", async () => {
    const { scope, audit, ask } = await audited();
    await answerAll(scope, audit, eighty);
    const { changes, culprits, strata, fits, text } = await ask();
    expectAsInR(changes!, eightyChecked);
    expectAsInR(culprits!, culpritsChecked);
    expect(fits).toBe(true);
    expect(strata).toEqual([
      {
        stratum: "marked",
        members: 111,
        dealt: 30,
        answered: 30,
        cannotTell: 0,
        disagreed: 0,
        hits: 27,
        misses: 0,
        falseAlarms: 3,
        quiet: 0,
      },
      {
        stratum: "unmarked",
        members: 269,
        dealt: 30,
        answered: 30,
        cannotTell: 0,
        disagreed: 0,
        hits: 0,
        misses: 2,
        falseAlarms: 0,
        quiet: 28,
      },
      {
        stratum: "culprits",
        members: 20,
        dealt: 20,
        answered: 20,
        cannotTell: 0,
        disagreed: 0,
        hits: 8,
        misses: 3,
        falseAlarms: 1,
        quiet: 8,
      },
    ]);
    expect(changes!.recorded).toEqual({
      marked: 120,
      of: 400,
      unrecorded: 139,
      share: 0.3,
      shareOfRecorded: 120 / 261,
    });
    expect(changes!.sensitivity.found).toBe(40);
    expect(text).toBe(
      "All 80 changes drawn at random from the 400 changes of 5 May – 1 Jun 2026 were checked by people. Of changes that AI made 84% (63–94) are marked as such, and of changes made without it 96% (89–98) are not. 30% of all are marked as made with AI, which is 46% of those where anything is recorded; corrected, it made 32% (24–44). Of the 20 culprits among them 45% are marked; corrected 55% (5–100).",
    );
  });

  test("tells the same base rate as the page of AI where the same is asked", async () => {
    const { scope, ask } = await audited();
    const { changes } = await ask();
    expect((await getAiShare(scope, { period: "28d" })).changes.share).toBe(
      changes!.recorded.shareOfRecorded,
    );
  });

  test("speaks of the changes that it was drawn from, and says when others were asked for", async () => {
    const { scope, audit, ask } = await audited();
    await answerAll(scope, audit, eighty);
    const own = await ask();
    for (const words of [
      {},
      { period: "90d" },
      { period: "28d", org: "Retail" },
      { period: "28d", tool: "Copilot" },
    ]) {
      const { fits, changes, text } = await ask(words);
      expect(fits).toBe(false);
      expect(changes).toEqual(own.changes);
      expect(text).toMatch(
        /of 5 May – 1 Jun 2026 .* It corrects no other share than that of these changes\.$/,
      );
    }
    const wider = await drawLabelAudit(scope, { period: "90d" });
    expect((await ask()).audit!.id).toBe(audit.id);
    expect((await ask({})).audit!.id).toBe(wider.id);
    expect(await ask({ audit: audit.id })).toMatchObject({ audit: { id: audit.id }, fits: false });
    expect((await refusalOf(ask({ audit: "lba_none" }))).code).toBe("not-found");
  });

  test("is not moved by a correction of the record, which moves the base rate", async () => {
    const { scope, audit, ask } = await audited();
    await answerAll(scope, audit, eighty);
    const { changes } = await ask();
    const missed = audit.drawn.find(({ recorded }) => recorded === "none")!.change;
    const { version } = await getChange(scope, { key: `${missed}` });
    await updateChange(scope, { key: `${missed}`, patch: { version, aiAssistance: "agent" } });
    expect((await ask()).changes).toEqual(changes);
    expect((await getAiShare(scope, { period: "28d" })).changes.yes).toBe(121);
  });

  test("counts what nobody can tell, and what people disagree on, for neither", async () => {
    const { scope, audit, ask } = await audited();
    const { change, stratum } = audit.drawn[0]!;
    const counts = async () => {
      const { strata, text } = await ask();
      const { answered, cannotTell, disagreed, hits, misses, falseAlarms, quiet } = strata.find(
        (one) => one.stratum === stratum,
      )!;
      return { answered, cannotTell, disagreed, decided: hits + misses + falseAlarms + quiet, text };
    };
    await recordLabelCheck(scope, { id: audit.id, change, body: { answer: "cannot-tell" } });
    expect(await counts()).toMatchObject({ answered: 1, cannotTell: 1, disagreed: 0, decided: 0 });
    const other = { ...scope, actor: { ...scope.actor, id: "usr_other" } };
    await recordLabelCheck(other, { id: audit.id, change, body: { answer: "agent" } });
    expect(await counts()).toMatchObject({ answered: 1, cannotTell: 0, disagreed: 0, decided: 1 });
    await recordLabelCheck(scope, { id: audit.id, change, body: { answer: "none" } });
    expect(await counts()).toMatchObject({ answered: 1, cannotTell: 0, disagreed: 1, decided: 0 });
    await withdrawLabelCheck(scope, { id: audit.id, change });
    expect(await counts()).toMatchObject({ disagreed: 0, decided: 1 });
    await withdrawLabelCheck(other, { id: audit.id, change });
    expect(await counts()).toMatchObject({
      answered: 0,
      text: expect.stringMatching(/none has been checked yet\./),
    });
  });

  test("corrects nothing without an audit, before every part has an answer, or by labels that tell too little", async () => {
    const scope = await testScope();
    await storeLabelled(scope, company);
    expect(await getLabelAccuracy(scope, {})).toMatchObject({
      text: nobodyChecked,
      audit: null,
      changes: null,
    });
    const audit = await drawLabelAudit(scope, {});
    const marked = audit.drawn.filter(({ stratum }) => stratum === "marked");
    for (const { change } of marked)
      await recordLabelCheck(scope, { id: audit.id, change, body: { answer: "agent" } });
    const declined = async () => {
      const { corrected } = (await getLabelAccuracy(scope, {})).changes!;
      return "declined" in corrected ? corrected.declined : null;
    };
    expect(await declined()).toMatch(/of one of its parts no change has been decided/);
    const poor = {
      marked: { marked: 12, unmarked: 0 },
      unmarked: { marked: 0, unmarked: 11 },
      culprits: { marked: 4, unmarked: 5 },
    };
    await answerAll(scope, audit, poor);
    expect(await declined()).toMatch(/sum to less than 1\.2/);
    const none = {
      marked: { marked: 0, unmarked: 0 },
      unmarked: { marked: 0, unmarked: 0 },
      culprits: { marked: 0, unmarked: 0 },
    };
    await answerAll(scope, audit, none);
    expect(await declined()).toMatch(/none of those checked turned out to be made with AI/);
  });
});
