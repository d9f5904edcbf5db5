import { copyFileSync, openAsBlob, readFileSync } from "node:fs";
import { csvFile } from "./csv.ts";
import { benchDatabase, remove, scratchFile } from "./data.ts";
import { type Load, load } from "./load-generator.ts";
import { count, milliseconds, ratio, type Section, verdict } from "./measure.ts";
import { isBuilt, type Server, startServer } from "./server.ts";

/** What others notice while a server imports a million rows that it was sent: how pages answer, what memory it takes. */

const rows = 1_000_000;
const goals = { times: 3, megabytes: 500 };
const connections = 2;
const seconds = 8;
const addresses = ["/", "/incidents", "/api/v1/analytics/overview"];

export async function measure(): Promise<Section[]> {
  const section: Section = {
    title: `Pages while ${count(rows)} rows are imported, ${connections} connections, answers not kept`,
    columns: [
      "address",
      "p95 before",
      "p95 after",
      "p95 meanwhile",
      "meanwhile : before",
      "meanwhile : after",
    ],
    rows: [],
    notes: [],
  };
  if (!isBuilt()) {
    section.notes.push("There is no build, so nothing was measured: run `npm run build` first.");
    return [section];
  }
  const csv = await csvFile(rows);
  const file = scratchFile("scratch-meanwhile.db");
  remove(file);
  copyFileSync(await benchDatabase(100_000), file);
  const server = await startServer(file);
  try {
    await loads(server, 3);
    const before = await loads(server, seconds);
    const idle = memoryOf(server.pid);
    const memory = watchMemory(server.pid);
    const began = performance.now();
    const id = await begin(server, csv);
    const begun = performance.now();
    const busy = await loads(server, seconds);
    const stillRuns = (await stateOf(server, id)).state === "running";
    const { created } = await ended(server, id);
    const over = performance.now();
    const most = memory.stop();
    const after = await loads(server, seconds);
    if (created !== rows) throw new Error(`${created} of ${rows} rows were created.`);
    for (const path of addresses) {
      const times = [before, after, busy].map((found) => found[path]!.p95);
      const [first, last, meanwhile] = times as [number, number, number];
      section.rows.push([
        path,
        ...times.map(milliseconds),
        ratio(meanwhile / first),
        ratio(meanwhile / last),
      ]);
    }
    const worst = Math.max(...addresses.map((path) => busy[path]!.p95 / before[path]!.p95));
    section.notes.push(
      `Goal: p95 at most ${goals.times} × before: ${verdict(worst, goals.times)}. There are eleven times as many incidents after it; the ratio to that tells what the import itself costs. Server and load generator share the machine.`,
      `Sent and planned in ${milliseconds(begun - began)}, stored in ${milliseconds(over - begun)} with these questions among it.`,
      `Memory of the server: ${Math.round(idle.own)} MB before, at most ${Math.round(most.own)} MB from the upload to the end, ${Math.round(most.own - idle.own)} MB more; goal at most ${goals.megabytes} MB more: ${verdict(most.own - idle.own, goals.megabytes)}. The figures of the rows are part of it; pages of the database file that the kernel shows it (${Math.round(idle.shown)} MB before, at most ${Math.round(most.shown)} MB) are not, since the kernel takes them back when it likes.`,
    );
    if (!stillRuns) section.notes.push("The import was through before the last question was answered.");
    const refused = [before, after, busy]
      .flatMap((found) => Object.values(found))
      .reduce((sum, found) => sum + found.refused, 0);
    if (refused > 0) section.notes.push(`${count(refused)} requests were not answered with success.`);
    return [section];
  } finally {
    await server.stop();
    remove(file);
  }
}

async function loads(server: Server, over: number): Promise<Record<string, Load>> {
  const found: Record<string, Load> = {};
  for (const path of addresses) found[path] = await load(server, { path, connections, seconds: over });
  return found;
}

interface Job {
  id: string;
  state: string;
  created: number;
}

async function begin(server: Server, csv: string): Promise<string> {
  const form = new FormData();
  form.append("target", "incidents");
  form.append("file", await openAsBlob(csv, { type: "text/csv" }), "incidents.csv");
  const { id } = await answered(server, "/api/v1/imports", { method: "POST", body: form });
  await answered(server, `/api/v1/imports/${id}/plan`, {
    method: "POST",
    body: JSON.stringify({ acceptProposals: true, answers: { zone: "UTC" } }),
    headers: { "content-type": "application/json" },
  });
  await answered(server, `/api/v1/imports/${id}/run`, { method: "POST" });
  return id;
}

function stateOf(server: Server, id: string): Promise<Job> {
  return answered(server, `/api/v1/imports/${id}`, {});
}

async function ended(server: Server, id: string): Promise<Job> {
  for (;;) {
    const job = await stateOf(server, id);
    if (job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function answered(server: Server, path: string, request: RequestInit): Promise<Job> {
  const headers = { ...server.headers, ...(request.headers as Record<string, string> | undefined) };
  const answer = await fetch(server.url + path, { ...request, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Job;
}

interface Memory {
  own: number;
  /** Parts of files that are mapped, the database among them. */
  shown: number;
}

function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { own: megabytes("RssAnon"), shown: megabytes("RssFile") };
}

function watchMemory(pid: number): { stop: () => Memory } {
  const most = memoryOf(pid);
  const watch = setInterval(() => {
    const now = memoryOf(pid);
    most.own = Math.max(most.own, now.own);
    most.shown = Math.max(most.shown, now.shown);
  }, 100);
  return {
    stop: () => {
      clearInterval(watch);
      return most;
    },
  };
}
