import { expect, test } from "vitest";
import { isCode, rangesOf, removedLines } from "#lib/attribution/git/blame.ts";
import { makeRepository } from "#lib/attribution/git/testing-repository.ts";
import { blamedBy } from "./blame.ts";

const body = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

test("a fix is traced to who wrote the lines that it changed, by how many", async () => {
  const made = makeRepository();
  const first = made.commit("Begin", {
    files: { "a.ts": body("const one = 1;", "const two = 2;", "const three = 3;") },
  });
  const second = made.commit("Change two", {
    files: { "a.ts": body("const one = 1;", "const two = 22;", "const four = 4;", "const three = 3;") },
  });
  const fix = made.commit("Mend", {
    files: {
      "a.ts": body(
        "const one = 10;",
        "const two = 2222;",
        "const four = 44;",
        "const three = 3;",
        "const added = 1;",
      ),
    },
  });
  expect(await blamedBy(made.folder, fix)).toEqual([
    { sha: second, lines: 2 },
    { sha: first, lines: 1 },
  ]);
  expect(await blamedBy(made.folder, first)).toEqual([]);
});

test("blanks, comments, indentation and moved lines blame nobody", async () => {
  const made = makeRepository();
  const lines = ["// How", "function f() {", "  return 1;", "}", "", "function g() {", "  return 2;", "}"];
  const begun = made.commit("Begin", { files: { "a.ts": body(...lines) } });
  const tidy = made.commit("Tidy", {
    files: {
      "a.ts": body("function g() {", "    return 2;", "}", "function f() {", "    return 1;", "}"),
    },
  });
  expect(await blamedBy(made.folder, tidy)).toEqual([]);
  const fix = made.commit("Mend", {
    files: { "a.ts": body("function g() {", "    return 3;", "}", "function f() {", "    return 1;", "}") },
  });
  // Who moved and indented the line did not write it.
  expect(await blamedBy(made.folder, fix)).toEqual([{ sha: begun, lines: 1 }]);
});

test("files that were renamed, removed or called strangely are followed", async () => {
  const made = makeRepository();
  const long = Array.from({ length: 30 }, (_, i) => `const value${i} = ${i};`);
  const begun = made.commit("Begin", {
    files: {
      "old.ts": body(...long),
      'strä nge "x"\t.ts': body("let odd = 1;"),
      "gone.ts": body("let gone = 1;"),
    },
  });
  made.git("mv", "old.ts", "new.ts");
  made.git("rm", "--quiet", "gone.ts");
  const fix = made.commit("Mend", {
    files: {
      "new.ts": body("const value0 = 100;", ...long.slice(1)),
      'strä nge "x"\t.ts': body("let odd = 2;"),
    },
  });
  expect(await blamedBy(made.folder, fix)).toEqual([{ sha: begun, lines: 3 }]);
});

test("settings of a repository start nothing and change nothing of what is read", async () => {
  const made = makeRepository();
  const begun = made.commit("Begin", {
    files: { "a.ts": body("let a = 1;"), ".gitattributes": "*.ts diff=odd\n" },
  });
  const fix = made.commit("Mend", { files: { "a.ts": body("let a = 2;") } });
  made.git("config", "diff.odd.textconv", "touch started; cat");
  made.git("config", "diff.odd.command", "touch started; false");
  made.git("config", "diff.noprefix", "true");
  made.git("config", "blame.blankBoundary", "true");
  made.git("config", "color.ui", "always");
  expect(await blamedBy(made.folder, fix)).toEqual([{ sha: begun, lines: 1 }]);
  expect(made.git("status", "--short")).toBe("");
});

test("a merge is compared with what main was before, and a name that is no commit blames nobody", async () => {
  const made = makeRepository();
  const begun = made.commit("Begin", { files: { "a.ts": body("let a = 1;") } });
  made.git("switch", "--quiet", "-c", "side");
  made.commit("Mend", { files: { "a.ts": body("let a = 2;") } });
  made.git("switch", "--quiet", "main");
  expect(await blamedBy(made.folder, made.merge("side"))).toEqual([{ sha: begun, lines: 1 }]);
  expect(await blamedBy(made.folder, "0000000")).toEqual([]);
  expect(await blamedBy(made.folder, "--all")).toEqual([]);
});

test("only lines that are removed inside hunks are read as such", () => {
  const patch = [
    "--- a/a.sql",
    "+++ b/a.sql",
    "@@ -3,2 +3 @@ select",
    "--- a/b.sql",
    "-select 1;",
    "+select 3;",
    "@@ -9 +8,0 @@",
    "-select 9;",
  ].join("\n");
  expect(removedLines(patch)).toEqual([{ path: "a.sql", lines: [4, 9] }]);
});

test("code is what is neither blank nor bracket nor comment alone", () => {
  const code = ["*p = 3;", "#include <x>", "#[derive(Clone)]", "--i;", "x // why", "return;"];
  const none = [
    "",
    "  }",
    "});",
    "// why",
    " * why",
    "# why",
    "#!/bin/sh",
    "<!-- why -->",
    "-- why",
    "/* why */",
  ];
  expect([...code, ...none].filter(isCode)).toEqual(code);
  expect(rangesOf([5, 1, 2, 3, 9])).toEqual([
    [1, 3],
    [5, 5],
    [9, 9],
  ]);
});
