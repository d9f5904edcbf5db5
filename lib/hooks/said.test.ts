import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { keyActor, webhookActor } from "#lib/actor.ts";
import type { Answers } from "#lib/imports/mapping/schema.ts";
import { work } from "#lib/imports/run/run.ts";
import { beginUndo } from "#lib/imports/run/write.ts";
import { fileOf, importedFile } from "#lib/imports/testing.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { declareIncident, updateIncident } from "#lib/incidents/write.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { incidentOf, pagerDutyEvent } from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";

/** A file, a hook and people are told apart by what each said, not by whether values happen to be equal. */

const minute = (count: number) => new Date(Date.UTC(2026, 2, 5, 14, count)).toISOString();

interface Row {
  title?: string;
  urgency?: string;
  priority?: string;
  resolved?: string;
  service?: string;
}

async function world() {
  const people = await testScope({ now: "2026-03-06T08:00:00Z" });
  let told = 0;
  const hook: Scope = { ...people, actor: webhookActor("PagerDuty") };
  return {
    people,
    async says(type: string, data: object = {}, { as = hook, subject = "Q1" } = {}) {
      told += 1;
      const { event } = pagerDutyEvent(`incident.${type}`, { at: minute(told), event: `e${told}`, subject });
      return receivePagerDuty(as, { payload: { event: { ...event, data: { ...event.data, ...data } } } });
    },
    async imports(row: Row, { subject = "Q1", answers = {} as Answers } = {}) {
      const cells: Record<string, string> = {
        id: subject,
        incident_number: "1234",
        description: row.title ?? "From the file",
        created_at: minute(0),
        resolved_at: row.resolved ?? "",
        urgency: row.urgency ?? "high",
        ...(row.priority === undefined ? {} : { priority_name: row.priority }),
        service_name: row.service ?? "Checkout",
        seconds_to_resolve: "",
        status: row.resolved === undefined ? "triggered" : "resolved",
      };
      const { id, plan, state } = await importedFile(people, fileOf(cells), { answers });
      expect(state).toBe("done");
      return { id, plan };
    },
    async edits(patch: object, subject = "Q1") {
      const { number, version } = await incidentOf(people, "pagerduty", subject);
      return updateIncident(people, { key: String(number), patch: { version, ...patch } });
    },
    record: (subject = "Q1") => incidentOf(people, "pagerduty", subject),
  };
}

const priority = (summary: string) => ({ priority: { summary } });

describe("after a history came by file", () => {
  test("its hook corrects title, severity, systems and state", async () => {
    const { says, imports, record } = await world();
    await imports({ title: "Old words", priority: "P2" });
    expect(await record()).toMatchObject({ title: "Old words", severity: 2, severityRaw: "P2" });
    await says("priority_updated", {
      title: "New words",
      ...priority("P1"),
      service: { summary: "Payments" },
    });
    await says("resolved", { title: "Newest words", ...priority("P1"), service: { summary: "Payments" } });
    expect(await record()).toMatchObject({
      title: "Newest words",
      severity: 1,
      severityRaw: "P1",
      status: "resolved",
      resolvedAt: new Date(minute(2)),
      customFields: expect.objectContaining({ url: expect.any(String) }),
    });
  });

  test("what a person changed since stays, and the rest follows the hook", async () => {
    const { says, imports, edits, record } = await world();
    await imports({ title: "Old words", priority: "P2" });
    await edits({ title: "What it was" });
    await says("priority_updated", { title: "New words", ...priority("P1") });
    expect(await record()).toMatchObject({ title: "What it was", severity: 1, severityRaw: "P1" });
  });

  test("a person's word that happens to be what the sender said is a person's", async () => {
    const { says, edits, record } = await world();
    await says("triggered", { title: "Slow" });
    await edits({ title: "Fast" });
    await edits({ title: "Slow" });
    await says("acknowledged", { title: "Down" });
    expect((await record()).title).toBe("Slow");
  });

  test("an end that the file knows stays until the hook tells of something later", async () => {
    const { says, imports, record } = await world();
    await imports({ resolved: minute(30) });
    await says("triggered");
    expect(await record()).toMatchObject({ status: "resolved", resolvedAt: new Date(minute(30)) });
  });

  test("a hook that proves itself with a key is a hook, and a program that sends records is not", async () => {
    const { people, says, edits, record } = await world();
    const key = (name: string): Scope => ({
      ...people,
      actor: keyActor({ id: name, name, scopes: ["write"] }),
    });
    await says("triggered", { title: "One" }, { as: key("hook") });
    await says("acknowledged", { title: "Two" }, { as: key("hook") });
    expect((await record()).title).toBe("Two");
    await declareIncident(key("sync"), {
      body: { title: "Three", startedAt: minute(0), source: "pagerduty", externalId: "Q1" },
    });
    await says("acknowledged", { title: "Four" }, { as: key("hook") });
    expect((await record()).title).toBe("Three");
    await edits({ title: "Five" });
  });
});

describe("severity and its word", () => {
  test("are never of two sayings: hook without a severity, file with one, hook with another", async () => {
    const { says, imports, record } = await world();
    await says("triggered");
    expect(await record()).toMatchObject({ severity: null, severityRaw: "high" });
    await imports({}, { answers: { values: { severity: { high: 2 } } } });
    expect(await record()).toMatchObject({ severity: 2, severityRaw: "high" });
    await says("resolved", priority("P3"));
    expect(await record()).toMatchObject({ severity: 3, severityRaw: "P3" });
  });

  test("go together where the new word has no meaning", async () => {
    const { says, imports, record } = await world();
    await imports({ priority: "P2" });
    await says("priority_updated", priority("Très grave"));
    expect(await record()).toMatchObject({ severity: null, severityRaw: "Très grave" });
  });
});

describe("a tool's file", () => {
  test("leaves what its hook and people said, says so, and fills what nobody said", async () => {
    const { says, imports, edits, record } = await world();
    await says("resolved", { title: "From the hook", ...priority("P1") });
    await edits({ lostOrders: 5, kind: "exercise" });
    const { plan } = await imports({ title: "From the file", priority: "P4" });
    expect(plan?.remarkSample[0]?.reasons[0]?.reason).toContain(
      "Stays as the tool's own messages said it: Title",
    );
    expect(await record()).toMatchObject({
      title: "From the hook",
      severity: 1,
      severityRaw: "P1",
      kind: "exercise",
      status: "resolved",
    });
  });

  test("may tell of an end that its hook never told", async () => {
    const { says, imports, record } = await world();
    await says("triggered");
    await imports({ resolved: minute(40) });
    expect(await record()).toMatchObject({ status: "resolved", resolvedAt: new Date(minute(40)) });
  });

  test("shows what it changed in the record's history, and what taking it back did", async () => {
    const { people, imports, record } = await world();
    await imports({ title: "One" });
    const { id } = await imports({ title: "Two" });
    const { number } = await record();
    const titles = async () =>
      (await incidentHistory(people, { key: String(number) })).items.map(({ actorKind, changes }) => [
        actorKind,
        changes.map(({ before, after }) => [before, after]),
      ]);
    const begun = ["import", expect.arrayContaining([[null, "One"]])];
    expect(await titles()).toEqual([["import", [["One", "Two"]]], begun]);
    await beginUndo(people, { id });
    await work(people, id);
    expect(await titles()).toEqual([["import", [["Two", "One"]]], ["import", [["One", "Two"]]], begun]);
  });
});

test("each field ends as the highest party last said it, whatever came in which order, and pairs stay whole", {
  timeout: 240_000,
}, async () => {
  const words = fc.constantFrom("Slow", "Down", "Gone");
  const sayings = fc.array(
    fc.oneof(
      fc.record({
        by: fc.constant("hook" as const),
        title: words,
        priority: fc.constantFrom("P1", "P2", "?"),
      }),
      fc.record({ by: fc.constant("file" as const), title: words, priority: fc.constantFrom("P3", "P4") }),
      fc.record({
        by: fc.constant("person" as const),
        title: words,
        severity: fc.option(fc.constantFrom(1, 5)),
      }),
    ),
    { minLength: 1, maxLength: 7 },
  );
  const meaning: Record<string, number | null> = { P1: 1, P2: 2, P3: 3, P4: 4, "?": null };
  const { says, imports, edits, record } = await world();
  let run = 0;
  await fc.assert(
    asyncProperty(sayings, async (all) => {
      run += 1;
      const subject = `R${run}`;
      const last: Record<string, { title?: string; pair?: unknown[] }> = { person: {}, hook: {}, file: {} };
      for (const saying of all) {
        if (saying.by === "hook") {
          await says("acknowledged", { title: saying.title, ...priority(saying.priority) }, { subject });
          const means = meaning[saying.priority];
          last.hook!.title = saying.title;
          last.hook!.pair = [means, saying.priority];
          // A word without a meaning leaves a file free to say how bad it was.
        } else if (saying.by === "file") {
          await imports({ title: saying.title, priority: saying.priority }, { subject });
          last.file!.title = saying.title;
          last.file!.pair = [meaning[saying.priority], saying.priority];
          if (last.hook!.pair?.[0] === null) last.hook!.pair = last.file!.pair;
        } else {
          const before = await record(subject);
          if (before === undefined) continue;
          await edits(
            { title: saying.title, ...(saying.severity === null ? {} : { severity: saying.severity }) },
            subject,
          );
          // Saying what stands there already changes nothing, and is no word.
          if (before.title !== saying.title) last.person!.title = saying.title;
          if (saying.severity !== null && before.severity !== saying.severity)
            last.person!.pair = [saying.severity, before.severityRaw];
        }
      }
      const stored = await record(subject);
      if (stored === undefined) return;
      const said = (what: "title" | "pair") =>
        [last.person, last.hook, last.file].map((one) => one![what]).find((one) => one !== undefined);
      expect(stored.title).toBe(said("title"));
      expect([stored.severity, stored.severityRaw]).toEqual(said("pair"));
    }),
    { numRuns: runs(40) },
  );
});
