import { tzOffset } from "@date-fns/tz";
import { z } from "zod";
import { actionsById } from "#lib/actions/read.ts";
import { actionWords } from "#lib/analytics/actions.ts";
import { changeWords } from "#lib/analytics/changes.ts";
import { filterFields } from "#lib/analytics/filter.ts";
import { systemsMatching, systemWords } from "#lib/analytics/system-records.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { type CsvValue, writeCsv } from "#lib/csv/write.ts";
import { AppError } from "#lib/errors.ts";
import { systemsWith } from "#lib/imports/records/systems-in-use.ts";
import { exportColumns, exportRow } from "#lib/imports/targets/export.ts";
import { targets } from "#lib/imports/targets/index.ts";
import type { Target } from "#lib/imports/targets/target.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { operation, TextFile } from "#lib/operation.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { allSystems } from "#lib/systems/read.ts";
import { actionsToExport, changesToExport, incidentsToExport } from "./read.ts";
import { noteExport } from "./write.ts";

/**
 * Records as CSV, which an import reads back: those that the filter means, all of them, as they are read from the
 * database. The list is fixed when the export begins.
 */

const columns = z
  .string()
  .optional()
  .describe("Columns of the file, separated by commas; left out, all of them");

type Row = Readonly<Record<string, unknown>>;

interface Export {
  target: Target;
  columns: string | undefined;
  filter: Record<string, unknown> & { zone?: string };
  /** Null where it is not known before the end. */
  rows: number | null;
  records: AsyncIterable<Row>;
}

async function written(scope: Scope, of: Export): Promise<TextFile> {
  const { target, rows, filter, records } = of;
  const fileName = `${target.name}.csv`;
  const chosen = columnsOf(target, of.columns);
  const { zone } = await getSettings(scope, undefined);
  const instant = instantIn(filter.zone ?? zone);
  await noteExport(scope, { file: fileName, rows, filter: saidOf({ ...filter, columns: of.columns }) });
  async function* lines(): AsyncGenerator<CsvValue[]> {
    for await (const record of records) yield exportRow(target, record, { columns: chosen, instant });
  }
  return { fileName, text: writeCsv(chosen, lines()) };
}

function saidOf(filter: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function columnsOf(target: Target, said: string | undefined): string[] {
  const known = exportColumns(target);
  if (said === undefined) return known;
  const asked = [...new Set(said.split(",").map((name) => name.trim()))];
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length === 0) return asked;
  const message = `there is no column ${unknown.join(", ")}; use ${known.join(", ")}`;
  throw new AppError("invalid", `columns: ${message}`, { errors: [{ path: "columns", message }] });
}

/** `2026-03-05T14:05:00.000+01:00`; in UTC where the zone's offset then was no whole number of minutes. */
export function instantIn(zone: string): (at: Date) => string {
  return (at) => {
    const minutes = tzOffset(zone, at);
    if (minutes === 0 || !Number.isInteger(minutes)) return at.toISOString();
    const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
    const two = (value: number) => String(value).padStart(2, "0");
    const ahead = Math.abs(minutes);
    return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  };
}

const chunk = 500;

async function* inChunks<K, T>(keys: readonly K[], read: (some: K[]) => Promise<T[]>): AsyncGenerator<T> {
  for (let i = 0; i < keys.length; i += chunk) {
    yield* await read(keys.slice(i, i + chunk));
    // Others are served between chunks.
    await new Promise(setImmediate);
  }
}

export const exportIncidents = operation({
  name: "exports.incidents-file",
  summary: "The incidents that a filter means, as CSV",
  requires: "export",
  input: z.strictObject({ ...filterFields, columns }),
  answer: TextFile,
  async run(scope, { columns: asked, ...filter }) {
    const numbers = await incidentsToExport(scope, filter);
    const records = inChunks(numbers, async (some) =>
      (await incidentsByNumber(scope, { numbers: some })).map(exportedIncident),
    );
    return written(scope, {
      target: targets.incidents,
      columns: asked,
      filter,
      rows: numbers.length,
      records,
    });
  },
});

/** Changes are named as their source names them: an id of ours means nothing to another installation. */
function exportedIncident(incident: Incident): Row {
  const changes = incident.changes.map(({ id, source, externalId, link }) =>
    source !== null && externalId !== null ? { source, externalId, link } : { id, link },
  );
  return { ...incident, changes };
}

export const exportChanges = operation({
  name: "exports.changes-file",
  summary: "The changes that a filter means, as CSV",
  requires: "export",
  input: z.strictObject({ ...filterFields, ...changeWords, columns }),
  answer: TextFile,
  async run(scope, { columns: asked, ...filter }) {
    const numbers = await changesToExport(scope, filter);
    const records = inChunks<number, Row>(numbers, (some) => changesByNumber(scope, { numbers: some }));
    return written(scope, { target: targets.changes, columns: asked, filter, rows: numbers.length, records });
  },
});

export const exportActions = operation({
  name: "exports.actions-file",
  summary: "The action items of the incidents that a filter means, as CSV",
  requires: "export",
  input: z.strictObject({ ...filterFields, ...actionWords, columns }),
  answer: TextFile,
  async run(scope, { columns: asked, ...filter }) {
    const ids = await actionsToExport(scope, filter);
    const records = inChunks<string, Row>(ids, (some) => exportedActions(scope, some));
    return written(scope, { target: targets.actions, columns: asked, filter, rows: ids.length, records });
  },
});

/** An incident is named as its source names it, else by its id, which an import of the incidents carries along. */
async function exportedActions(scope: Scope, ids: string[]): Promise<Row[]> {
  const actions = await actionsById(scope, { ids });
  const numbers = [...new Set(actions.map(({ incidentNumber }) => incidentNumber))];
  const incidents = await incidentsByNumber(scope, { numbers });
  const names = new Map(
    incidents.map(({ number, id, source, externalId }) => [
      number,
      source !== null && externalId !== null ? { source, externalId } : id,
    ]),
  );
  return actions.map((action) => ({ ...action, incident: names.get(action.incidentNumber) }));
}

export const exportSystems = operation({
  name: "exports.systems-file",
  summary: "Systems with what they depend on, as CSV",
  requires: "export",
  input: z.strictObject({ ...systemWords, columns, zone: filterFields.zone }),
  answer: TextFile,
  async run(scope, { columns: asked, ...filter }) {
    const slugs = systemsMatching(await allSystems(scope, undefined), filter).map(({ slug }) => slug);
    const records = inChunks(slugs, async (some) => [
      ...(await systemsWith(scope, { slugs: some })).values(),
    ]);
    return written(scope, { target: targets.systems, columns: asked, filter, rows: slugs.length, records });
  },
});
