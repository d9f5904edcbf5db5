import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { Runtime, scopeOf } from "#lib/scope.ts";
import { importFromTerminal } from "./import.ts";

/** Two incidents whose severities are numbers, which tools count in either direction. */
const numbers = "id,title,severity,started\n1,Slow,1,2026-03-02T08:00:00Z\n2,Down,3,2026-03-02T09:00:00Z\n";

async function terminal(...flags: string[]) {
  return importing(numbers, ...flags);
}

async function importing(content: string, ...flags: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-terminal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "history.csv");
  writeFileSync(file, content);
  const database = await testDatabase();
  const printed: string[] = [];
  const status = await importFromTerminal([file, "--database", database.url, ...flags], (line) =>
    printed.push(line),
  );
  const { current } = await getOverview(scopeOf(new Runtime(database), systemActor("test")), {
    period: "all",
  });
  return { status, printed: printed.join("\n"), incidents: current.incidents };
}

test("a question without a proposal is asked, and nothing is stored", async () => {
  const { status, printed, incidents } = await terminal("--accept-proposals");
  expect(printed).toContain("Which severity does each of these mean?");
  expect(printed).not.toContain("are taken with --accept-proposals");
  expect({ status, incidents }).toEqual({ status: 2, incidents: 0 });
});

test("what is left unknown on request is told", async () => {
  const { status, printed, incidents } = await terminal("--accept-proposals", "--leave-unknown");
  expect(printed).toMatch(/Left unknown:\n {2}Which severity does each of these mean\?/);
  expect({ status, incidents }).toEqual({ status: 0, incidents: 2 });
});

test("an answer leaves nothing unknown", async () => {
  const { status, printed, incidents } = await terminal("--severity", "1=1,3=3");
  expect(printed).not.toContain("Left unknown");
  expect({ status, incidents }).toEqual({ status: 0, incidents: 2 });
});

test("what could not be kept to the letter is told, and stored all the same", async () => {
  const content = "id,title,started\n1,Sl\0ow,2026-03-02T08:00:00Z\n";
  const { printed, incidents } = await importing(content, "--dry-run");
  expect(printed).toContain(
    "1 not stored to the letter, the first of them:\n  line 2: title “Slow” NUL bytes were removed.",
  );
  expect(incidents).toBe(0);
  expect((await importing(content)).incidents).toBe(1);
});

const fillers = [
  "id,title,severity,started,resolved,lost orders",
  "1,Slow,2,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,12",
  "2,Down,4,2026-03-02T09:00:00Z,Ongoing,unknown",
  "3,Gone,2,2026-03-02T10:00:00Z,see ticket 7,(blank)",
  "",
].join("\n");

test("words that stand for nothing are asked with the flag that answers them, and refuse no row once they are", async () => {
  const severity = ["--severity", "2=1,4=3"];
  const asked = await importing(fillers, ...severity);
  expect(asked).toMatchObject({ status: 2, incidents: 0 });
  expect(asked.printed).toContain("Ongoing (1) → nothing?");
  expect(asked.printed).toContain("see ticket 7 (1) → refuse?");
  expect(asked.printed).toMatch(/--unreadable '.*Ongoing=nothing/);
  const said = ["--unreadable", "Ongoing=nothing,unknown=nothing,(blank)=nothing,see ticket 7=nothing"];
  const stored = await importing(fillers, ...severity, ...said);
  expect(stored).toMatchObject({ status: 0, incidents: 3 });
  expect(stored.printed).toContain("1 not stored to the letter");
  expect(stored.printed).toContain("line 4 stored, but: resolved “see ticket 7” Taken as nothing recorded");
  expect(await importing(fillers, ...severity, "--unreadable", "refuse")).toMatchObject({
    status: 1,
    incidents: 1,
  });
});

test("lists whose marks leave several readings are asked about, and severities that are numbers", async () => {
  const content = [
    "id,title,severity,started,services",
    '1,Slow,2,2026-03-02T08:00:00Z,"Cart, Inc; Search"',
    "2,Down,4,2026-03-02T09:00:00Z,Search",
    "",
  ].join("\n");
  const { printed, status } = await importing(content, "--create-systems");
  expect(status).toBe(2);
  expect(printed).toContain("What parts the items of Systems affected?");
  expect(printed).toContain("--split 'systems=");
  expect(printed).toContain("--severity '2=…,4=…'  (each 1, 2, 3, 4, 5, unknown)");
  const said = ["--create-systems", "--severity", "2=1,4=3"];
  const one = await importing(content, ...said, "--split", "systems=;");
  expect(one.printed).toContain("2 new systems: cart-inc, search");
  const two = await importing(content, ...said, "--split", "systems=;,");
  expect(two.printed).toContain("3 new systems: cart, inc, search");
});

test("each proposal that is taken is told, as the flag that says the same", async () => {
  const content =
    "id,title,severity,started,resolved\n1,Slow,high,2026-03-02T08:00:00Z,TBD\n2,Down,blubb,2026-03-02,TBD\n";
  const { printed } = await importing(content, "--accept-proposals", "--leave-unknown", "--dry-run");
  expect(printed).toContain("Taken as proposed: --severity high=2\n");
  expect(printed).toContain("Taken as proposed: --date-only day\n");
  expect(printed).not.toMatch(/Taken as proposed: .*blubb/);
});
