import { globSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { listChanges } from "#lib/analytics/changes.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import type { Scope } from "#lib/scope.ts";
import { listSystems } from "#lib/systems/read.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { fillDemo } from "#scripts/demo-data.ts";
import { type Shown, show } from "./testing-page.ts";
import { readAs } from "./testing-request.ts";

vi.mock("next/headers", () => import("./testing-request.ts"));

/** Every page as the server sends it, on a database with some history. */

let scope: Scope;
const parts: Record<string, string> = {};

onRuntime(async (given) => {
  scope = given;
  await fillDemo(process.env.DATABASE_URL!, new Date("2026-06-01T12:00:00Z"), 0.05);
  await readAs(scope, "admin");
  const [published] = (await listIncidents(scope, { postmortem: "published", limit: 1 })).items;
  parts.key = String(published!.number);
  parts.change = String((await listChanges(scope, { limit: 1 })).items[0]!.number);
  parts.slug = (await listSystems(scope, { limit: 1 })).items[0]!.slug;
});

const folder = "app/(dashboard)";
const files = globSync(`${folder}/**/page.tsx`).toSorted();
/** "/incidents/[key]" of its file. */
const pathOf = (file: string) => file.slice(folder.length).replace(/\/page\.tsx$/, "") || "/";

/** Those that need a record which this database has not: an import that was begun. */
const elsewhere = ["/import/[id]"];
const pages = files.map(pathOf).filter((path) => !elsewhere.includes(path));

const shown = new Map<string, Promise<Shown>>();

/** As an administrator sees it: asked once for all tests, which change nothing. */
function open(path: string, search = ""): Promise<Shown> {
  const name = `${path}?${search}`;
  const before = shown.get(name);
  if (before !== undefined) return before;
  const asked = openAnew(path, search);
  shown.set(name, asked);
  return asked;
}

async function openAnew(path: string, search = ""): Promise<Shown> {
  const page = await import(/* @vite-ignore */ resolve(folder, `.${path}`, "page.tsx"));
  const params = { key: path.startsWith("/changes") ? parts.change : parts.key, slug: parts.slug };
  return show(page, {
    params,
    search,
    path: path.replace(/\[(\w+)\]/g, (_, name) => params[name as "key"]!),
  });
}

const reading = [
  "/",
  "/trends",
  "/blast-radius",
  "/ai",
  "/correlation",
  "/guardrails",
  "/rule-price",
  "/interventions",
  "/recovery",
  "/causes",
  "/follow-through",
];

/** Links of a page, as their path and their words. */
function linksOf(html: string): { path: string; words: URLSearchParams }[] {
  return [...html.matchAll(/<a [^>]*href="([^"#]*)"/g)]
    .map(([, href]) => href!.replaceAll("&amp;", "&"))
    .filter((href) => href.startsWith("/"))
    .map((href) => {
      const [path, search] = href.split("?");
      return { path: path!, words: new URLSearchParams(search) };
    });
}

const machine = /\bNaN\b|\bundefined\b|\[object |Invalid Date|\bInfinity\b/;

describe("every page", () => {
  test.each(pages)("%s has one heading and speaks no machine's language", async (path) => {
    const { html, text, headings } = await open(path);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(headings[0]).not.toBe("");
    // The documentation tells programs of such words.
    if (!path.startsWith("/docs")) expect(text).not.toMatch(machine);
  });

  test.each(pages)("%s names its parts and buttons, none of them twice", async (path) => {
    const { html } = await open(path);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    // An icon alone says nothing to those who do not see it.
    const buttons = [...html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)];
    const bare = buttons.filter(
      ([, attributes, inner]) =>
        !/aria-label|aria-hidden/.test(attributes!) && inner!.replace(/<[^>]*>/g, "").trim() === "",
    );
    expect(bare.map(([all]) => all)).toEqual([]);
  });
});

describe("a reading page", () => {
  test.each(reading)("%s answers in a sentence, and says of what period", async (path) => {
    const { text, headings } = await open(path);
    const after = text.slice(text.indexOf(headings[0]!) + headings[0]!.length);
    expect(after).toMatch(/^[^.]*\./);
    expect(after).toMatch(/\d+ \w{3} 20\d\d – \d+ \w{3} 20\d\d/);
  });

  test.each(reading)("%s leads to nothing that cannot be opened", async (path) => {
    const { html } = await open(path);
    const lists = linksOf(html).filter((link) => link.path === "/incidents" || link.path === "/changes");
    if (path !== "/interventions") expect(lists.length).toBeGreaterThan(0);
    for (const { path, words } of lists) {
      const asked = { ...Object.fromEntries(words), limit: 1 };
      const { total } = await (path === "/changes" ? listChanges(scope, asked) : listIncidents(scope, asked));
      expect(total, words.toString()).toBeGreaterThanOrEqual(0);
    }
  });

  test.each(reading)("%s carries severity and zone along in the links that it gives", async (path) => {
    const { html } = await open(path, "severity=1,2&zone=Asia/Tokyo");
    const lists = linksOf(html).filter((link) => link.path === "/incidents" && link.words.has("from"));
    const lost = lists.filter(
      ({ words }) => !words.has("severity") || (words.has("zone") && words.get("zone") !== "Asia/Tokyo"),
    );
    expect(lost.map(({ words }) => words.toString())).toEqual([]);
  });

  test.each(reading)(
    "%s says what is wrong with an address, and offers one without a filter",
    async (path) => {
      const { text, html } = await open(path, "severity=9");
      expect(text).toContain("This filter cannot be used");
      expect(text).toContain("severity");
      expect(linksOf(html).some((link) => link.path === path && link.words.size === 0)).toBe(true);
    },
  );

  test.each(reading)("%s draws nothing of a period without incidents", async (path) => {
    const { text } = await open(path, "from=2001-01-01&to=2001-02-01");
    expect(text).toMatch(/No incident|nothing|No data|no intervention|none|0 incidents/i);
    expect(text).not.toMatch(machine);
  });
});

describe("the count beside a picture", () => {
  test("is that of the list which its link opens", async () => {
    const { html } = await open("/");
    const cards = html.split("<article").slice(1);
    const counted = cards.flatMap((card) => {
      const n = /n\u00a0=\u00a0([\d,]+) incident/.exec(card)?.[1];
      const href = /href="(\/incidents\?[^"]*)"[^>]*>Open incidents</.exec(card)?.[1];
      return n === undefined || href === undefined ? [] : [{ n: Number(n.replaceAll(",", "")), href }];
    });
    expect(counted.length).toBeGreaterThan(0);
    for (const { n, href } of counted) {
      const words = new URLSearchParams(href.replaceAll("&amp;", "&").split("?")[1]);
      const { total } = await listIncidents(scope, { ...Object.fromEntries(words), limit: 1 });
      expect({ href, total }).toEqual({ href, total: n });
    }
  });
});

describe("a list", () => {
  test.each([
    ["/incidents", "No incident matches"],
    ["/changes", "No change matches"],
  ])("%s says that nothing matches, and not that there is nothing", async (path, words) => {
    const { text } = await open(path, "q=qqqqqqqq");
    expect(text).toContain(words);
    expect(text).not.toContain("yet");
  });

  test("of incidents counts what it shows, and sorts by what the address says", async () => {
    const { html, text } = await open("/incidents", "sort=-lostOrders&recorded=lostOrders");
    const numbers = [...html.matchAll(/data-incident="(\d+)"/g)].map(([, number]) => Number(number));
    const { items, total } = await listIncidents(scope, { sort: "-lostOrders", recorded: "lostOrders" });
    expect(numbers).toEqual(items.map(({ number }) => number).slice(0, numbers.length));
    expect(text).toContain(`${total} incidents`);
    expect(html).toMatch(/aria-sort="descending"/);
  });
});

describe("what a reader may not do", () => {
  const forWriters = [
    "/incidents/new",
    "/incidents/[key]/edit",
    "/incidents/[key]/postmortem/edit",
    "/systems/new",
  ];
  const forAdmins = ["/people", "/settings", "/audit"];

  test.each([...forWriters, ...forAdmins])("is not offered: %s says for whom it is", async (path) => {
    await readAs(scope, "read");
    const { text } = await openAnew(path);
    expect(text).toContain("Not for your role");
    expect(text).toContain(forAdmins.includes(path) ? "Administrators can open" : "Responders can open");
    expect(text).not.toMatch(/Save|Create/);
  });

  test("is offered to a writer on the same pages", async () => {
    await readAs(scope, "read");
    const seen = async () => linksOf((await openAnew("/incidents")).html).map((link) => link.path);
    expect(await seen()).not.toContain("/incidents/new");
    expect((await openAnew("/incidents/[key]")).text).not.toContain("Edit");
    await readAs(scope, "write");
    expect(await seen()).toContain("/incidents/new");
    expect((await openAnew("/incidents/[key]")).text).toContain("Edit");
  });
});
