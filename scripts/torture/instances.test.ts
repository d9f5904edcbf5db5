import { describe, expect, onTestFinished, test } from "vitest";
import { copyOfTemplate } from "#db/testing.ts";
import { type History, record, staleAnswers } from "./history.ts";
import { type Instance, instanceElsewhere, instanceHere } from "./instance.ts";
import { openStored } from "./stored.ts";

async function two(open: readonly ((url: string) => Promise<Instance>)[]) {
  const { url, drop } = await copyOfTemplate();
  const instances = await Promise.all(open.map((one) => one(url)));
  onTestFinished(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await drop();
  });
  return { url, instances };
}

describe("two instances on one database", () => {
  test.each([
    ["in one process", [instanceHere, instanceHere], 700],
    ["in two processes", [instanceHere, instanceElsewhere], 1500],
  ])("%s answer with every write acknowledged before, under 16 writers", async (_, open, ms) => {
    const { instances } = await two(open);
    await Promise.all(instances.map((instance) => instance.values()));
    const history = await record({ instances, writers: 16, ms });
    expect(staleAnswers(history)).toEqual([]);
    expect(history.reads.length).toBeGreaterThan(4);
    expect(history.writes.length).toBeGreaterThan(32);
  });

  test("lose no update of 32 clients: each success has its audit entry, each stale one is a conflict", async () => {
    const { url, instances } = await two([instanceHere, instanceHere]);
    const records = await Promise.all(Array.from({ length: 4 }, () => instances[0]!.declare()));
    let conflicts = 0;
    const edit = async (client: number) => {
      const instance = instances[client % 2]!;
      const { number } = records[client % 4]!;
      for (let done = 0; done < 2; ) {
        const after = await instance.update(await instance.record(number));
        if (after === null) conflicts += 1;
        else done += 1;
      }
    };
    await Promise.all(Array.from({ length: 32 }, (_, client) => edit(client)));
    expect(conflicts).toBeGreaterThan(0);
    for (const { number } of records)
      expect(await instances[1]!.record(number)).toEqual({ number, value: 16, version: 17 });
    const stored = await openStored(url);
    const entries = await stored.rows(`select i.number, a.before, a.after from audit_entries a
      join incidents i on i.id = a.subject where a.action = 'incident.update'`);
    await stored.close();
    const steps = entries.map(
      ([number, before, after]) => `${number}: ${lostOrders(before)} to ${lostOrders(after)}`,
    );
    const each = records.flatMap(({ number }) =>
      Array.from({ length: 16 }, (_, i) => `${number}: ${i} to ${i + 1}`),
    );
    expect(steps.toSorted()).toEqual(each.toSorted());
  });
});

/** SQLite keeps JSON as text. */
function lostOrders(kept: unknown): unknown {
  return ((typeof kept === "string" ? JSON.parse(kept) : kept) as { lostOrders: number }).lostOrders;
}

describe("a recorded history", () => {
  const declared = { number: 1, value: 0, begun: null, acknowledged: 2 };
  const updated = { number: 1, value: 1, begun: 3, acknowledged: 5 };
  const answer = (asked: number, answered: number, value: number | null): History => ({
    writes: [declared, updated],
    reads: [{ asked, answered, values: new Map(value === null ? [] : [[1, value]]) }],
  });

  test.each([
    ["an answer without a record that was there", answer(3, 4, null), /0 was acknowledged before, -1/],
    ["an answer with an old value", answer(6, 7, 0), /1 was acknowledged before, 0/],
    ["an answer from the future", answer(1, 2, 1), /before it was written/],
  ])("shows %s", (_, history, words) => {
    expect(staleAnswers(history)).toEqual([expect.stringMatching(words)]);
  });

  test.each([
    ["before the write ended", answer(4, 6, 0)],
    ["and holds what was being written", answer(4, 6, 1)],
    ["after it", answer(6, 7, 1)],
  ])("allows an answer asked for %s", (_, history) => {
    expect(staleAnswers(history)).toEqual([]);
  });
});
