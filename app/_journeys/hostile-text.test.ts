import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn, openBrowser, openWindow } from "./browser.ts";
import { plainPages } from "./paths.ts";
import { adminFor, keyFor, type Served, send, serveEmpty } from "./server.ts";

/** Scripts in every field that takes text, looked at on every page: they are text, and nothing runs. */

const scripts = [
  "<script>window.hit=1;alert(1)</script>",
  '"><img src=x onerror="window.hit=1;alert(1)">',
  "<svg/onload=window.hit=1>",
  "[a](javascript:window.hit=1) <a href=javascript:alert(1)>b</a>",
  "</script></title></textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
  "{{constructor.constructor('window.hit=1')()}} javascript:alert(1)//",
];
const hostile = scripts.join(" ");
const line = scripts.slice(0, 3).join(" ");
const short = scripts[0]!;

const account = { name: line, email: "root@example.test", password: "a long enough password" };
let browser: Browser;
let served: Served;
const paths: string[] = [...plainPages];

beforeAll(async () => {
  browser = await openBrowser();
  served = await serveEmpty();
  const key = await keyFor(served, "admin");
  const post = (path: string, body: unknown, method?: string) => send(served, { key, path, body, method });
  const { version } = await send(served, { key, path: "/settings" });
  await post("/settings", { version, organisation: line }, "PATCH");
  await post("/systems", {
    slug: "hostile",
    name: line,
    tier: 1,
    org: line,
    owner: line,
    description: hostile,
  });
  const change = await post("/changes", {
    source: "pipe",
    externalId: line,
    title: line,
    system: "hostile",
    deployedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    author: line,
    aiTool: line,
    aiAssistance: "generated",
  });
  await post(`/changes/${change.number}/audit`, { outcome: "deviation", note: hostile });
  const incident = await post("/incidents", {
    source: "pager",
    externalId: line,
    title: line,
    summary: hostile,
    severity: 1,
    severityRaw: short,
    startedAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
    lostOrders: 200_000,
    rootCauseDetail: hostile,
    aiInvolvement: "primary",
    aiTool: line,
    aiNote: hostile,
    regions: [short],
    systems: [{ slug: "hostile", part: "origin" }],
    factors: [{ factor: "other", note: hostile }],
    changes: [{ id: change.id, link: "culprit" }],
  });
  const at = `/incidents/${incident.number}`;
  const texts = [
    "summary",
    "impact",
    "detection",
    "rootCause",
    "aiRole",
    "wentWell",
    "wentWrong",
    "lucky",
    "lessons",
  ];
  await post(
    `${at}/postmortem`,
    { ...Object.fromEntries(texts.map((name) => [name, hostile])), fiveWhys: [hostile], reviewers: [line] },
    "PUT",
  );
  await post(`${at}/timeline`, { at: new Date().toISOString(), text: hostile, kind: "action" });
  await post(`${at}/actions`, {
    title: line,
    owner: line,
    dueOn: "2026-01-01",
    trackerUrl: "https://example.test/x",
  });
  await post("/interventions", {
    name: line,
    kind: "reset",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    scope: { to: "org", orgs: [line] },
    note: hostile,
  });
  await post("/views", { name: short, page: "/incidents", query: "severity=1", shared: true });
  await post("/keys", { name: line.slice(0, 100), scopes: ["read"] });
  await post("/invitations", { email: "nina@example.test", role: "viewer" });
  await post("/notification-targets", {
    name: line.slice(0, 100),
    channel: "webhook",
    address: "https://hooks.example/<script>",
    review: true,
    highBlast: false,
  });
  const file = new FormData();
  file.set("target", "incidents");
  file.set("file", new Blob([`${line},title\n${line},${line}\n`]), `${short.replaceAll("/", "")}.csv`);
  const upload = await fetch(`${served.url}/api/v1/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: file,
  });
  const { id } = (await upload.json()) as { id: string };
  expect(upload.status).toBe(201);
  const detail = ["", "/edit", "/postmortem", "/postmortem/edit"].map((end) => `${at}${end}`);
  paths.push(
    ...detail,
    `/changes/${change.number}`,
    "/systems/hostile",
    "/systems/hostile/edit",
    `/import/${id}`,
  );
  paths.push("/?period=28d", "/incidents?q=script", `/incidents?q=${encodeURIComponent(line)}`);
  await adminFor(served, account);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

test("scripts that somebody stored are text on every page, under a policy that would not run them", async () => {
  const { page, complaints, close } = await openWindow(browser, served.url);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").first().fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
  let seen = 0;
  for (const path of paths) {
    const response = await page.goto(path);
    await drawn(page);
    expect([path, response!.status()]).toEqual([path, 200]);
    const policy = response!.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
    const found = await page.evaluate(() => ({
      hit: "hit" in window,
      // What markup of theirs would have made of the page.
      made: document.querySelectorAll("img[src='x'], iframe, svg[onload], [href^='javascript:'], main script")
        .length,
      text: document.body.textContent.includes("<script>window.hit"),
    }));
    expect({ path, hit: found.hit, made: found.made, dialogs, complaints }).toEqual({
      path,
      hit: false,
      made: 0,
      dialogs: [],
      complaints: [],
    });
    if (found.text) seen += 1;
  }
  // They were there to be seen.
  expect(seen).toBeGreaterThan(15);
  await close();
}, 300_000);
