import { globSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { recordChange } from "#lib/changes/write.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { show } from "./testing-page.ts";
import { readAs } from "./testing-request.ts";

vi.mock("next/headers", () => import("./testing-request.ts"));

/**
 * Every page, as readers of three zones see it, on records of which no moment is known to the minute. Their years are
 * those of nothing else, so that whatever a page says of these years it says of them.
 */

let scope: Scope;
const numbers: string[] = [];
let change = "";

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
  const deployed = await recordChange(scope, {
    body: {
      source: "archive",
      externalId: "C-1",
      title: "Changed then",
      deployedAt: "2019-03-05",
      system: "cart",
    },
    createSystems: true,
  } as never);
  change = String(deployed.change.number);
  for (const moments of [
    {
      startedAt: "2019-03-06",
      detectedAt: "2019-03-06",
      mitigatedAt: "2019-03-13",
      resolvedAt: "2019-03-20",
    },
    { startedAt: "2017-05", resolvedAt: "2017-08" },
    { startedAt: "2015", resolvedAt: "2015" },
    { startedAt: "2018-Q2", resolvedAt: "2018-Q3" },
    { startedAt: "2019-03-06" },
  ]) {
    const { incident } = await declareIncident(scope, {
      body: {
        title: `Began in ${moments.startedAt}`,
        severity: 1,
        lostOrders: 50,
        systems: [{ slug: "cart", part: "origin" }],
        changes: [{ source: "archive", externalId: "C-1", link: "culprit" }],
        ...moments,
      },
      createSystems: true,
    } as never);
    numbers.push(String(incident.number));
  }
});

const folder = "app/(dashboard)";
const pages = globSync(`${folder}/**/page.tsx`)
  .map((file) => file.slice(folder.length).replace(/\/page\.tsx$/, "") || "/")
  // An import that was begun is not here.
  .filter((path) => path !== "/import/[id]")
  .toSorted();

/** What would be another date, or a clock, for records of these dates. */
const wrong = [
  // A clock behind or before one of their dates.
  /\b201[5789],? (at )?\d{1,2}:\d\d/,
  /\b(6|13|20) Mar(ch)?( 2019)?,? \d\d:\d\d/,
  /201[5789](-\d\d){0,2}T\d\d:\d\d/,
  // The days beside them.
  /\b(4|7|12|14|19|21) Mar(ch)? 2019|2019-03-(04|07|12|14|19|21)/,
  // A day where the month or the year alone is known.
  /\b\d{1,2} (Apr(il)?|May|Jul(y)?|Aug(ust)?) 2017|2017-0[4578]-\d\d/,
  /\b\d{1,2} (Mar(ch)?|Apr(il)?|Jun(e)?|Jul(y)?) 2018|2018-0[3467]-\d\d/,
  /\b\d{1,2} (Dec(ember)? 2014|Jan(uary)? 2015)|2014-12-31|2015-01-01/,
];

/** What a reader gets of a page. */
function said(html: string): string {
  return (
    html
      .replace(/<(style|script|template)[\s\S]*?<\/\1>/g, "")
      .replace(/<!--[\s\S]*?-->/g, "")
      // From which day to which incidents are recorded is said in days.
      .replace(/; recorded [^<]*/g, "")
  );
}

async function open(path: string, of: { key: string; zone: string }): Promise<string> {
  const page = await import(/* @vite-ignore */ resolve(folder, `.${path}`, "page.tsx"));
  const params = { key: path.startsWith("/changes") ? change : of.key, slug: "cart" };
  const { html } = await show(page, {
    params,
    // A period whose edges are other days than theirs.
    search: `from=2014-06-01&to=2020-01-01&zone=${of.zone}`,
    path: path.replace(/\[(\w+)\]/g, (_, name) => params[name as "key"]!),
  });
  return said(html);
}

describe.each(["UTC", "America/New_York", "Pacific/Auckland"])("for a reader in %s", (zone) => {
  test("no page has a clock or another date for what is known to a day, a month, a quarter or a year", async () => {
    const { version } = await getSettings(scope, undefined);
    await updateSettings(scope, { version, zone } as never);
    const found: string[] = [];
    for (const path of pages) {
      for (const key of path.startsWith("/incidents/[key]") ? numbers : [numbers[0]!]) {
        const html = await open(path, { key, zone });
        for (const pattern of wrong) {
          const hit = pattern.exec(html);
          if (hit !== null)
            found.push(`${path} of ${key}: ${html.slice(Math.max(0, hit.index - 120), hit.index + 60)}`);
        }
      }
    }
    expect(found).toEqual([]);
  });

  test("they are shown as what is known of them", async () => {
    const texts = await Promise.all(numbers.map((key) => open("/incidents/[key]", { key, zone })));
    expect(texts[0]).toContain(
      '<time dateTime="2019-03-06" title="Known to the day alone">6 March 2019</time>',
    );
    expect(texts[1]).toContain('<time dateTime="2017-05" title="Known to the month alone">May 2017</time>');
    expect(texts[2]).toContain('<time dateTime="2015" title="Known to the year alone">2015</time>');
    expect(texts[3]).toContain('title="Known to the quarter alone">Q2 2018</time>');
    for (const path of ["/incidents", "/changes/[key]", "/systems/[slug]"])
      expect(await open(path, { key: numbers[0]!, zone }), path).toContain("6 March 2019");
    expect(await open("/changes", { key: "", zone })).toContain("5 March 2019");
  });

  test("the form has them as they would be typed", async () => {
    const values = await Promise.all(numbers.map((key) => open("/incidents/[key]/edit", { key, zone })));
    expect(values[0]).toMatch(
      /name="startedAt"[^>]*value="2019-03-06"|value="2019-03-06"[^>]*name="startedAt"/,
    );
    expect(values[1]).toMatch(/name="resolvedAt"[^>]*value="2017-08"|value="2017-08"[^>]*name="resolvedAt"/);
    expect(values[3]).toMatch(/name="startedAt"[^>]*value="2018-Q2"|value="2018-Q2"[^>]*name="startedAt"/);
    expect(values[2]).toMatch(/name="startedAt"[^>]*value="2015"|value="2015"[^>]*name="startedAt"/);
  });
});
