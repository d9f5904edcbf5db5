import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import { importFromTerminal } from "./import.ts";

/** A folder, a database, and what a terminal prints. */
async function terminal() {
  const folder = mkdtempSync(join(tmpdir(), "faultline-several-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = await testDatabase();
  const scope = scopeOf(new Runtime(database), systemActor("test"));
  const path = (name: string) => join(folder, name);
  const put = (name: string, ...lines: string[]) => {
    writeFileSync(path(name), `${lines.join("\n")}\n`);
    return path(name);
  };
  const run = async (...args: string[]) => {
    const printed: string[] = [];
    const status = await importFromTerminal([...args, "--database", database.url], (line) =>
      printed.push(line),
    );
    return { status, printed: printed.join("\n") };
  };
  return { folder, path, put, run, titles: () => titlesIn(scope) };
}

async function titlesIn(scope: Scope): Promise<string[]> {
  const { items } = await listIncidents(scope, { period: "all" });
  return items.map(({ title }) => title).sort();
}

const header = "id,title,severity,started,lost_orders";
const january = [header, "1,Slow,S0,25.01.2026 08:00,1", "2,Down,S3,26.01.2026 08:00,2"];
const february = [header, "3,Slower,S0,03.02.2026 08:00,3", "4,Dead,odd one,04.02.2026 08:00,4"];
const told = ["--zone", "UTC", "--severity", "S0=1,S3=3,odd one=4"];

describe("several files", () => {
  test("are asked about once, with the words of all, and nothing is stored before", async () => {
    const { put, run, titles } = await terminal();
    const files = [put("a.csv", ...january), put("b.csv", ...february)];
    const { status, printed } = await run(...files, "--zone", "UTC", "--severity", "S3=3");
    expect(printed.match(/Which severity does each of these mean\?/g)).toHaveLength(1);
    expect(printed).toContain("(a.csv, b.csv)");
    expect(printed).toContain("S0 (2)");
    expect(printed).not.toContain("S3 (1)");
    expect(printed).toContain("--severity 'S0=1,odd one=…'");
    // What the first settles holds for the others.
    expect(printed).not.toContain("In which order");
    expect({ status, titles: await titles() }).toEqual({ status: 2, titles: [] });
  });

  test("are stored one after the other, with a report each and a total", async () => {
    const { put, run, titles } = await terminal();
    const files = [put("a.csv", ...january), put("b.csv", ...february)];
    const { status, printed } = await run(...files, ...told);
    expect(printed.match(/2 rows, each accounted for/g)).toHaveLength(2);
    expect(printed.match(/^Done \(imp_\w+\): 2 created/gm)).toHaveLength(2);
    expect(printed).toContain("2 files in all: 4 created, 0 updated, 0 unchanged, 0 refused, 0 left out");
    expect({ status, titles: await titles() }).toEqual({
      status: 0,
      titles: ["Dead", "Down", "Slow", "Slower"],
    });
  });

  test("of a folder come in the order of their names, and what is no table is named", async () => {
    const { folder, path, put, run } = await terminal();
    put("b.csv", ...february);
    put("a.csv", ...january);
    put("notes.md", "# Notes");
    mkdirSync(path("older"));
    const { status, printed } = await run(folder, ...told, "--dry-run");
    expect(printed).toContain(`Passed over: ${path("notes.md")}`);
    expect(printed).toContain(`Passed over: ${path("older")}`);
    expect(printed.indexOf(path("a.csv"))).toBeLessThan(printed.indexOf(path("b.csv")));
    expect(printed).toContain("Nothing was stored (--dry-run).");
    expect(status).toBe(0);
  });

  test("that differ are told of, and mapped by themselves", async () => {
    const { put, run, titles } = await terminal();
    const other = ["id,title,severity,started,team", "5,Other,S0,2026-03-01T08:00:00Z,Blue"];
    const { status, printed } = await run(put("a.csv", ...january), put("c.csv", ...other), ...told);
    expect(printed).toContain(
      "Its columns are not those of a.csv: it has no lost_orders; it has team besides. It is mapped by itself.",
    );
    expect({ status, titles: await titles() }).toEqual({ status: 0, titles: ["Down", "Other", "Slow"] });
  });

  test("of which one cannot be read store nothing of the others", async () => {
    const { put, run, titles } = await terminal();
    const { status, printed } = await run(put("a.csv", ...january), put("b.csv", ""), ...told);
    expect(printed).toContain("b.csv: ");
    expect({ status, titles: await titles() }).toEqual({ status: 2, titles: [] });
  });
});

describe("refused rows from a terminal", () => {
  const wrong = [header, "1,Slow,S0,25.01.2026 08:00,1", "2,,S3,03.02.2026 08:00,2", "3,Dead,S3,,4"];

  test("come home without flags, and are read as then", async () => {
    const { path, put, run, titles } = await terminal();
    const first = await run(put("history.csv", ...wrong), ...told, "--refused", path("refused.csv"));
    expect(first).toMatchObject({ status: 1, printed: expect.stringContaining("without flags") });
    const list = readFileSync(path("refused.csv"), "utf8");
    writeFileSync(
      path("refused.csv"),
      list.replace(",2,,S3", ",2,Down,S3").replace("S3,,4", "S3,04.02.2026 08:00,4"),
    );
    const { status, printed } = await run(path("refused.csv"));
    expect(printed).toContain("These are the refused rows of history.csv, read as then.");
    expect(printed).toContain("2 created, 0 updated, 0 unchanged, 0 refused");
    expect({ status, titles: await titles() }).toEqual({ status: 0, titles: ["Dead", "Down", "Slow"] });
  });

  test("of several files are named after them", async () => {
    const { path, put, run } = await terminal();
    const files = [put("a.csv", ...wrong), put("b.csv", header, "9,,S0,25.01.2026 08:00,1")];
    await run(...files, ...told, "--refused", path("refused.csv"));
    expect(readFileSync(path("refused-a.csv"), "utf8").trim().split("\r\n")).toHaveLength(3);
    expect(readFileSync(path("refused-b.csv"), "utf8").trim().split("\r\n")).toHaveLength(2);
  });
});
