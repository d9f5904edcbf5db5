import { expect, test } from "vitest";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { testScope } from "#lib/testing.ts";
import type { Answers } from "../mapping/schema.ts";
import { inspectFile } from "../run/look.ts";
import { planFile } from "../run/plan-file.ts";
import { importedNumbers } from "../run/read.ts";
import { createStore, importedFile } from "../testing.ts";
import { eventLog, type LoggedEvent, logLines, logStart } from "../testing-event-log.ts";
import type { Effect } from "./effect.ts";

const incidents = 20_769;
const events = eventLog({ incidents, rows: 120_000 });

async function* file(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = "";
  for (const line of logLines(events)) {
    text += line;
    if (text.length < 100_000) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}

const severity = Object.fromEntries([1, 2, 3, 4, 5].map((level) => [String(level), level]));
const answered: Answers = {
  order: "dmy",
  zone: "UTC",
  createSystems: true,
  values: { severity, status: { Open: "open", Mitigated: "mitigated", Closed: "closed" } },
};

/** What is compared of a record, whoever computed it. */
type Facts = {
  id: string;
  title: unknown;
  start: number;
  end: number | null;
  severity: unknown;
  status: unknown;
  lost: unknown;
  systems: string;
};

type Record = { [field: string]: unknown };

function factsOf(body: Record): Facts {
  const end = (body.resolvedAt as Date | null | undefined) ?? null;
  const systems = (body.systems as { slug: string }[]).map(({ slug }) => slug);
  return {
    id: String(body.externalId),
    title: body.title,
    start: (body.startedAt as Date).getTime(),
    end: end?.getTime() ?? null,
    severity: body.severity,
    status: body.status,
    lost: body.lostOrders ?? null,
    systems: systems.sort().join(),
  };
}

async function planned(
  repeatedKey: Answers["repeatedKey"],
): Promise<{ facts: Map<string, Facts>; effect: Effect | null; skipped: number }> {
  const inspected = await inspectFile({ open: file, target: "incidents" });
  if (!inspected.ok) throw new Error(inspected.refusal.reason);
  const { mapping, settled } = inspected.inspection;
  const plan = await planFile({
    open: file,
    target: "incidents",
    mapping,
    settled,
    answers: { ...answered, repeatedKey },
    lookup: createStore().lookup,
    bounds: { now: new Date("2026-01-01"), earliestDay: "1970-01-01" },
  });
  if (!plan.ok) throw new Error(plan.problems.join());
  const facts = new Map<string, Facts>();
  let skipped = 0;
  for await (const { rows } of plan.batches)
    for (const row of rows) {
      if (row.action === "skip") skipped++;
      else if (row.action === "create") facts.set(String(row.body.externalId), factsOf(row.body));
      else throw new Error(`line ${row.line}: ${row.action}`);
    }
  return { facts, effect: plan.repeats, skipped };
}

/** An incident that goes on, or is only mitigated, has no resolution. */
const endOf = (state: LoggedEvent["state"], minute: number | null) =>
  state === "Closed" && minute !== null ? at(minute) : null;
const at = (minute: number) => logStart + minute * 60_000;

function asFacts(event: LoggedEvent): Facts {
  const { id, title, opened, resolved, state, lost, system } = event;
  const facts = { title, severity: event.severity, lost, systems: system, status: state.toLowerCase() };
  return { id: `INC${id}`, start: at(opened), end: endOf(state, resolved), ...facts };
}

/** The plain computation: loops over what the file was written of. */
function lastBy(markOf: (event: LoggedEvent) => number): Map<string, Facts> {
  const last: LoggedEvent[] = [];
  for (const event of events) {
    const before = last[event.id];
    if (before === undefined || markOf(event) >= markOf(before)) last[event.id] = event;
  }
  return new Map(last.map((event) => [`INC${event.id}`, asFacts(event)]));
}

function foldedPlainly(): Map<string, Facts> {
  const all: LoggedEvent[][] = Array.from({ length: incidents }, () => []);
  for (const event of events) all[event.id]!.push(event);
  const facts = new Map<string, Facts>();
  for (const [id, own] of all.entries()) {
    let last = own[0]!;
    let lost: number | null = null;
    for (const event of [...own].sort((a, b) => a.minute - b.minute)) {
      last = event;
      lost = event.lost ?? lost;
    }
    const ends = own.flatMap(({ resolved }) => resolved ?? []);
    facts.set(`INC${id}`, {
      ...asFacts(last),
      lost,
      start: at(Math.min(...own.map(({ opened }) => opened))),
      end: endOf(last.state, ends.length === 0 ? null : Math.max(...ends)),
      severity: Math.min(...own.map((event) => event.severity)),
      systems: [...new Set(own.map(({ system }) => system))].sort().join(),
    });
  }
  return facts;
}

const effect = { keys: incidents, passedOver: 120_000 - incidents };

test("the last of 120,000 rows by date is what a plain computation finds", { timeout: 120_000 }, async () => {
  const plan = await planned({ keep: "last", by: "updated" });
  expect(plan.effect).toMatchObject(effect);
  expect(plan.skipped).toBe(99_231);
  expect(plan.facts).toEqual(lastBy(({ minute }) => minute));
});

test("and so is the last by a count", { timeout: 120_000 }, async () => {
  const plan = await planned({ keep: "last", by: "changes made" });
  expect(plan.effect).toMatchObject(effect);
  expect(plan.facts).toEqual(lastBy(({ count }) => count));
});

test("and all rows of each folded, as they are stored", { timeout: 240_000 }, async () => {
  const scope = await testScope();
  const content = [...logLines(events)].join("");
  const repeatedKey = { keep: "fold", by: "updated" } as const;
  const { id, plan, state } = await importedFile(scope, content, { answers: { ...answered, repeatedKey } });
  expect({ state, create: plan?.create, skipped: plan?.skipped, repeats: plan?.repeats }).toMatchObject({
    state: "done",
    create: incidents,
    skipped: 99_231,
    repeats: effect,
  });
  const numbers = [...(await importedNumbers(scope, { target: "incidents", ids: [id] }))];
  const stored = await incidentsByNumber(scope, { numbers });
  const facts = stored.map((record) => factsOf(record as unknown as Record));
  expect(new Map(facts.map((one) => [one.id, one]))).toEqual(foldedPlainly());
});
