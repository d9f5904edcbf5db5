// @vitest-environment happy-dom
import { test, vi } from "vitest";
import { click, mount, named, polled } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { NameCulprit } from "./name-culprit.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

let scope: Scope;
onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});

test("one press names a suspected change the culprit, and keeps what the incident names besides", async () => {
  const before = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const of = (externalId: string) => ({ source: "ci", externalId, title: "Deploy", deployedAt: before(3) });
  await recordChanges(scope, { items: [of("D1"), of("D2")] });
  const { incident } = await declareIncident(scope, {
    body: {
      title: "Down",
      startedAt: before(2),
      changes: ["D1", "D2"].map((externalId) => ({ source: "ci", externalId, link: "suspected" })),
    },
  });
  const { id, version, changes } = incident;
  const [first, second] = changes;
  const { box } = await mount(<NameCulprit id={id} version={version} named={changes} change={second!} />);
  await click(named(box, "button", `CHG-${second!.number} was the culprit`));
  const links = async () =>
    (await getIncident(scope, { key: id })).changes.map((one) => [one.number, one.link]);
  await polled(links).toEqual([
    [second!.number, "culprit"],
    [first!.number, "suspected"],
  ]);
});
