import { type Served, send } from "./server.ts";

/** Scripts in every field that takes text. */

const scripts = [
  "<script>window.ran=1;alert(1)</script>",
  '"><img src=x onerror="window.ran=1;alert(1)">',
  "<svg/onload=window.ran=1>",
  "[a](javascript:window.ran=1) <a href=javascript:alert(1)>b</a>",
  "</script></title></textarea><iframe srcdoc='<script>parent.ran=1</script>'>",
  "{{constructor.constructor('window.ran=1')()}} javascript:alert(1)//",
];
const hostile = scripts.join(" ");
export const line = scripts.slice(0, 3).join(" ");
const short = scripts[0]!;

/** Stores a record of each kind, and answers the pages that show them beside those that name none. */
export async function storeScripts(served: Served, key: string): Promise<string[]> {
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
  if (upload.status !== 201) throw new Error(`the upload was answered with ${upload.status}`);
  return [
    ...["", "/edit", "/postmortem", "/postmortem/edit"].map((end) => `${at}${end}`),
    `/changes/${change.number}`,
    "/systems/hostile",
    "/systems/hostile/edit",
    `/import/${id}`,
    "/?period=28d",
    "/incidents?q=script",
    `/incidents?q=${encodeURIComponent(line)}`,
  ];
}
