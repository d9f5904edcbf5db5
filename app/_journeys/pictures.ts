import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { serveDemo } from "./server.ts";

/** `npm run pictures`: the product as it looks with the demo's data, for the README and the guides. Needs a build. */

const folder = "docs/pictures";

interface Picture {
  name: string;
  path: string | ((url: string) => Promise<string>);
  scheme?: "light" | "dark";
  width?: number;
  height?: number;
}

const history = `Ref,Summary,Priority,Opened,Closed,Lost orders
OPS-1,Checkout returned errors,P1,03/04/2026 09:12,03/04/2026 10:40,"12,400"
OPS-2,Search was slow in Germany,P3,07/04/2026 14:05,07/04/2026 15:20,
OPS-3,Payment callbacks were late,P2,11/04/2026 22:31,12/04/2026 01:02,830
OPS-4,Cart lost its items,P2,05/05/2026 08:00,05/05/2026 08:47,"2,150"
`;

const pictures: Picture[] = [
  { name: "overview-light", path: "/" },
  { name: "overview-dark", path: "/", scheme: "dark" },
  { name: "overview-phone", path: "/", width: 390, height: 844 },
  { name: "trends-light", path: "/trends" },
  { name: "blast-radius-light", path: "/blast-radius" },
  { name: "ai-light", path: "/ai" },
  { name: "correlation-light", path: "/correlation" },
  { name: "guardrails-light", path: "/guardrails" },
  { name: "interventions-light", path: "/interventions" },
  { name: "review-light", path: "/review?week=2026-W10" },
  { name: "incident-light", path: worstIncident },
  { name: "postmortem-light", path: async (url) => `${await worstIncident(url)}/postmortem` },
  { name: "import-preview-light", path: plannedImport },
];

if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build: run `npm run build` first.");
mkdirSync(folder, { recursive: true });
const server = await serveDemo();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const picture of pictures) {
    const { scheme = "light", width = 1440, height = 1000 } = picture;
    const context = await browser.newContext({
      baseURL: server.url,
      colorScheme: scheme,
      viewport: { width, height },
      locale: "en-GB",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const path = typeof picture.path === "string" ? picture.path : await picture.path(server.url);
    await take(page, path, join(folder, `${picture.name}.png`));
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}

async function take(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path, { waitUntil: "networkidle" });
  // Charts are drawn once their part of the program has come.
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await page.screenshot({ path: file });
}

/** The incident with a published post-mortem that cost the most orders. */
async function worstIncident(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/incidents?postmortem=published&sort=-lostOrders&limit=1`);
  const { items } = (await answer.json()) as { items: { number: number }[] };
  return `/incidents/${items[0]!.number}`;
}

/** A small history, with what an import has to ask about answered. */
async function plannedImport(url: string): Promise<string> {
  const form = new FormData();
  form.set("target", "incidents");
  form.set("file", new Blob([history], { type: "text/csv" }), "history.csv");
  const uploaded = await fetch(`${url}/api/v1/imports`, { method: "POST", body: form });
  const { id } = (await uploaded.json()) as { id: string };
  const answers = { order: "dmy", zone: "Europe/Berlin", marks: { lostOrders: "point" } };
  await fetch(`${url}/api/v1/imports/${id}/plan`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ answers, acceptProposals: true }),
  });
  return `/import/${id}`;
}
