import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { amongThese } from "#db/dialect.ts";
import { update } from "#db/edit.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { importRows, imports } from "#db/schema/imports.ts";
import { incidents } from "#db/schema/incidents.ts";
import { Mapping } from "#lib/imports/mapping/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { statusFrom } from "#lib/incidents/rules.ts";
import { emptySlice, type Looking, type Repair, rowsInSlice } from "./repair.ts";
import { followedByImports, rowsOf } from "./undo.ts";

/**
 * Incidents of files that told neither a state nor an end: that they are open was said by nobody. Their end is not
 * known, unless somebody has said a state since.
 */
export const unsaidEnds: Repair = {
  name: "unsaid-ends",
  async slice({ read, now }, after) {
    const slice = emptySlice();
    const silent = await silentImports(read);
    const { importId = silent[0], past = 0 } = (after ?? {}) as { importId?: string; past?: number };
    if (importId === undefined) return slice;
    const rows = await openSince(read, { importId, past });
    const said = await sayStates(read, rows, new Set(silent));
    const mended = rows.filter((row) => statusFrom(row, now) === "unknown" && !said.has(row.id));
    for (const { id: subject, number, version, status } of mended) {
      slice.edits.push(update(incidents, { key: { number }, version }, { status: "unknown" }));
      slice.records.push({
        subject,
        before: { status },
        after: { status: "unknown" },
        action: "incident.mend",
      });
    }
    slice.edits.push(...(await followedByImports({ read }, "incidents", mended)));
    const following = silent[silent.indexOf(importId) + 1];
    if (rows.length === rowsInSlice) slice.next = { importId, past: rows.at(-1)!.line };
    else if (following !== undefined) slice.next = { importId: following };
    return slice;
  },
};

type Read = Looking["read"];

/** Fields that tell how an incident stands. */
const telling = new Set<string>(["status", "mitigatedAt", "resolvedAt"]);
for (const { name, gives } of targets.incidents.fields) if (telling.has(gives ?? "")) telling.add(name);

/** Imports whose file fed none of those fields, by their id. */
async function silentImports(read: Read): Promise<string[]> {
  const { id, mapping, target } = imports;
  const rows = await read
    .select({ id, mapping })
    .from(imports)
    .where(eq(target, "incidents"))
    .orderBy(asc(id));
  return rows.flatMap((row) => {
    const { data } = Mapping.safeParse(row.mapping);
    return data === undefined || Object.keys(data.fields).some((name) => telling.has(name)) ? [] : [row.id];
  });
}

async function openSince(read: Read, { importId, past }: { importId: string; past: number }) {
  const { id, number, version, status, startedAt, mitigatedAt, resolvedAt } = incidents;
  const { line, recordVersion } = importRows;
  return read
    .select({ line, recordVersion, id, number, version, status, startedAt, mitigatedAt, resolvedAt })
    .from(importRows)
    .innerJoin(incidents, eq(incidents.number, importRows.recordNumber))
    .where(
      and(
        eq(importRows.importId, importId),
        gt(line, past),
        eq(importRows.state, "created"),
        eq(status, "open"),
        isNull(mitigatedAt),
        isNull(resolvedAt),
      ),
    )
    .orderBy(asc(line))
    .limit(rowsInSlice);
}

type Row = Awaited<ReturnType<typeof openSince>>[number];

/** Those of which somebody said a state since: in the audit trail, or by a file that tells it. */
async function sayStates(
  read: Read,
  rows: readonly Row[],
  silent: ReadonlySet<string>,
): Promise<Set<string>> {
  const edited = new Map(
    rows.flatMap(({ id, number, version, recordVersion }) =>
      version === recordVersion ? [] : [[number, id] as const],
    ),
  );
  if (edited.size === 0) return new Set();
  const { subject, before, after } = auditEntries;
  const entries = await read
    .select({ subject, before, after })
    .from(auditEntries)
    .where(amongThese(subject, [...edited.values()]));
  const told = entries.filter((entry) =>
    [entry.before, entry.after].some((facts) => facts && "status" in facts),
  );
  const files = await rowsOf({ read }, "incidents", [...edited.keys()]);
  return new Set([
    ...told.map((entry) => entry.subject),
    ...files.flatMap(({ importId, number }) => (silent.has(importId) ? [] : [edited.get(number!)!])),
  ]);
}
