import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { webhookActor } from "#lib/actor.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange } from "#lib/changes/write.ts";
import { work } from "#lib/imports/run/run.ts";
import { beginUndo } from "#lib/imports/run/write.ts";
import { fileOf, importedFile } from "#lib/imports/testing.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident, declareIncidents, deleteIncident, restoreIncident } from "#lib/incidents/write.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { toolProfiles } from "#lib/integrations/profiles.ts";
import { receiveStatuspage } from "#lib/integrations/statuspage/hook.ts";
import { at, deployment, deploymentStatus, page, pagerDutyEvent } from "#lib/integrations/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { sameWords } from "#lib/testing-names.ts";

/** One record has several names, and every way in finds it by each of them. */

interface Thing {
  id: string;
  number: string;
}

async function world() {
  const people = await testScope({ now: "2026-03-06T08:00:00Z" });
  const hook: Scope = { ...people, actor: webhookActor("A sender") };
  let told = 0;
  const imported = async (row: Record<string, string>, target: "incidents" | "changes" = "incidents") => {
    const { state, plan, id } = await importedFile(people, fileOf(row), { target });
    expect(state).toBe("done");
    return { plan, id };
  };
  const pagerDuty = async (id: string, number: string | null) => {
    told += 1;
    const { event } = pagerDutyEvent("incident.triggered", {
      at: at("14:00"),
      event: `e${told}`,
      subject: id,
    });
    const data = { ...event.data, number: number === null ? null : Number(number) };
    await receivePagerDuty(hook, { payload: { event: { ...event, data } } });
  };
  const body = (externalId: string) => ({
    source: "pagerduty",
    externalId,
    title: "By a program",
    startedAt: at("14:00"),
  });
  return {
    people,
    hook,
    imported,
    body,
    ways: {
      hook: ({ id, number }: Thing) => pagerDuty(id, number),
      "hook by id": ({ id }: Thing) => pagerDuty(id, null),
      report: ({ id, number }: Thing) => imported(pagerDutyRow({ id, incident_number: number })),
      "report by id": ({ id }: Thing) => imported(pagerDutyRow({ id, incident_number: "" })),
      "file by number": ({ number }: Thing) => imported(devlakeRow(number)),
      "program by id": ({ id }: Thing) => declareIncident(people, { body: body(id) }),
      "program by number": ({ number }: Thing) => declareIncident(people, { body: body(number) }),
      "batch by both": ({ id, number }: Thing) =>
        declareIncidents(people, { items: [body(id), body(number), body(id)] }),
    },
    async incidents() {
      const { items } = await listIncidents(people, { period: "all", limit: 500 });
      return items;
    },
  };
}

const pagerDutyRow = (names: { id: string; incident_number: string }) => ({
  ...names,
  description: "From a report",
  created_on: at("14:00"),
  resolved_on: "",
  urgency: "high",
  service_name: "Checkout",
});
const devlakeRow = (number: string) => ({
  connection_id: "1",
  number,
  summary: "From a file by number",
  urgency: "high",
  created_date: at("14:00"),
});

const bothOrders = (a: string, b: string): [string, string][] => [
  [a, b],
  [b, a],
];

describe("a tool's file and its hook", () => {
  test.each([...bothOrders("file by number", "hook"), ...bothOrders("report", "hook")])(
    "make one record of PagerDuty: %s, then %s, and both again",
    async (first, second) => {
      const { ways, incidents } = await world();
      const steps = [first, second, first, second] as (keyof typeof ways)[];
      for (const step of steps) await ways[step]({ id: "Q1", number: "1234" });
      const all = await incidents();
      expect(all).toHaveLength(1);
      const [{ externalId, aliases }] = all as [(typeof all)[number]];
      expect([externalId, ...aliases].sort()).toEqual(["1234", "Q1"]);
      // It is stored under the name that it came by first.
      expect(externalId).toBe(first === "file by number" ? "1234" : "Q1");
    },
  );

  const id = page({ status: "investigating", at: at("14:01") }).incident.id;
  const times = { started_at: at("14:00"), resolved_at: at("15:00") };
  test.each([
    ["its list", { id, name: "Slow", status: "resolved", impact: "major", created_at: at("14:00") }],
    ["its list with updates", { id, title: "Slow", impact: "major", ...times, components: "API" }],
    [
      "its downtimes",
      {
        incident_id: id,
        downtime_start: at("14:00"),
        downtime_end: at("15:00"),
        title: "Slow",
        impact: "major",
      },
    ],
  ])("make one record of Statuspage: %s and the hook, in both orders", async (_, row) => {
    for (const order of ["file", "hook"]) {
      const { hook, imported, incidents } = await world();
      const payload = page({ status: "investigating", at: at("14:01") });
      if (order === "file") await imported(row);
      await receiveStatuspage(hook, { payload });
      await imported(row);
      await receiveStatuspage(hook, { payload: page({ status: "resolved", at: at("15:00") }) });
      expect(await incidents()).toHaveLength(1);
    }
  });

  test("make one change of a GitHub deployment, in both orders", async () => {
    for (const order of ["file", "hook"]) {
      const { people, hook, imported } = await world();
      const asked = deployment({ id: 7, sha: "abc", at: at("14:00") });
      const event = {
        event: "deployment_status",
        payload: deploymentStatus({ id: 1, state: "success", at: at("14:05"), deployment: asked }),
      };
      const row = { id: "7", sha: "abc", ref: "main", environment: "production", created_at: at("14:00") };
      if (order === "file") await imported(row, "changes");
      await receiveGithub(hook, event);
      await imported(row, "changes");
      expect(await getChange(people, { key: "1" })).toMatchObject({ externalId: "7", aliases: [] });
      await expect(getChange(people, { key: "2" })).rejects.toThrow();
    }
  });
});

describe("a key, an id and a number", () => {
  const cases: [string, string, Record<string, string>, string][] = [
    ["jira", "PROJ-12", jiraRow("PROJ-12", "10012"), "10012"],
    ["datadog", "77", datadogRow("77", "0f3a"), "0f3a"],
    ["servicenow", "INC0010001", serviceNowRow("INC0010001", "46b6"), "46b6"],
    ["opsgenie", "b7c1", opsgenieRow("b7c1", "31"), "31"],
    ["rootly", "c2d0", rootlyRow("c2d0", "8"), "8"],
    ["google-cloud", "ugS", googleRow("ugS", "17338"), "17338"],
  ];
  test.each(cases)(
    "%s: a file with both meets a program that sends either",
    async (source, own, row, other) => {
      const { people, imported, incidents } = await world();
      const says = (externalId: string) =>
        declareIncident(people, { body: { source, externalId, title: "Said", startedAt: at("14:00") } });
      await imported(row);
      expect(await says(other)).toMatchObject({
        result: "updated",
        incident: { externalId: own, aliases: [other] },
      });
      await says(own);
      expect((await imported(row)).plan).toMatchObject({ create: 0 });
      expect(await incidents()).toHaveLength(1);
    },
  );

  test.each(cases)("%s: a program came first, by the other name", async (source, own, row, other) => {
    const { people, imported, incidents } = await world();
    const body = { source, externalId: other, title: "Said", startedAt: at("14:00") };
    await declareIncident(people, { body });
    await imported(row);
    expect(await incidents()).toMatchObject([{ externalId: other, aliases: [own] }]);
    expect((await imported(row)).plan).toMatchObject({ create: 0, update: 0 });
  });

  test("columns of names stand in profiles of tools that have several", () => {
    const named = toolProfiles.filter(({ ids, numbers }) => (ids ?? numbers) !== undefined);
    for (const { fields, ids = [], numbers = [] } of named)
      expect([...ids, ...numbers]).toEqual(expect.arrayContaining([...columnsOf(fields.externalId!)]));
    expect(new Set(named.map(({ source }) => source))).toEqual(
      new Set([
        "azure-devops",
        "better-stack",
        "cachet",
        "datadog",
        "devlake",
        "firehydrant",
        "freshdesk",
        "freshservice",
        "glpi",
        "google-cloud",
        "grafana",
        "incident.io",
        "jira",
        "linear",
        "opsgenie",
        "pagerduty",
        "redmine",
        "remedy",
        "rootly",
        "servicenow",
        "uptime-kuma",
        "zendesk",
      ]),
    );
  });
});

const columnsOf = (spec: (typeof toolProfiles)[number]["fields"][string]) =>
  Array.isArray(spec) ? spec : "first" in spec ? spec.first : [];

function jiraRow(key: string, id: string) {
  return { Summary: "Down", "Issue key": key, "Issue id": id, Created: at("14:00") };
}
function datadogRow(publicId: string, id: string) {
  return {
    public_id: publicId,
    id,
    title: "Down",
    severity: "SEV-2",
    customer_impacted: "true",
    state: "resolved",
    created: at("14:00"),
  };
}
function serviceNowRow(number: string, id: string) {
  return { number, sys_id: id, opened_at: at("14:00"), short_description: "Down" };
}
function opsgenieRow(id: string, number: string) {
  return { id, tinyId: number, message: "Down", priority: "P2", createdAt: at("14:00") };
}
function rootlyRow(id: string, number: string) {
  return {
    id,
    sequential_id: number,
    title: "Down",
    kind: "normal",
    severity: "SEV1",
    started_at: at("14:00"),
  };
}
function googleRow(id: string, number: string) {
  return { id, number, begin: at("14:00"), end: at("15:00"), external_desc: "Down", severity: "high" };
}

describe("a number", () => {
  test("means no record whose id is another, be it of an account that counts anew", async () => {
    const { ways, incidents } = await world();
    await ways.hook({ id: "Q1", number: "1234" });
    await ways.hook({ id: "Q2", number: "1234" });
    await ways.report({ id: "Q3", number: "1234" });
    await ways.report({ id: "Q3", number: "1234" });
    const all = await incidents();
    expect(all.map(({ externalId, aliases }) => [externalId, ...aliases]).sort()).toEqual([
      ["Q1", "1234"],
      ["Q2"],
      ["Q3"],
    ]);
    await ways["file by number"]({ id: "", number: "1234" });
    expect(await incidents()).toHaveLength(3);
  });

  test("joins no two records that are there already", async () => {
    const { ways, incidents } = await world();
    await ways["file by number"]({ id: "", number: "1234" });
    await ways["hook by id"]({ id: "Q1", number: "" });
    for (const way of ["hook", "report", "file by number", "hook by id"] as const)
      await ways[way]({ id: "Q1", number: "1234" });
    const all = await incidents();
    expect(all.map(({ externalId, aliases }) => [externalId, ...aliases]).sort()).toEqual([["1234"], ["Q1"]]);
  });

  test("of two rows of one file is the first one's", async () => {
    const { people, incidents } = await world();
    const rows = ["Q1", "Q2"].map((id) => pagerDutyRow({ id, incident_number: "7" }));
    for (const _ of [1, 2]) expect((await importedFile(people, fileOf(...rows))).state).toBe("done");
    expect((await incidents()).map(({ externalId, aliases }) => [externalId, ...aliases]).sort()).toEqual([
      ["Q1", "7"],
      ["Q2"],
    ]);
  });
});

test("two rows that mean one record are told, and the second is refused", async () => {
  const { people, incidents } = await world();
  await importedFile(people, fileOf(jiraRow("PROJ-1", "10012")));
  const file = fileOf(jiraRow("PROJ-1", "10012"), jiraRow("MOVED-1", "10012"));
  const { plan, state } = await importedFile(people, file);
  expect(state).toBe("done");
  expect(plan).toMatchObject({ create: 0, refused: 1 });
  expect(await incidents()).toHaveLength(1);
});

test("a record that is taken out of the figures, and brought back, keeps its names", async () => {
  const { people, ways, incidents } = await world();
  await ways.hook({ id: "Q1", number: "1234" });
  await deleteIncident(people, { key: "1" });
  await ways["file by number"]({ id: "", number: "1234" });
  expect(await incidents()).toEqual([]);
  await restoreIncident(people, { key: "1" });
  await ways["file by number"]({ id: "", number: "1234" });
  expect(await incidents()).toMatchObject([{ externalId: "Q1", aliases: ["1234"] }]);
});

test("an import that is taken back leaves no name behind", async () => {
  const { people, imported, ways, incidents } = await world();
  const undone = async ({ id }: { id: string }) => {
    await beginUndo(people, { id });
    expect(await work(people, id)).toBe("undone");
  };
  await undone(await imported(pagerDutyRow({ id: "Q1", incident_number: "1234" })));
  expect(await getIncident(people, { key: "1" })).toMatchObject({ externalId: null, aliases: [] });
  await ways["hook by id"]({ id: "Q1", number: "" });
  await undone(await imported(pagerDutyRow({ id: "Q1", incident_number: "1234" })));
  expect(await incidents()).toMatchObject([{ number: 2, externalId: "Q1", aliases: [] }]);
});

test("a change is linked by any name that its source has for it", async () => {
  const { people } = await world();
  const source = "deploys";
  await recordChange(people, { body: { title: "D", deployedAt: at("13:00"), source, externalId: "7" } });
  const { incident } = await declareIncident(people, {
    body: { title: "Down", startedAt: at("14:00"), changes: [{ source, externalId: "7", link: "culprit" }] },
  });
  expect(incident.changes).toMatchObject([{ number: 1, link: "culprit" }]);
});

/** How many records there are to be, by what was told: written plainly a second time. */
function expectedRecords(told: readonly string[]): number {
  let [byId, byNumber, isOne] = [false, false, false];
  for (const way of told) {
    const tellsBoth = way === "hook" || way === "report";
    if (isOne) continue;
    if (tellsBoth) isOne = !(byId && byNumber);
    if (tellsBoth || way.endsWith("by id") || way.endsWith("by both")) byId = true;
    if (way.endsWith("by number") || way.endsWith("by both")) byNumber = true;
  }
  return isOne ? 1 : Number(byId) + Number(byNumber);
}

test("any order and repetition of names and ways in makes the same records", {
  timeout: 240_000,
}, async () => {
  const { ways, incidents } = await world();
  const way = fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]));
  let run = 0;
  await fc.assert(
    asyncProperty(
      fc.array(fc.record({ way, which: fc.nat(1), form: fc.nat(6) }), { minLength: 2, maxLength: 7 }),
      fc.tuple(sameWords, sameWords),
      async (steps, words) => {
        run += 1;
        const before = (await incidents()).length;
        for (const { way, which, form } of steps) {
          const id = `${words[which]!.forms[form]} ${run}.${which}`;
          await ways[way]({ id, number: String(100_000 + 10 * run + which) });
        }
        const expected = [0, 1].map((one) =>
          expectedRecords(steps.flatMap(({ way, which }) => (which === one ? [way] : []))),
        );
        const all = await incidents();
        expect(all.length - before).toBe(expected[0]! + expected[1]!);
      },
    ),
    { numRuns: runs(15) },
  );
});

test("two names of one record at the same time end in one record", async () => {
  const { ways, incidents } = await world();
  for (let round = 0; round < 4; round += 1) {
    const thing = { id: `Q${round}`, number: String(1000 + round) };
    await ways.hook(thing);
    await Promise.all([
      ways["program by number"](thing),
      ways.hook(thing),
      ways["file by number"](thing),
      ways["program by id"](thing),
    ]);
    const fresh = { id: `R${round}`, number: String(2000 + round) };
    await Promise.all([ways.hook(fresh), ways["program by number"](fresh), ways.hook(fresh)]);
    expect(await incidents()).toHaveLength(2 * (round + 1));
  }
});
