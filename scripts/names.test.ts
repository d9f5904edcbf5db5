import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { readTyped, typedBlank } from "#app/_ui/fields/typed.ts";
import { asyncProperty } from "#db/testing.ts";
import { getChoices } from "#lib/analytics/choices.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { recordChange, recordVolumes } from "#lib/changes/write.ts";
import { incidentFields } from "#lib/fields/entries.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import { declareIncident, declareIncidents } from "#lib/incidents/write.ts";
import { receiveAlertmanager } from "#lib/integrations/alertmanager/hook.ts";
import type { Scope } from "#lib/scope.ts";
import { getSystem, listSystems } from "#lib/systems/read.ts";
import { updateSystem } from "#lib/systems/write.ts";
import { refusalOf, testScope } from "#lib/testing.ts";
import { sameLooks, sameWords, unseenTexts } from "#lib/testing-names.ts";
import { importFromTerminal } from "./import.ts";

/** One form of what is told, each of a name's own. */
interface Forms {
  id: string;
  source: string;
  system: string;
  org: string;
  region: string;
  tool: string;
}

const at = "2026-05-01T10:00:00Z";
const zone = "UTC";

const bodyOf = ({ id, source, system, region, tool }: Forms) => ({
  title: "Slow",
  startedAt: at,
  source,
  externalId: id,
  systems: [{ slug: system, part: "affected" }],
  regions: [region],
  aiTool: tool,
});

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const fileOf = ({ id, source, system, region, tool }: Forms) =>
  `id,title,started_at,source,services,regions,aiTool\n${[id, "Slow", at, source, system, region, tool].map(cell).join(",")}\n`;

/** Every way in, for one incident, its system and its change. */
const ways: Record<string, (scope: Scope, forms: Forms) => Promise<unknown>> = {
  "one by REST": (scope, forms) => declareIncident(scope, { body: bodyOf(forms), createSystems: true }),
  "a batch": (scope, forms) =>
    declareIncidents(scope, { items: [bodyOf(forms), bodyOf(forms)], createSystems: true }),
  async "the form"(scope, forms) {
    const from = typedBlank(incidentFields);
    const typed = { ...from, title: "Slow", startedAt: "2026-05-01 10:00", aiTool: forms.tool };
    const { body } = readTyped(incidentFields, typed, { from, zone, now: scope.clock() });
    const { systems, regions, source, externalId } = bodyOf(forms);
    await declareIncident(scope, {
      body: { ...body, systems, regions, source, externalId },
      createSystems: true,
    });
  },
  async "an import"(scope, forms) {
    const { id } = await receiveImport(scope, {
      said: () => ({ target: "incidents" as const }),
      fileName: "file.csv",
      bytes: bytesOf(fileOf(forms)),
    });
    const { plan } = await planStaged(scope, id, { answers: { createSystems: true }, acceptProposals: true });
    expect(plan).toMatchObject({ refused: 0 });
    await beginRun(scope, { id });
    await work(scope, id);
  },
  async "the command line"(scope, forms) {
    const folder = mkdtempSync(join(tmpdir(), "faultline-names-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "history.csv");
    writeFileSync(file, fileOf(forms));
    const flags = ["--database", scope.runtime.database.url, "--create-systems", "--accept-proposals"];
    expect(await importFromTerminal([file, ...flags], () => {})).toBe(0);
  },
  "a hook": (scope, { id, system, region }) =>
    receiveAlertmanager(scope, {
      createSystems: true,
      payload: {
        groupKey: id,
        status: "firing",
        alerts: [
          {
            status: "firing",
            labels: { service: system, region },
            annotations: { summary: "Slow" },
            startsAt: at,
          },
        ],
      },
    }),
  "a change": (scope, { id, source, system, tool }) =>
    recordChange(scope, {
      body: { title: "Deployed", deployedAt: at, source, externalId: id, system, aiTool: tool },
      createSystems: true,
    }),
  "totals of changes": (scope, { source, system }) =>
    recordVolumes(scope, {
      items: [{ day: "2026-05-01", system, aiAssistance: "none", count: 3, source }],
      createSystems: true,
    }),
  async "the page of a system"(scope, { system, org }) {
    const { version } = await getSystem(scope, { slug: system });
    await updateSystem(scope, { slug: system, org, version });
  },
};

const names = fc.record({
  id: sameLooks,
  source: sameLooks,
  system: sameWords,
  org: sameLooks,
  region: sameLooks,
  tool: sameLooks,
});
const orders = fc.shuffledSubarray(Object.keys(ways), { minLength: Object.keys(ways).length });

test("a name is one record and one group, whichever way it comes in and however it is written", async () => {
  await fc.assert(
    asyncProperty(names, orders, async (names, order) => {
      const scope = await testScope();
      const forms = (i: number) =>
        Object.fromEntries(
          Object.entries(names).map(([what, { forms }]) => [what, forms[i % forms.length]]),
        ) as unknown as Forms;
      await ways["one by REST"]!(scope, forms(6));
      for (const [i, way] of order.entries()) await ways[way]!(scope, forms(i));
      const { items: systems } = await listSystems(scope, { limit: 500 });
      expect(systems.map(({ slug, org }) => ({ slug, org }))).toEqual([
        { slug: names.system.name, org: names.org.name },
      ]);
      const choices = await getChoices(scope, undefined);
      const values = (list: readonly { value: string }[]) => list.map(({ value }) => value).sort();
      expect({
        org: values(choices.org),
        region: values(choices.region),
        tool: values(choices.tool),
        source: values(choices.source),
      }).toEqual({
        org: [names.org.name],
        region: [names.region.name],
        tool: [names.tool.name],
        source: [names.source.name, "alertmanager"].sort(),
      });
      const told = await listIncidents(scope, { limit: 500 });
      expect(told.items).toHaveLength(2);
      for (const i of [0, 3, 5]) {
        const { system, org, region, tool, source } = forms(i);
        for (const filter of [{ system }, { org }, { region }])
          expect(await listIncidents(scope, { ...filter }), JSON.stringify(filter)).toMatchObject({
            total: 2,
          });
        for (const filter of [{ tool }, { source }])
          expect(await listIncidents(scope, { ...filter }), JSON.stringify(filter)).toMatchObject({
            total: 1,
          });
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test("a title of which nothing can be seen is refused by name, whichever way it comes in", async () => {
  await fc.assert(
    asyncProperty(unseenTexts, async (title) => {
      const scope = await testScope();
      const body = { title, startedAt: at };
      const refused = await refusalOf(declareIncident(scope, { body }));
      expect(refused.errors).toEqual([{ path: "body.title", message: "must not be empty" }]);
      expect((await declareIncidents(scope, { items: [body] })).refused).toEqual([
        { index: 0, errors: [{ path: "title", message: "must not be empty" }] },
      ]);
      const from = typedBlank(incidentFields);
      const typed = readTyped(incidentFields, { ...from, title }, { from, zone, now: scope.clock() });
      expect(typed.errors.title).toBe("Title is missing.");
      const { id } = await receiveImport(scope, {
        said: () => ({ target: "incidents" as const }),
        fileName: "file.csv",
        bytes: bytesOf(`id,title,started_at\n1,${cell(title)},${at}\n2,Slow,${at}\n`),
      });
      const { plan } = await planStaged(scope, id, { answers: {}, acceptProposals: true });
      expect(plan).toMatchObject({
        create: 1,
        refused: 1,
        refusedSample: [{ reasons: [{ reason: "Title is missing." }] }],
      });
      expect((await listIncidents(scope, { limit: 500 })).items).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
