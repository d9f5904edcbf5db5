import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { IncidentRecord } from "#scripts/seed/records.ts";
import { generateRows } from "#scripts/seed/rows.ts";
import { scratchFile } from "./data.ts";

const columns: { [name: string]: (incident: IncidentRecord) => unknown } = {
  externalId: (incident) => incident.externalId,
  source: () => "bench-file",
  title: (incident) => incident.title,
  severity: (incident) => (incident.severity === null ? null : `Sev-${incident.severity}`),
  status: (incident) => incident.status,
  startedAt: (incident) => incident.startedAt,
  detectedAt: (incident) => incident.detectedAt,
  mitigatedAt: (incident) => incident.mitigatedAt,
  resolvedAt: (incident) => incident.resolvedAt,
  lostOrders: (incident) => incident.lostOrders,
  errors: (incident) => incident.errors,
  trigger: (incident) => incident.trigger,
  rootCause: (incident) => incident.rootCause,
  aiInvolvement: (incident) => incident.aiInvolvement,
  regions: (incident) => incident.regions[0],
};

/** A CSV file of so many incidents, with 15 columns. */
export async function csvFile(rows: number): Promise<string> {
  const file = scratchFile(`incidents-${rows}.csv`);
  const out = createWriteStream(file);
  out.write(`${Object.keys(columns).join(",")}\n`);
  for (const incident of generateRows({ rows, seed: 9 }).incidents()) {
    const line = Object.values(columns).map((value) => value(incident) ?? "");
    if (!out.write(`${line.join(",")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return file;
}
