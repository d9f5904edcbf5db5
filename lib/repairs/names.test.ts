import { describe, expect, test } from "vitest";
import { commit } from "#db/commit.ts";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { changes } from "#db/schema/changes.ts";
import { incidentRegions, incidents } from "#db/schema/incidents.ts";
import { interventions } from "#db/schema/interventions.ts";
import { actionItems } from "#db/schema/postmortems.ts";
import { systems } from "#db/schema/systems.ts";
import { openAction } from "#lib/actions/write.ts";
import { getChoices } from "#lib/analytics/choices.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getChange, listVolumes } from "#lib/changes/read.ts";
import { recordChange, recordVolumes } from "#lib/changes/write.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import { createIntervention } from "#lib/interventions/write.ts";
import { Runtime, type Scope } from "#lib/scope.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { repairsDue } from "./read.ts";
import { repairAll } from "./start.ts";

const at = "2026-05-01T10:00:00Z";
const café = "cafe\u0301";

/** What an earlier release let in, as it stands in its database: written past the doors. */
async function forced(scope: Scope, edits: Edit[]): Promise<void> {
  await commit(scope.runtime.database, { edits, entries: [], now: scope.clock() });
}

/** Carries the repairs through, and looks at the database as a program does that opens it then. */
async function repaired(scope: Scope): Promise<Scope> {
  const { database } = scope.runtime;
  await repairAll(database, async () => null);
  return { ...scope, runtime: new Runtime(database) };
}

async function declared(scope: Scope, body: Record<string, unknown>, createSystems = true) {
  const whole = { title: "Slow", startedAt: at, resolvedAt: "2026-05-01T11:00:00Z", ...body };
  return (await declareIncident(scope, { body: whole, createSystems })).incident;
}

const told = async (scope: Scope, subject: string) =>
  (await listAudit(scope, { subject, limit: 500 })).items.filter(
    ({ actorName }) => actorName === "Faultline",
  );

describe("names that an earlier release let in", () => {
  test("come into their one form, each told in the audit trail by who did it", async () => {
    const scope = await testScope();
    const { id, number } = await declared(scope, {
      source: "x",
      externalId: "1",
      aiTool: "y",
      regions: ["eu", "us"],
    });
    const { change } = await recordChange(scope, { body: { title: "D", deployedAt: at, author: "z" } });
    const action = await openAction(scope, {
      key: String(number),
      body: { title: "  kept  as it is ", owner: "o" },
    });
    await forced(scope, [
      update(
        incidents,
        { key: { number }, version: null },
        { externalId: ` ${café}\u200B`, aiTool: "Co\u00A0pilot " },
      ),
      remove(incidentRegions, { incidentNumber: number }),
      create(incidentRegions, { incidentNumber: number, region: `${café}  sud` }),
      create(incidentRegions, { incidentNumber: number, region: "café sud" }),
      create(incidentRegions, { incidentNumber: number, region: "\u200B" }),
      update(changes, { key: { number: change.number }, version: null }, { author: "\u200B" }),
      update(actionItems, { key: { id: action.id }, version: null }, { owner: `Zoe\u0308  ` }),
    ]);
    const later = await repaired(scope);
    expect(await getIncident(later, { key: "1" })).toMatchObject({
      externalId: "café",
      source: "x",
      aiTool: "Co pilot",
      regions: ["café sud"],
    });
    expect(await getChange(later, { key: "1" })).toMatchObject({ author: null });
    const entries = await told(later, id);
    expect(
      entries.every(({ actorKind, command }) => actorKind === "system" && command === "repair.next"),
    ).toBe(true);
    expect(entries.map(({ action: what, before, after }) => ({ what, before, after }))).toEqual([
      {
        what: "incident.mend",
        before: { regions: [`${café}  sud`, "café sud", "\u200B"] },
        after: { regions: ["café sud"] },
      },
      {
        what: "action.mend",
        before: { action: { id: action.id, owner: "Zoe\u0308  " } },
        after: { action: { id: action.id, owner: "Zoë" } },
      },
      {
        what: "incident.mend",
        before: { externalId: ` ${café}\u200B`, aiTool: "Co\u00A0pilot " },
        after: { externalId: "café", aiTool: "Co pilot" },
      },
    ]);
    const { items } = await incidentHistory(later, { key: "1" });
    expect(items[0]).toMatchObject({ deed: "put what was stored in order", actorName: "Faultline" });
    expect(
      await declareIncident(later, { body: { title: "Slow", startedAt: at, source: "x", externalId: café } }),
    ).toMatchObject({ result: "unchanged" });
  });

  test("join systems that were doubled, with all that names them, and move no figure of all", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "one", name: "Café", org: "Ordering" });
    await registerSystem(scope, { slug: "two", name: "Café", tier: 1, owner: "Zoë" });
    await registerSystem(scope, { slug: "three", name: "Café", owner: "Ada" });
    await registerSystem(scope, { slug: "other", dependsOn: ["one", "two"] });
    const [both, second] = [
      await declared(scope, {
        systems: [{ slug: "one" }, { slug: "two", part: "origin" }, { slug: "other" }],
      }),
      await declared(scope, { systems: [{ slug: "three" }], lostOrders: 7 }),
    ];
    const { change } = await recordChange(scope, { body: { title: "D", deployedAt: at, system: "two" } });
    const day = { day: "2026-05-01", aiAssistance: "none", source: "ci" };
    await recordVolumes(scope, {
      items: [
        { ...day, system: "one", count: 3 },
        { ...day, system: "two", count: 4 },
      ],
    });
    const scopeOfOne = { to: "systems", systems: ["one", "two"] };
    await createIntervention(scope, { name: "Review", startsOn: "2026-05-01", scope: scopeOfOne });
    const before = (await getOverview(scope, { period: "all" })).current;
    const slugs: Record<string, string> = { one: café, two: "café", three: "café\u200B" };
    const { items: known } = await listSystems(scope, {});
    const { items: interventionsBefore } = await listInterventions(scope, {});
    await forced(scope, [
      ...known.flatMap(({ number, slug }) =>
        slug in slugs ? [update(systems, { key: { number }, version: null }, { slug: slugs[slug]! })] : [],
      ),
      update(
        interventions,
        { key: { id: interventionsBefore[0]!.id }, version: null },
        {
          scope: { to: "systems", systems: [café, "café"] },
        },
      ),
    ]);
    const later = await repaired(scope);
    const stays = await getSystem(later, { slug: "café" });
    expect(stays).toMatchObject({
      number: known.find(({ slug }) => slug === "one")!.number,
      org: "Ordering",
      tier: 1,
      owner: "Zoë",
    });
    expect((await listSystems(later, {})).items.map(({ slug, dependsOn }) => ({ slug, dependsOn }))).toEqual([
      { slug: "café", dependsOn: [] },
      { slug: "other", dependsOn: ["café"] },
    ]);
    const systemsOf = async (key: number) =>
      (await getIncident(later, { key: String(key) })).systems.map(({ slug, part }) => ({ slug, part }));
    expect(await systemsOf(both.number)).toEqual([
      { slug: "café", part: "origin" },
      { slug: "other", part: "affected" },
    ]);
    expect(await systemsOf(second.number)).toEqual([{ slug: "café", part: "affected" }]);
    expect(await getChange(later, { key: String(change.number) })).toMatchObject({ system: "café" });
    expect((await listVolumes(later, {})).items).toMatchObject([{ system: "café", count: 7 }]);
    // A total that is sent again is the same total.
    await recordVolumes(later, { items: [{ ...day, system: café, count: 9 }] });
    expect((await listVolumes(later, {})).items).toMatchObject([{ system: "café", count: 9 }]);
    expect((await listInterventions(later, {})).items[0]?.scope).toEqual({
      to: "systems",
      systems: ["café"],
    });
    expect((await getChoices(later, undefined)).system.map(({ value }) => value)).toEqual(["café", "other"]);
    expect((await listIncidents(later, { system: "café" })).total).toBe(2);
    expect((await getOverview(later, { period: "all" })).current).toEqual(before);
    expect((await told(later, second.id)).map(({ before: was, after }) => [was, after])).toEqual([
      ["café\u200B", "café"].map((slug) => ({ systems: [{ slug, part: "affected" }] })),
    ]);
    const joined = known.find(({ slug }) => slug === "two")!;
    expect(await told(later, joined.id)).toMatchObject([
      { action: "system.join", before: { tier: 1 }, after: null },
    ]);
    expect(await told(later, stays.id)).toMatchObject([
      {
        action: "system.join",
        after: { slug: "café", tier: 1, joined: [{ id: joined.id, slug: "café" }, { slug: "café\u200B" }] },
      },
    ]);
  });

  test("stay where two records would come to be named alike, and are told", async () => {
    const scope = await testScope();
    for (const externalId of ["a", "b", "c", "d"]) await declared(scope, { source: "x", externalId });
    const names = ["café", café, "ne\u0301e ", "ne\u0301e"];
    await forced(
      scope,
      names.map((externalId, i) =>
        update(incidents, { key: { number: i + 1 }, version: null }, { externalId }),
      ),
    );
    const later = await repaired(scope);
    const ids = [];
    for (const key of ["1", "2", "3", "4"]) ids.push((await getIncident(later, { key })).externalId);
    expect(ids).toEqual(["café", café, "née", "ne\u0301e"]);
    const { id } = await getIncident(later, { key: "4" });
    expect(await told(later, id)).toMatchObject([
      { before: { namedLike: null }, after: { namedLike: "INC-3" } },
    ]);
  });

  test("are looked for once: a second start does nothing, and nothing that is in order is touched", async () => {
    const scope = await testScope();
    const { number } = await declared(scope, { source: "x", externalId: "1", regions: ["Zürich", "東京"] });
    const first = await repaired(scope);
    expect(await repairsDue(first, undefined)).toEqual([]);
    expect((await getIncident(first, { key: String(number) })).version).toBe(1);
    expect((await listAudit(first, { actor: "Faultline" })).items).toEqual([]);
    await forced(first, [update(incidents, { key: { number }, version: null }, { externalId: "2 " })]);
    const second = await repaired(first);
    expect(await getIncident(second, { key: String(number) })).toMatchObject({
      externalId: "2 ",
      version: 2,
    });
  });

  test("are put in order once by programs that start together", async () => {
    const scope = await testScope();
    for (let i = 0; i < 30; i += 1)
      await declared(scope, { aiTool: "y", source: "x", externalId: String(i) });
    await forced(scope, [update(incidents, { key: { aiTool: "y" }, version: null }, { aiTool: café })]);
    const { database } = scope.runtime;
    await Promise.all([1, 2, 3].map(() => repairAll(database, async () => null)));
    const { items } = await listAudit(scope, { actor: "Faultline", limit: 500 });
    expect(items).toHaveLength(30);
    expect((await getIncident(scope, { key: "1" })).version).toBe(3);
  });
});
