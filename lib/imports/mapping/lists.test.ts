import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "#lib/csv/write.ts";
import { bodies, importText, inspect } from "../testing.ts";
import type { Answers, Question } from "./schema.ts";

type Linked = { systems?: { slug: string }[]; regions?: string[] };

const slugs = (body: Linked) => (body.systems ?? []).map(({ slug }) => slug);

const systemsIn = async (content: string, answers: Answers = {}) => {
  const { rows } = await importText(content, { answers: { createSystems: true, zone: "UTC", ...answers } });
  return bodies(rows).map((body) => slugs(body as Linked));
};

const cells = (...rows: string[][]) => rows.map((row) => csvLine(row)).join("");

const marks = (questions: readonly Question[]) => questions.filter(({ kind }) => kind === "list-mark");

describe("a list in one cell", () => {
  const history = (...lists: string[]) =>
    cells(
      ["id", "title", "started", "services"],
      ...lists.map((list, i) => [String(i), "Cart is slow", "2026-03-01T10:00Z", list]),
    );

  test("is not parted within brackets and quotes, and what says nothing is no system", async () => {
    const content = history(
      "Storage, Accounts (EU, US)",
      "unknown",
      '"Billing, Tax", Web',
      "TBD, Web",
      "keine Angabe",
    );
    expect(await systemsIn(content)).toEqual([
      ["storage", "accounts-eu-us"],
      [],
      ["billing-tax", "web"],
      ["web"],
      [],
    ]);
    const { questions, settled } = await inspect(content);
    expect(marks(questions)).toEqual([]);
    expect(settled).toMatchObject([{ id: "split.systems", answer: "," }]);
  });

  test("with a bracket that is never closed is parted as if there were none", async () => {
    expect(await systemsIn(history("Storage (EU, Web", "a) b, c"))).toEqual([
      ["storage-eu", "web"],
      ["a-b", "c"],
    ]);
  });

  test("may be written as JSON, and names North America beside other regions", async () => {
    const content = cells(
      ["id", "title", "started", "services", "regions"],
      ["1", "Cart is slow", "2026-03-01T10:00Z", '["web", "cart (EU, US)"]', "EU, NA"],
      ["2", "Cart is slow", "2026-03-01T10:00Z", '{"name": "web"}', "NA"],
    );
    const { rows } = await importText(content, { answers: { createSystems: true } });
    expect(bodies(rows).map((body) => [slugs(body as Linked), (body as Linked).regions])).toEqual([
      [
        ["web", "cart-eu-us"],
        ["EU", "NA"],
      ],
      [["web"], undefined],
    ]);
  });

  test("is asked about where its marks allow several readings, with an example of each", async () => {
    const content = history("Cart, Inc; Search", "Web; Search", "Cart, Inc");
    const [question] = marks((await inspect(content)).questions);
    expect(question).toMatchObject({
      id: "split.systems",
      field: "systems",
      columns: ["services"],
      proposed: ";",
    });
    expect(question!.options.map(({ value }) => value)).toEqual([";", ",", [";", ","], "none"]);
    expect(question!.options[0]!.label).toBe("“;”: “Cart, Inc” and “Search”");
    expect(question!.why).toContain("“;” in 2");
    expect(await systemsIn(content, { split: { systems: ";" } })).toEqual([
      ["cart-inc", "search"],
      ["web", "search"],
      ["cart-inc"],
    ]);
    expect(await systemsIn(content, { split: { systems: [";", ","] } })).toEqual([
      ["cart", "inc", "search"],
      ["web", "search"],
      ["cart", "inc"],
    ]);
    expect(await systemsIn(content, { split: { systems: "none" } })).toEqual([
      ["cart-inc-search"],
      ["web-search"],
      ["cart-inc"],
    ]);
  });

  test.each([
    ["a slash between what stands alone elsewhere", ["web/search", "web", "search"], "/"],
    ["a slash with blanks", ["web / search", "cart"], "/"],
    ["a plus between what stands in either place", ["web+search", "search+cart"], "+"],
  ])("is asked about for %s", async (_, lists, mark) => {
    const [question] = marks((await inspect(history(...lists))).questions);
    expect(question?.options.map(({ value }) => value)).toEqual([mark, "none"]);
  });

  test.each([
    ["repositories", ["acme/cart", "acme/search", "https://example.com/a/b"]],
    ["names with a sign", ["R&D portal", "C++ build", "CI/CD"]],
    ["one mark", ["web, cart", "search"]],
  ])("is not asked about for %s", async (_, lists) => {
    expect(marks((await inspect(history(...lists))).questions)).toEqual([]);
  });
});

describe("columns that stand several times", () => {
  test("each add to a list, numbered ones too, whichever of them is empty", async () => {
    const content = cells(
      ["id", "title", "started", "component", "component", "component_1"],
      ["1", "a", "2024-03-01 10:00", "web", "", "api"],
      ["2", "b", "2024-03-02 10:00", "", "db", "cache"],
    );
    const { mapping, why, unused } = await inspect(content);
    expect(mapping.fields.systems).toEqual({
      from: "each",
      columns: ["component", "component (2)", "component_1"],
    });
    expect(why.systems).toContain("each add to the list");
    expect(unused).toEqual([]);
    expect(await systemsIn(content)).toEqual([
      ["web", "api"],
      ["db", "cache"],
    ]);
  });

  test.each([
    [["Service 1", "Service 2", "Service 3"]],
    [["service_01", "service_02", "service_03"]],
    [["services.0.name", "services.1.name", "services.2.name"]],
    [["Service", "Service 2", "Service (3)"]],
    [["Services[0]", "Services[1]", "Services[2]"]],
  ])("are known by what they have in common: %s", async (names) => {
    const content = cells(
      ["id", "title", "started", ...names],
      ["1", "Cart is slow", "2024-03-01T10:00Z", "web", "", "api"],
    );
    expect(await systemsIn(content)).toEqual([["web", "api"]]);
  });

  test("of a tracker that repeats a column for each value lose none of them", async () => {
    const content = cells(
      [
        "Issue key",
        "Summary",
        "Created",
        "Component/s",
        "Component/s",
        "Labels",
        "Labels",
        "Comment",
        "Comment",
      ],
      ["OPS-1", "Cart is slow", "25/Feb/26 10:17 PM", "cart", "web", "urgent", "tier-1", "a;b", "c, d"],
      ["OPS-2", "Search is slow", "13/Mar/26 9:05 AM", "", "search", "", "", "", "e"],
    );
    const { rows, inspection } = await importText(content, { answers: { createSystems: true, zone: "UTC" } });
    expect(inspection.unused.filter(({ filled }) => filled > 0)).toEqual([]);
    expect(bodies(rows).map((body) => [slugs(body as Linked), body.customFields])).toEqual([
      [["cart", "web"], { Labels: "urgent\ntier-1", Comment: "a;b\nc, d" }],
      [["search"], { Comment: "e" }],
    ]);
  });

  test("fill one another's gaps where there is one value, and stand one below the other where there is text", async () => {
    const content = cells(
      ["id", "title", "started", "resolved", "resolved", "description", "description"],
      ["1", "a cart", "2024-03-01T10:00Z", "", "2024-03-01T12:00Z", "one", "two"],
      ["2", "b cart", "2024-03-01T10:00Z", "2024-03-01T11:00Z", "", "", "three"],
    );
    const { rows } = await importText(content);
    expect(bodies(rows)).toMatchObject([
      { resolvedAt: new Date("2024-03-01T12:00Z"), summary: "one\ntwo" },
      { resolvedAt: new Date("2024-03-01T11:00Z"), summary: "three" },
    ]);
  });

  test("are left alone where the first leaves no gap for the second", async () => {
    const content = cells(
      ["id", "title", "started", "resolved", "resolved"],
      ["1", "a cart", "2024-03-01T10:00Z", "2024-03-01T11:00Z", "2024-03-01T12:00Z"],
    );
    const { mapping, unused } = await inspect(content);
    expect(mapping.fields.resolvedAt).toEqual({ from: "column", column: "resolved" });
    expect(unused.map(({ column }) => column)).toEqual(["resolved (2)"]);
  });
});

describe("one column for each value", () => {
  const ticks = [
    [
      "incident_id",
      "Incident_Title",
      "Customer facing",
      "API",
      "Chat",
      "claims.ai",
      "start",
      "sla_breached",
      "reopened",
    ],
    ["q1", "Elevated errors", "1", "1", "0", "1", "2024-02-26T17:09:00Z", "1", "0"],
    ["q2", "Site down", "0", "0", "1", "0", "2024-02-16T20:35:00Z", "0", "1"],
  ];

  test("gives the names of those that are ticked, and takes no flag of ours and no statement for a system", async () => {
    const { mapping, why, questions, unused } = await inspect(cells(...ticks));
    expect(mapping.fields.systems).toEqual({ from: "ticked", columns: ["API", "Chat", "claims.ai"] });
    expect(mapping.fields.customerFacing).toEqual({ from: "column", column: "Customer facing" });
    expect(why.systems).toContain("ticks");
    expect(questions.find(({ id }) => id === "createSystems")).toMatchObject({
      why: expect.stringContaining("API, Chat, claims.ai"),
      values: ["API", "claims.ai", "Chat"].map((value) => ({ value, count: 1 })),
    });
    expect(unused.map(({ column }) => column)).toEqual(["sla_breached", "reopened"]);
    expect(await systemsIn(cells(...ticks))).toEqual([["api", "claims.ai"], ["chat"]]);
  });

  test("tells regions from systems beside them", async () => {
    const content = cells(
      ["id", "title", "started", "EU", "US", "APAC", "svc_cart", "svc_web"],
      ["1", "Cart is slow", "2024-03-01T10:00Z", "x", "", "x", "1", "0"],
      ["2", "Web is slow", "2024-03-01T10:00Z", "", "x", "", "1", "1"],
    );
    const { rows } = await importText(content, { answers: { createSystems: true } });
    expect(bodies(rows).map((body) => [slugs(body as Linked), (body as Linked).regions])).toEqual([
      [["cart"], ["APAC", "EU"]],
      [["cart", "web"], ["US"]],
    ]);
  });

  test.each([
    ["x", ""],
    ["✓", "✗"],
    ["TRUE", "FALSE"],
    ["yes", ""],
    ["ja", "nein"],
    ["sim", "não"],
    ["○", "×"],
    ["Y", "N"],
  ])("is ticked by %s", async (yes, no) => {
    const content = cells(
      ["id", "title", "started", "Affected: Cart", "Affected: Web"],
      ["1", "Cart is slow", "2024-03-01T10:00Z", yes, no],
      ["2", "Web is slow", "2024-03-01T10:00Z", no, yes],
      ["3", "All is slow", "2024-03-01T10:00Z", yes, yes],
    );
    expect(await systemsIn(content)).toEqual([["cart"], ["web"], ["cart", "web"]]);
  });

  test("that holds something else asks what that means, and passes over nothing in silence", async () => {
    const content = cells(
      ["id", "title", "started", "Cart", "Web"],
      ["1", "Cart is slow", "2024-03-01T10:00Z", "x", "partly"],
    );
    const fields = { systems: { from: "ticked" as const, columns: ["Cart", "Web"] } };
    const { inspection, plan } = await importText(content, { fields, answers: { createSystems: true } });
    expect(inspection.questions.find(({ id }) => id === "unreadable")?.values).toEqual([
      { value: "partly", count: 1, proposed: "nothing" },
    ]);
    expect(plan.remarkSample).toEqual([
      {
        line: 2,
        reasons: [{ column: "Web", value: "partly", reason: expect.stringContaining("nothing recorded") }],
      },
    ]);
  });

  test("is no list where a column of systems is there", async () => {
    const content = cells(
      ["id", "title", "started", "service", "API", "Chat"],
      ["1", "Down", "2024-03-01T10:00Z", "web", "1", "0"],
    );
    expect((await inspect(content)).mapping.fields.systems).toEqual({ from: "column", column: "service" });
  });
});

describe("any list", () => {
  const word = fc.constantFrom("cart", "web", "search", "billing", "api", "edge", "mail", "auth");
  const place = fc.constantFrom("EU, US", "a; b", "x|y", "v2");
  const item = fc.oneof(
    word,
    fc.tuple(word, place).map(([name, within]) => `${name} (${within})`),
    fc.tuple(word, place).map(([name, within]) => `${name} [${within}]`),
  );
  const slug = (name: string) =>
    name
      .replace(/[^a-zA-Z0-9]+/g, "-")
      .replace(/-$/, "")
      .toLowerCase();
  const history = fc.array(fc.uniqueArray(item, { maxLength: 5, selector: (name) => slug(name) }), {
    minLength: 1,
    maxLength: 8,
  });
  const start = "2024-03-01T10:00:00Z";
  const row = (i: number, ...rest: string[]) => [String(i), "Cart is slow", start, ...rest];
  const write = {
    joined: (lists: string[][], mark: string) =>
      cells(["id", "title", "started", "services"], ...lists.map((list, i) => row(i, list.join(mark)))),
    quoted: (lists: string[][], mark: string) =>
      cells(
        ["id", "title", "started", "services"],
        ...lists.map((list, i) =>
          row(i, list.map((one) => (/[,;|]/.test(one) ? `"${one}"` : one)).join(mark)),
        ),
      ),
    repeated: (lists: string[][], header: string) => {
      const width = Math.max(2, ...lists.map((list) => list.length));
      const names = Array.from({ length: width }, (_, i) => header.replace("#", String(i + 1)));
      return cells(
        ["id", "title", "started", ...names],
        ...lists.map((list, i) => row(i, ...names.map((_, at) => list[at] ?? ""))),
      );
    },
    ticked: (lists: string[][], [yes, no]: readonly [string, string]) => {
      const all = [...new Set(["cart", "web", ...lists.flat()])];
      return cells(
        ["id", "title", "started", ...all],
        ...lists.map((list, i) => row(i, ...all.map((one) => (list.includes(one) ? yes : no)))),
      );
    },
  };

  test.each(["joined", "quoted"] as const)(
    "%s by a mark comes back whole, once somebody says by which",
    async (way) => {
      const mark = fc.constantFrom(", ", ";", " | ", "\n", " / ", " + ", " & ");
      await fc.assert(
        fc.asyncProperty(history, mark, async (lists, by) => {
          const said = by === "\n" ? "newline" : (by.trim() as ",");
          const found = await systemsIn(write[way](lists, by), { split: { systems: said } });
          expect(found).toEqual(lists.map((list) => list.map(slug)));
        }),
        { numRuns: 60 },
      );
    },
  );

  test("in repeated or numbered columns comes back whole", async () => {
    const header = fc.constantFrom("component", "Service #", "service_#", "services.#.name");
    await fc.assert(
      fc.asyncProperty(history, header, async (lists, name) => {
        const found = await systemsIn(write.repeated(lists, name), { split: { systems: "none" } });
        expect(found).toEqual(lists.map((list) => list.map(slug)));
      }),
      { numRuns: 60 },
    );
  });

  test("of ticks comes back whole, as a set", async () => {
    const words = fc.constantFrom(
      ["1", "0"] as const,
      ["x", ""] as const,
      ["true", "false"] as const,
      ["ja", "nein"] as const,
    );
    await fc.assert(
      fc.asyncProperty(
        history.filter((lists) => new Set(lists.flat()).size > 1),
        words,
        async (lists, [yes, no]) => {
          const found = await systemsIn(write.ticked(lists, [yes, no]));
          expect(found.map((list) => [...list].sort())).toEqual(lists.map((list) => list.map(slug).sort()));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("that several marks could part is never settled by the file", async () => {
    const plain = fc.array(word, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        plain,
        plain,
        fc.constantFrom([",", ";"], [",", "|"], [";", "\n"]),
        async (one, other, [a, b]) => {
          const { questions } = await inspect(
            write.joined([[one.join(a)], [other.join(b)], [`${one.join(a)}${b}${other[0]}`]], ""),
          );
          expect(marks(questions)).toHaveLength(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});
