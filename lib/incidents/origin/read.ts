import { and, asc, eq } from "drizzle-orm";
import type { Reader } from "#db/database.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { importRows, imports } from "#db/schema/imports.ts";
import type { Incident } from "../schema.ts";

/** The import that brought an incident in: rows of files have no entry each in the audit trail, since their import keeps them. */
export interface Origin {
  id: string;
  fileName: string;
  startedBy: string | null;
  line: number;
  lines: number[] | null;
}

export async function originOf(read: Reader, number: number): Promise<Origin | null> {
  const { importId, line, lines, recordNumber, recordVersion } = importRows;
  const [origin] = await read
    .select({ id: imports.id, fileName: imports.fileName, startedBy: imports.startedBy, line, lines })
    .from(importRows)
    .innerJoin(imports, eq(imports.id, importId))
    .where(and(eq(recordNumber, number), eq(imports.target, "incidents"), eq(recordVersion, 1)))
    .orderBy(asc(imports.createdAt))
    .limit(1);
  return origin ?? null;
}

export function originInWords({ fileName, line, lines }: Origin): string {
  if (lines === null || lines.length < 2) return `brought in the incident from line ${line} of ${fileName}`;
  const shown = lines.slice(0, mostLines).join(", ");
  const more = lines.length > mostLines ? ` and ${lines.length - mostLines} more` : "";
  return `brought in the incident from ${fileName}, put together of lines ${shown}${more}`;
}

const mostLines = 20;

type Facts = Record<string, unknown>;

/** What it said when it came in: what it says now, but for what has been changed since. */
export function firstFacts(incident: Incident, changes: readonly { before: Facts | null }[]): Facts {
  const lists = {
    systems: incident.systems.map(({ slug, part }) => ({ slug, part })),
    regions: incident.regions,
    factors: incident.factors,
  };
  const now: Facts = { ...incident, ...lists };
  const names = [...Object.keys(incidentFields), ...Object.keys(lists)];
  const first = Object.fromEntries(names.map((name) => [name, now[name]]));
  const since = new Set<string>();
  for (const { before } of changes)
    for (const [name, value] of Object.entries(before ?? {})) {
      if (!Object.hasOwn(first, name) || since.has(name)) continue;
      since.add(name);
      first[name] = value;
    }
  return JSON.parse(JSON.stringify(first)) as Facts;
}
