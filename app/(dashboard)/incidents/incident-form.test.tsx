// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { click, field, mount, named, problemOf, submit, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { IncidentForm } from "./incident-form.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

let scope: Scope;
let incident: Incident;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});

beforeEach(async () => {
  const declared = await declareIncident(scope, {
    body: {
      title: "Checkout is down",
      startedAt: "2026-03-05T14:00:00Z",
      mitigatedAt: "2026-03-05T14:30:00Z",
      resolvedAt: "2026-03-05T15:00:00Z",
    },
  } as never);
  incident = declared.incident;
});

const open = () =>
  mount(<IncidentForm incident={incident} zone="UTC" zoneWords="UTC" systems={[]} regions={[]} tools={[]} />);
const send = (box: HTMLElement) => submit(box.querySelector("form"));
const stored = () => getIncident(scope, { key: incident.id });
const at = (time: string) => new Date(`2026-03-05T${time}:00Z`);

describe("a state that recorded ends contradict", () => {
  test("is asked about, and is not saved before it is answered: nothing is lost", async () => {
    const { box, visited } = await open();
    await type(field(box, "State"), "open");
    expect(box.querySelector('[role="alert"]')!.textContent).toContain("Mitigated and Resolved recorded?");
    await send(box);
    expect(visited).toEqual([]);
    expect(problemOf(field(box, "State"))).toContain("a time stands under Mitigated and Resolved");
    expect(field(box, "Mitigated")!.value).toBe("2026-03-05 14:30");
    expect(await stored()).toMatchObject({ status: "resolved", mitigatedAt: at("14:30"), version: 1 });
  });

  test("clears the times where that is answered, which the history keeps", async () => {
    const { box, visited } = await open();
    await type(field(box, "State"), "open");
    await click(named(box, "button", "Clear Mitigated and Resolved"));
    expect([field(box, "Mitigated")!.value, field(box, "Resolved")!.value]).toEqual(["", ""]);
    expect(box.textContent).toContain("the history keeps what stood there");
    await send(box);
    expect(visited).toEqual([`/incidents/${incident.number}`]);
    expect(await stored()).toMatchObject({ status: "open", mitigatedAt: null, resolvedAt: null });
    const { items } = await incidentHistory(scope, { key: incident.id });
    expect(JSON.stringify(items)).toContain("5 Mar 2026, 14:30");
  });

  test("brings the times back before anything is saved", async () => {
    const { box } = await open();
    await type(field(box, "State"), "mitigated");
    await click(named(box, "button", "Clear Resolved"));
    expect(field(box, "Mitigated")!.value).toBe("2026-03-05 14:30");
    await click(named(box, "button", "Bring back"));
    expect(field(box, "Resolved")!.value).toBe("2026-03-05 15:00");
  });

  test("is given up where the times are kept", async () => {
    const { box, visited } = await open();
    await type(field(box, "State"), "open");
    await click(named(box, "button", "Keep, the state is “Resolved”"));
    expect(field(box, "State")!.value).toBe("resolved");
    await type(field(box, "Title"), "Checkout was down");
    await send(box);
    expect(visited).toEqual([`/incidents/${incident.number}`]);
    expect(await stored()).toMatchObject({ status: "resolved", resolvedAt: at("15:00") });
  });
});

test("a state moves along with an end that is entered, and unknown is offered in words", async () => {
  const declared = await declareIncident(scope, {
    body: { title: "Search is down", startedAt: new Date(Date.now() - 3_600_000).toISOString() },
  } as never);
  incident = declared.incident;
  expect(incident.status).toBe("open");
  const { box } = await open();
  const words = [...field(box, "State")!.querySelectorAll("option")].map((option) => option.textContent);
  expect(words).toEqual(["Open", "Mitigated, not resolved", "Resolved", "Closed", "End not recorded"]);
  await type(field(box, "Mitigated"), "now");
  await send(box);
  expect(await stored()).toMatchObject({ status: "mitigated" });
});

test.each([
  ["2026-03-05", "5 March 2026, without a time of day", "day", "2026-03-05T00:00:00.000Z"],
  ["March 2026", "March 2026, without a day", "month", "2026-03-01T00:00:00.000Z"],
  ["2026", "2026, without a month", "year", "2026-01-01T00:00:00.000Z"],
])("a start that is typed as %s says so, and is kept as that", async (typed, words, precision, kept) => {
  const { box } = await mount(
    <IncidentForm zone="Pacific/Auckland" zoneWords="Auckland" systems={[]} regions={[]} tools={[]} />,
  );
  await type(field(box, "Title"), "Long ago");
  await type(field(box, "Impact began"), typed);
  expect(box.textContent).toContain(words);
  await send(box);
  const { items } = await import("#lib/analytics/incidents.ts").then(({ listIncidents }) =>
    listIncidents(scope, { period: "all", q: "Long ago", sort: "-number", limit: 1 } as never),
  );
  expect(items[0]).toMatchObject({
    startedPrecision: precision,
    startedAt: new Date(kept),
    status: "unknown",
  });
});
