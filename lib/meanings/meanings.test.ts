import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import { keyActor, webhookActor } from "#lib/actor.ts";
import type { Answers } from "#lib/imports/mapping/schema.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { startRun } from "#lib/imports/run/start.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { setWordMeaning } from "#lib/incidents/meanings/operations.ts";
import { listMeanings } from "#lib/incidents/meanings/read.ts";
import { declareIncident, declareIncidents, updateIncident } from "#lib/incidents/write.ts";
import { receiveAlertmanager } from "#lib/integrations/alertmanager/hook.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { receiveStatuspage } from "#lib/integrations/statuspage/hook.ts";
import { alert, alertGroup, incidentOf, page, pagerDutyEvent } from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { removeMeaning } from "./write.ts";

/** What a source's word means is said once, and holds for every way in. */

const startedAt = "2026-03-05T14:00:00Z";
const now = "2026-03-06T08:00:00Z";

async function world() {
  const admin = await testScope({ now });
  const program: Scope = { ...admin, actor: keyActor({ id: "k", name: "sync", scopes: ["write"] }) };
  const hook: Scope = { ...admin, actor: webhookActor("A sender") };
  let made = 0;
  const fresh = () => {
    made += 1;
    return `X${made}`;
  };
  const body = (source: string, word: string) => ({
    title: "Slow",
    startedAt,
    source,
    externalId: fresh(),
    severityRaw: word,
  });
  const found = async ({ source, externalId }: { source: string; externalId: string }) =>
    incidentOf(admin, source, externalId);

  async function imports(
    { source, word }: { source: string; word: string },
    { as: who = admin, answers = {} as Answers, acceptProposals = false } = {},
  ) {
    const externalId = fresh();
    const { id } = await receiveImport(who, {
      said: () => ({ target: "incidents" }),
      fileName: "f.csv",
      bytes: bytesOf(`Ref,Title,Started,Sev\n${externalId},Slow,${startedAt},"${word}"\n`),
      mapping: {
        profile: null,
        fields: {
          source: { from: "constant", value: source },
          externalId: { from: "column", column: "Ref" },
          title: { from: "column", column: "Title" },
          startedAt: { from: "column", column: "Started" },
          severity: { from: "column", column: "Sev" },
        },
        customFields: [],
      },
    });
    await planStaged(who, id, { answers, acceptProposals });
    await startRun(who, { id });
    expect(await work(who, id)).toBe("done");
    return found({ source, externalId });
  }

  const ways: Record<
    string,
    (source: string, word: string) => Promise<{ severity: number | null; severityRaw: string | null }>
  > = {
    async rest(source, word) {
      const { incident } = await declareIncident(program, { body: body(source, word) });
      return incident;
    },
    async "rest, known"(source, word) {
      const one = { ...body(source, word), severityRaw: "another", severity: 4 };
      await declareIncident(program, { body: one });
      const { severity: _, ...again } = { ...one, severityRaw: word };
      return (await declareIncident(program, { body: again })).incident;
    },
    async batch(source, word) {
      const item = body(source, word);
      await declareIncidents(program, { items: [item] });
      return found(item);
    },
    import: (source, word) => imports({ source, word }, { as: as(admin, "responder") }),
    async hook(source, word) {
      const id = fresh();
      if (source === "pagerduty") {
        const { event } = pagerDutyEvent("incident.triggered", { at: startedAt, subject: id, event: id });
        const data = { ...event.data, priority: { summary: word } };
        await receivePagerDuty(hook, { payload: { event: { ...event, data } } });
        return found({ source, externalId: id });
      }
      if (source === "statuspage") {
        await receiveStatuspage(hook, {
          payload: page({ id, status: "investigating", at: startedAt, impact: word }),
        });
        return found({ source, externalId: id });
      }
      const group = alertGroup("firing", [alert({ startsAt: startedAt, labels: { severity: word } })]);
      const { records } = await receiveAlertmanager(hook, { payload: { ...group, groupKey: id } });
      return found({ source, externalId: records[0]!.externalId });
    },
  };
  return { admin, program, hook, ways, imports, body, found };
}

test("one word of one source gives one severity, whichever way it comes in", {
  timeout: 120_000,
}, async () => {
  const { admin, ways } = await world();
  await fc.assert(
    asyncProperty(
      fc.constantFrom("pagerduty", "statuspage", "alertmanager"),
      fc.constantFrom("Blocker", "P1", "high", "1", "2 - Low", "Très grave", "none"),
      fc.constantFrom(1, 2, 3, 4, 5, null),
      async (source, word, meaning) => {
        await setWordMeaning(admin, { source, field: "severity", word, meaning });
        for (const [way, come] of Object.entries(ways)) {
          for (const written of [word, word.toUpperCase()]) {
            const { severity, severityRaw } = await come(source, written);
            expect({ way, severity, severityRaw }).toEqual({ way, severity: meaning, severityRaw: written });
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});

describe("a word that nobody said the meaning of", () => {
  test("waits, counted by source, until it is said once; then its records are read again", async () => {
    const { admin, program, body, found, hook } = await world();
    const [one, two, other] = [body("jira", "Blocker"), body("jira", " blocker"), body("tool", "Blocker")];
    await declareIncidents(program, { items: [one, two, other] });
    const waiting = async () =>
      (await listMeanings(hook, {})).waiting.map(({ source, records }) => [source, records]);
    expect(await waiting()).toEqual([
      ["jira", 2],
      ["tool", 1],
    ]);
    const set = await setWordMeaning(admin, {
      source: "jira",
      field: "severity",
      word: "BLOCKER",
      meaning: 1,
    });
    expect(set).toMatchObject({ word: "blocker", meaning: 1, updated: 2, setBy: "A admin" });
    expect(await waiting()).toEqual([["tool", 1]]);
    expect((await found(one)).severity).toBe(1);
    expect((await found(other)).severity).toBeNull();
    const { items } = await incidentHistory(admin, { key: (await found(one)).id });
    expect(items[0]).toMatchObject({ deed: "read the source's word for the severity", actorName: "A admin" });
  });

  test("says nothing where that is said of it, which is no longer open", async () => {
    const { admin, program, body, ways } = await world();
    await declareIncident(program, { body: body("pagerduty", "P1") });
    await setWordMeaning(admin, { source: "pagerduty", field: "severity", word: "P1", meaning: null });
    expect((await listMeanings(admin, {})).waiting).toEqual([]);
    expect((await ways.hook!("pagerduty", "P1")).severity).toBeNull();
  });
});

describe("another meaning", () => {
  test("is read again into what the first one gave, and not into what a person or program said", async () => {
    const { admin, program, body, found, ways } = await world();
    const set = (meaning: number | null) =>
      setWordMeaning(admin, { source: "jira", field: "severity", word: "Major", meaning });
    await set(2);
    const [given, said, told] = [body("jira", "Major"), body("jira", "Major"), body("jira", "Major")];
    await declareIncidents(program, { items: [given, said, { ...told, severity: 5 }] });
    const { id, version } = await found(said);
    await updateIncident(admin, { key: id, patch: { version, severity: 1 } });
    expect((await set(3)).updated).toBe(1);
    expect([await found(given), await found(said), await found(told)].map((one) => one.severity)).toEqual([
      3, 1, 5,
    ]);
    expect((await ways.import!("jira", "Major")).severity).toBe(3);
  });

  test("is refused where the field has no such value, and where somebody else was faster", async () => {
    const { admin } = await world();
    const word = { source: "jira", field: "severity", word: "Major" };
    expect(await refusalOf(setWordMeaning(admin, { ...word, meaning: "open" }))).toMatchObject({
      code: "invalid",
    });
    expect(await refusalOf(setWordMeaning(as(admin, "responder"), { ...word, meaning: 2 }))).toMatchObject({
      code: "forbidden",
    });
    await setWordMeaning(admin, { ...word, meaning: 2 });
    await setWordMeaning(admin, { ...word, meaning: 3 });
    expect(await refusalOf(setWordMeaning(admin, { ...word, meaning: 4, version: 1 }))).toMatchObject({
      code: "conflict",
    });
  });

  test("can be forgotten: the word is open again, and records keep what it gave them", async () => {
    const { admin, program, body, found } = await world();
    const { id } = await setWordMeaning(admin, {
      source: "jira",
      field: "severity",
      word: "Major",
      meaning: 2,
    });
    const one = body("jira", "Major");
    await declareIncident(program, { body: one });
    await removeMeaning(admin, { id });
    expect((await found(one)).severity).toBe(2);
    const next = body("jira", "Major");
    await declareIncident(program, { body: next });
    expect((await found(next)).severity).toBeNull();
    expect((await listMeanings(admin, {})).waiting).toMatchObject([{ word: "Major", records: 1 }]);
  });
});

describe("an import's answer", () => {
  test("is kept for its source when an administrator runs it, and what was stored is read again", async () => {
    const { admin, program, body, found, imports, ways } = await world();
    const before = body("jira", "Sehr schlimm");
    await declareIncident(program, { body: before });
    await imports(
      { source: "jira", word: "Sehr schlimm" },
      { answers: { values: { severity: { "Sehr schlimm": 1 } } } },
    );
    expect((await listMeanings(admin, {})).items).toMatchObject([
      { source: "jira", word: "sehr schlimm", meaning: 1 },
    ]);
    expect((await found(before)).severity).toBe(1);
    expect((await ways.rest!("jira", "sehr schlimm")).severity).toBe(1);
    expect((await ways.import!("jira", "SEHR SCHLIMM")).severity).toBe(1);
  });

  test("of a responder holds for that import alone", async () => {
    const { admin, imports } = await world();
    const answers: Answers = { values: { severity: { Schlimm: 1 } } };
    const stored = await imports(
      { source: "jira", word: "Schlimm" },
      { as: as(admin, "responder"), answers },
    );
    expect(stored.severity).toBe(1);
    expect((await listMeanings(admin, {})).items).toEqual([]);
  });

  test.each(["1", "5", "2 - Low", "SEV1", "Blocker"])(
    "is needed for %s: no import runs with severities unread",
    async (word) => {
      const { imports } = await world();
      expect(await refusalOf(imports({ source: "tool", word }))).toMatchObject({
        code: "invalid",
        errors: [{ path: "answers.values.severity" }],
      });
      const stored = await imports(
        { source: "tool", word },
        { answers: { values: { severity: { [word]: null } } } },
      );
      expect(stored).toMatchObject({ severity: null, severityRaw: word });
    },
  );
});

test("an urgency of PagerDuty is a word in file and hook alike, until its meaning is said", async () => {
  const { admin, hook, found } = await world();
  const file = async (id: string) => {
    const { id: staged } = await receiveImport(admin, {
      said: () => ({ target: "incidents" }),
      fileName: "report.csv",
      bytes: bytesOf(
        `id,incident_number,description,created_on,resolved_on,urgency\n${id},1,Slow,${startedAt},,high\n`,
      ),
    });
    await planStaged(as(admin, "responder"), staged, { acceptProposals: true });
    await startRun(as(admin, "responder"), { id: staged });
    await work(admin, staged);
    return found({ source: "pagerduty", externalId: id });
  };
  const message = async (id: string) => {
    await receivePagerDuty(hook, {
      payload: pagerDutyEvent("incident.triggered", { at: startedAt, subject: id, event: id }),
    });
    return found({ source: "pagerduty", externalId: id });
  };
  const word = { severity: null, severityRaw: "high" };
  expect([await file("F1"), await message("H1")]).toMatchObject([word, word]);
  await setWordMeaning(admin, { source: "pagerduty", field: "severity", word: "high", meaning: 2 });
  const meant = { severity: 2, severityRaw: "high" };
  const all = [
    await found({ source: "pagerduty", externalId: "F1" }),
    await found({ source: "pagerduty", externalId: "H1" }),
    await file("F2"),
    await message("H2"),
  ];
  expect(all).toMatchObject([meant, meant, meant, meant]);
});
