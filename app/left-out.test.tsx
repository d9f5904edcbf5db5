import { globSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { storeImpossible } from "#lib/testing-impossible.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { show } from "./testing-page.ts";
import { readAs } from "./testing-request.ts";

vi.mock("next/headers", () => import("./testing-request.ts"));

/** Every page on a database of an older release, in which records are dated as nothing can be. */

onRuntime(async (scope) => {
  await readAs(scope, "admin");
  await storeImpossible(scope);
});

const folder = "app/(dashboard)";
const pages = globSync(`${folder}/**/page.tsx`)
  .map((file) => file.slice(folder.length).replace(/\/page\.tsx$/, "") || "/")
  .filter((path) => path !== "/import/[id]")
  .toSorted();

/** Pages of figures and lists take a period; others know no such word. */
const withPeriod = new Set(
  ["/", "/ai", "/actions", "/blast-radius", "/causes", "/changes", "/correlation", "/follow-through"].concat([
    "/guardrails",
    "/rule-price",
    "/incidents",
    "/interventions",
    "/recovery",
    "/trends",
  ]),
);
const periods = ["period=all", "period=year", "from=0001-01-01&to=9999-12-31"];
const named = "3 incidents and 1 change with a date that cannot be are left out";

test.each(pages)("%s is there, and names them where it shows figures", async (path) => {
  const page = await import(/* @vite-ignore */ resolve(folder, `.${path}`, "page.tsx"));
  for (const search of ["", ...(withPeriod.has(path) ? periods : [])]) {
    for (const key of path.startsWith("/incidents/[key]") ? ["1", "2", "3", "4"] : ["1"]) {
      const params = { key, slug: "cart" };
      const { html } = await show(page, {
        params,
        search,
        path: path.replace(/\[(\w+)\]/g, (_, name) => params[name as "key"]!),
      });
      expect(html, `${path}?${search}`).not.toMatch(/could not be made|filter cannot be used/);
      // Actions are of incidents, and have no dates of their own here.
      if (!withPeriod.has(path) || path === "/actions") continue;
      expect(html, `${path}?${search}`).toContain(named);
      expect(html).toMatch(/href="\/incidents\/2"/);
    }
  }
});
