import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { engine } from "#db/dialect.ts";
import { makeRepository } from "#lib/attribution/git/testing-repository.ts";
import { readFlags } from "./flags.ts";
import { progressOn } from "./progress.ts";
import { attributeRepository } from "./repository.ts";

const claude = "Co-authored-by: Claude <noreply@anthropic.com>";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "faultline-attribute-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const shown: string[] = [];
  const screens = {
    out: (line: string) => lines.push(line),
    progress: { write: (text: string) => shown.push(text) },
  };
  const status = await attributeRepository(args, screens);
  return { status, lines, shown };
}

function makeShop() {
  const made = makeRepository();
  made.git("remote", "add", "origin", "git@github.com:acme/checkout.git");
  made.commit("Begin");
  made.tag("v1");
  made.commit(`Pay\n\n${claude}`);
  made.commit("Refund\n\nAI disclosure: no AI was used.");
  made.tag("v2");
  made.commit("Not out yet");
  return made;
}

test.runIf(engine === "sqlite")(
  "it says first what it found and what it would store, stores with --apply, and then has nothing to do",
  async () => {
    const made = makeShop();
    const file = join(newFolder(), "own.db");
    const database = ["--database", `file:${file}`];
    const found = [
      "acme/checkout: 3 commits, 2 changes by tags, 2024-03-01.",
      "33% of commits (1) and 50% of changes (1) marked, 1 tool: Claude Code 1.",
      "This repository's marks begin in March 2024: what went out before says nothing of AI. Since then 100% of changes are marked, and 50% of a change's commits on average.",
      "1 commit of them says that no AI was used.",
      "1 commit went out with none of them.",
    ];
    expect(await run(made.folder, ...database)).toEqual({
      status: 0,
      lines: [...found, "Nothing was stored. There is no database yet; --apply makes one and stores this."],
      shown: [],
    });
    expect(existsSync(file)).toBe(false);
    const applied = await run(made.folder, ...database, "--apply");
    expect(applied).toEqual({
      status: 0,
      lines: [...found, "Stored: 2 created, 0 updated, 0 unchanged, 0 refused."],
      shown: [],
    });
    expect((await run(made.folder, ...database)).lines.slice(-2)).toEqual([
      "To store: 0 new changes, evidence or commits for 0 recorded ones; 2 hold all of it already.",
      "Nothing was stored: --apply stores it.",
    ]);
    expect((await run(made.folder, ...database, "--apply")).lines.at(-1)).toBe(
      "Stored: 0 created, 0 updated, 2 unchanged, 0 refused.",
    );
  },
);

test("without a single mark it is said that this says nothing", async () => {
  const made = makeRepository();
  made.commit("Begin");
  const { lines } = await run(made.folder, "--database", `file:${join(newFolder(), "none.db")}`);
  expect(lines[1]).toBe(
    "No commit bears a mark of AI. That does not say that none was used: marks are turned off, lost in squashes, and forbidden.",
  );
});

test("a shallow clone says what it lacks, and leaves out what it holds in part", async () => {
  const made = makeShop();
  const shallow = join(newFolder(), "shallow");
  made.git("clone", "--quiet", "--depth", "2", `file://${made.folder}`, shallow);
  const { lines } = await run(
    shallow,
    "--deployments",
    "merges",
    "--database",
    `file:${join(newFolder(), "none.db")}`,
  );
  expect(lines).toContain(
    "The clone is shallow: 1 change whose commits it holds in part was left out. git fetch --unshallow brings the rest.",
  );
});

test.runIf(engine === "sqlite")("a system that is not there is told before, and refused then", async () => {
  const made = makeShop();
  const database = ["--database", `file:${join(newFolder(), "own.db")}`];
  const words = [made.folder, ...database, "--system", "checkout"];
  expect((await run(...words, "--apply")).status).toBe(1);
  expect((await run(...words)).lines.join("\n")).toContain(
    "There is no system checkout: --create-systems adds",
  );
  expect((await run(...words, "--create-systems", "--apply")).status).toBe(0);
});

test("a database of another engine than the one that the program was started for is refused in a sentence", async () => {
  const made = makeShop();
  const other =
    engine === "sqlite" ? "postgres://localhost/faultline" : `file:${join(newFolder(), "own.db")}`;
  const { status, lines } = await run(made.folder, "--apply", "--database", other);
  expect(status).toBe(2);
  expect(lines.at(-1)).toMatch(
    /^The configuration cannot be used\. The database that is named is one of .+: name it by DATABASE_URL\.$/,
  );
});

test("what cannot be done is a sentence, and nothing is stored", async () => {
  const made = makeShop();
  const folder = newFolder();
  const list = join(folder, "list.csv");
  writeFileSync(list, "commit,time\nnone,2024-05-01T00:00:00Z\nv1,tomorrow\n");
  const said = async (...args: readonly string[]) => {
    const { status, lines } = await run(...args, "--database", `file:${join(folder, "none.db")}`);
    expect(status).toBe(2);
    return lines.join("\n");
  };
  expect(await said(join(folder, "gone"))).toMatch(/^There is no folder/);
  expect(await said(folder)).toMatch(/not a git repository/);
  expect(await said(made.folder, "--branch", "gone")).toBe("There is no branch gone.");
  expect(await said(made.folder, "--deployments", "tags:x*")).toBe("There are no such tags: x*.");
  expect(await said(made.folder, "--deployments", join(folder, "gone.csv"))).toMatch(/^There is no file/);
  expect(await said(made.folder, "--deployments", list)).toMatch(
    /names no deployment of this repository\.\n {2}line 2: there is no commit none\n {2}line 3: “tomorrow” is no moment/,
  );
  expect(await said(made.folder, "--since", "last week")).toMatch(/^--since: last week is no day/);
  expect(await said(made.folder, "--deployment", "tags")).toMatch(/^Unknown option/);
  expect(await said()).toMatch(/^Name the folder of a clone/);
  expect(existsSync(join(folder, "none.db"))).toBe(false);
});

test("the file of systems by path stands behind its word, wherever that is", () => {
  for (const args of [
    ["clone", "--system", "by-path", "paths.txt"],
    ["--system", "by-path", "paths.txt", "clone"],
    ["--system=by-path", "paths.txt", "--apply", "clone"],
  ])
    expect(readFlags(args)).toMatchObject({ folder: "clone", pathFile: "paths.txt", system: undefined });
  expect(() => readFlags(["clone", "--system", "by-path"])).toThrow("name the file");
  expect(() => readFlags(["clone", "other"])).toThrow("one too many");
  expect(readFlags(["clone", "--system", "checkout"])).toMatchObject({
    system: "checkout",
    pathFile: undefined,
  });
});

test("progress shows at once on a terminal, and elsewhere once work takes longer than a second", () => {
  function shown(isTTY: boolean, moments: readonly number[]) {
    const written: string[] = [];
    let at = 0;
    const { tell, done } = progressOn({ isTTY, write: (text) => written.push(text) }, () => at);
    moments.forEach((moment, i) => {
      at = moment;
      tell("commits read", (i + 1) * 1000);
    });
    done();
    return written;
  }
  expect(shown(false, [0, 500, 900])).toEqual([]);
  expect(shown(false, [0, 500, 1000, 1500, 2000])).toEqual([
    "3,000 commits read, 3,000/s\n",
    "5,000 commits read, 2,500/s\n",
  ]);
  expect(shown(true, [0, 100, 150])).toEqual(["\r\x1b[K2,000 commits read, 20,000/s", "\r\x1b[K"]);
});
