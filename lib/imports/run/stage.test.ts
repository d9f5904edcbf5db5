import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { AppError } from "#lib/errors.ts";
import { Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import { importJob } from "../read.ts";
import { Plan } from "../schema.ts";
import { bytesOf } from "../testing.ts";
import { lookThrough } from "./look.ts";
import { planThrough } from "./plan-file.ts";
import { planStaged, receiveImport } from "./stage.ts";

function receive(scope: Scope, content: string) {
  return receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "a.csv",
    bytes: bytesOf(content),
  });
}

describe("a large file", () => {
  let threads = 0;
  const count = () => {
    threads += 1;
  };
  beforeEach(() => {
    threads = 0;
    process.on("worker", count);
  });
  afterEach(() => {
    process.off("worker", count);
  });

  test("is looked at and planned in threads of its own, as it would be without them", {
    timeout: 60_000,
  }, async () => {
    const scope = scopeOf(new Runtime(await testDatabase()), systemActor("test"));
    const rows = Array.from({ length: 6000 }, (_, i) => {
      const day = String((i % 28) + 1).padStart(2, "0");
      return `R-${i},${"long words ".repeat(60)}${i},2026-03-${day}T08:00:00Z,${i % 7 === 0 ? "many" : i}`;
    });
    const content = ["id,title,started_at,lost_orders", ...rows, ""].join("\n");
    const { id, inspection } = await receive(scope, content);
    const { plan } = await planStaged(scope, id, {
      acceptProposals: true,
      answers: { unreadable: { many: "refuse" } },
    });
    expect(threads).toBe(2);
    const job = await importJob(scope, { id });
    expect(inspection).toEqual((await lookThrough(scope, id, { target: "incidents" })).inspection);
    expect(plan).toEqual(Plan.parse(JSON.parse(JSON.stringify(await planThrough(scope, id)))));
    expect(plan).toMatchObject({ refused: Math.ceil(6000 / 7), create: 6000 - Math.ceil(6000 / 7) });
    expect(job.fileBytes).toBeGreaterThan(4_000_000);
  });

  test("that is no table is refused in the same words", async () => {
    const scope = scopeOf(new Runtime(await testDatabase()), systemActor("test"));
    const content = `%PDF-1.7 ${"objects and streams ".repeat(300_000)}`;
    const refusal = await receive(scope, content).catch((error: unknown) => error);
    expect(threads).toBe(1);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: "invalid",
      errors: [{ path: "file", message: expect.stringContaining("This is a PDF document.") }],
    });
  });
});
