import { describe, expect, test } from "vitest";
import { listActivity } from "#lib/ai-activity/read.ts";
import { recordActivity } from "#lib/ai-activity/write.ts";
import { getAiActivity } from "#lib/analytics/ai-activity.ts";
import { recordChange } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { getImport } from "../read.ts";
import { refusedRows } from "../run/read.ts";
import { work } from "../run/run.ts";
import { planStaged, receiveImport } from "../run/stage.ts";
import { beginRun, beginUndo } from "../run/write.ts";
import { bytesOf } from "../testing.ts";

async function imported(scope: Scope, ...lines: string[]) {
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "ai-activity" }),
    fileName: "file.csv",
    bytes: bytesOf(`${lines.join("\n")}\n`),
  });
  const { inspection } = await planStaged(scope, id, { acceptProposals: true });
  await beginRun(scope, { id });
  await work(scope, id);
  return { ...(await getImport(scope, { id })), questions: inspection!.questions };
}

async function undone(scope: Scope, id: string) {
  await beginUndo(scope, { id });
  await work(scope, id);
}

const listed = async (scope: Scope) => (await listActivity(scope, {})).items.map(({ id: _, ...one }) => one);
const header = "user_email,day,is_active,tools,models";
const jane = "Jane@shop.example,2026-03-05,true,Cursor; Claude Code,gpt-5.2";
const told = {
  user_email: "jane@shop.example",
  day: "2026-03-05",
  is_active: true,
  tools: ["Claude Code", "Cursor"],
  models: ["gpt-5.2"],
  source: "csv",
};

describe("a file of people and days", () => {
  test("is stored as REST stores it, and the same file again changes nothing", async () => {
    const scope = await testScope();
    expect(await imported(scope, header, jane)).toMatchObject({ created: 1, questions: [] });
    expect(await listed(scope)).toEqual([told]);
    expect(await imported(scope, header, jane)).toMatchObject({ created: 0, unchanged: 1 });
    const { source, ...item } = told;
    expect(await recordActivity(scope, { items: [item], source })).toMatchObject({ unchanged: 1 });
  });

  test.each([
    ["email,date,active,tool,model", "jane@shop.example,2026-03-05,yes,Cursor,gpt-5.2"],
    ["E-mail;Date;Active;Tools;Models", "jane@shop.example;2026-03-05;1;Cursor;gpt-5.2"],
    ['Day,User,"Is Active",AI tools,AI models', "2026-03-05,jane@shop.example,TRUE,Cursor,gpt-5.2"],
  ])("is known by other headers as well: %s", async (names, row) => {
    const scope = await testScope();
    const done = await imported(scope, names, row);
    expect(done.questions.length).toBeLessThanOrEqual(5);
    expect(await listed(scope)).toEqual([{ ...told, tools: ["Cursor"] }]);
  });

  test("says of rows that cannot be why, and stores the others", async () => {
    const scope = await testScope();
    const done = await imported(
      scope,
      header,
      jane,
      "jane,2026-03-05,true,,",
      "amir@shop.example,,true,,",
      "amir@shop.example,2026-03-05,,,",
      "amir@shop.example,2031-03-05,true,,",
      "lena@shop.example,2026-03-05,false,,",
    );
    expect(done).toMatchObject({ created: 2, refused: 4 });
    const rows = await refusedRows(scope, { id: done.id });
    expect(rows.map(({ reasons }) => reasons[0]!.reason)).toEqual([
      "This is not an e-mail address; write it as jane@shop.example.",
      "Day is missing.",
      "Active is missing.",
      expect.stringContaining("future"),
    ]);
    expect(await listed(scope)).toContainEqual({
      ...told,
      user_email: "lena@shop.example",
      is_active: false,
      tools: [],
      models: [],
    });
  });

  test("is taken back: what it changed is as it was, and what was changed since stays", async () => {
    const scope = await testScope();
    await recordChange(scope, {
      body: { title: "Deploy", author: "jane@shop.example", deployedAt: "2026-03-05T14:00:00Z" },
    });
    const figure = () => getAiActivity(scope, { from: "2026-03-01", to: "2026-04-01" });
    const first = await imported(scope, header, jane);
    expect(await figure()).toMatchObject({ recorded: true, active: 1 });
    const second = await imported(scope, header, jane.replace("true", "false"));
    expect(second).toMatchObject({ updated: 1 });
    expect(await figure()).toMatchObject({ active: 0, inactive: 1 });
    await undone(scope, second.id);
    expect(await listed(scope)).toEqual([told]);
    // What it made was changed since, and back: it is somebody's by now.
    await undone(scope, first.id);
    expect(await listed(scope)).toEqual([told]);
  });

  test("is gone from lists and figures once it is taken back, and comes anew", async () => {
    const scope = await testScope();
    const { id } = await imported(scope, header, jane);
    const figure = () => getAiActivity(scope, {});
    expect(await figure()).toMatchObject({ recorded: true });
    await undone(scope, id);
    expect(await listed(scope)).toEqual([]);
    expect(await figure()).toMatchObject({ recorded: false });
    expect(await imported(scope, header, jane)).toMatchObject({ created: 1 });
    expect(await listed(scope)).toEqual([told]);
    const { source, ...item } = told;
    expect(await recordActivity(scope, { items: [item], source })).toMatchObject({ unchanged: 1 });
  });
});
