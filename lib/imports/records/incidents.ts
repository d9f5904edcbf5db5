import { type Edit, update } from "#db/edit.ts";
import { incidents } from "#db/schema/incidents.ts";
import { canonical } from "#lib/canonical.ts";
import type { CommandContext } from "#lib/command.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { type Incident, IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import { incidentEditor } from "#lib/incidents/write.ts";
import type { Body, Existing, Identity } from "../plan.ts";
import { incidentNumbersOf, incidentsIdentified, incidentsWithPapers } from "../read.ts";
import {
  type Ask,
  type CreateRow,
  type Made,
  type MadeRow,
  Outdated,
  pastOf,
  type Records,
  type StoreBatch,
  type Stored,
  seen,
  type UpdateRow,
} from "./records.ts";

export const incidentRecords: Records = { find, store, undo };

async function find(ask: Ask, identities: readonly Identity[]): Promise<Map<string, Existing>> {
  const numbers = await ask(incidentsIdentified, { identities });
  const byId = new Map(identities.flatMap(({ id, key }) => (id === null ? [] : [[id, key] as const])));
  const found = new Map<string, Existing>();
  if (numbers.size > 0) {
    const stored = await ask(incidentsByNumber, { numbers: [...new Set(numbers.values())] });
    const byNumber = new Map(stored.map((incident) => [incident.number, existing(incident)]));
    for (const [key, number] of numbers) found.set(key, byNumber.get(number)!);
  }
  if (byId.size === 0) return found;
  for (const incident of (await incidentsOf(ask, [...byId.keys()])).values())
    found.set(byId.get(incident.id)!, existing(incident));
  return found;
}

async function incidentsOf(ask: Ask, ids: readonly string[]): Promise<Map<string, Incident>> {
  const numbers = [...(await ask(incidentNumbersOf, { ids })).values()];
  const stored = numbers.length === 0 ? [] : await ask(incidentsByNumber, { numbers });
  return new Map(stored.map((incident) => [incident.id, incident]));
}

function existing(incident: Incident): Existing {
  return { id: incident.id, version: incident.version, values: bodyOf(incident) };
}

const fields = Object.keys(IncidentBody.shape);

/** An incident as the body that would make it. */
function bodyOf(incident: Incident): Body {
  const record = incident as unknown as Body;
  const body: Body = Object.fromEntries(fields.map((field) => [field, record[field]]));
  body.systems = incident.systems.map(({ slug, part }) => ({ slug, part }));
  body.changes = incident.changes.map(({ id, link }) => ({ id, link }));
  return body;
}

async function store(context: CommandContext, { rows, newSystems }: StoreBatch): Promise<Stored> {
  const bodies = rows.map((row) => (row.action === "create" ? row.body : row.patch) as IncidentBody);
  const editor = await incidentEditor(context, { bodies, createSystems: false, tell: false });
  for (const system of newSystems) editor.addSystem(system);
  const updates = rows.filter((row): row is UpdateRow => row.action === "update");
  const before = await incidentsOf(
    context.ask,
    updates.map(({ id }) => id),
  );
  const made = rows.map((row): Made => {
    if (row.action === "create") return declared(editor.declare(row.body as IncidentBody), row);
    return changed(editor, seen(before.get(row.id), row), row);
  });
  return { edits: editor.edits(), made };
}

type Editor = Awaited<ReturnType<typeof incidentEditor>>;
type Planned = ReturnType<Editor["declare"]>;

function declared(planned: Planned, row: CreateRow): Made {
  const { incident } = good(planned, row.line);
  return { state: "created", number: incident.number, id: null, version: incident.version, before: null };
}

function changed(editor: Editor, before: Incident, row: UpdateRow): Made {
  const { result, incident } = good(editor.change(before, row.patch as Partial<IncidentBody>), row.line);
  const past = result === "unchanged" ? null : pastOf(bodyOf(before), bodyOf(incident as never), sameValue);
  return {
    state: result,
    number: before.number,
    id: null,
    version: incident.version,
    before: past && { ...past, status: before.status },
  };
}

function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The planner looked all names up in the same revision; one that is gone now is planned again. */
function good(planned: Planned, line: number): Extract<Planned, { result: string }> {
  if (!("errors" in planned)) return planned;
  throw new Outdated(`line ${line}: ${planned.errors.map(({ message }) => message).join(" ")}`);
}

async function undo(context: CommandContext, rows: readonly MadeRow[]) {
  const numbers = rows.flatMap(({ recordNumber }) => recordNumber ?? []);
  const stored = new Map(
    (await context.ask(incidentsByNumber, { numbers })).map((incident) => [incident.number, incident]),
  );
  const papers = await context.ask(incidentsWithPapers, { numbers });
  const patches = rows.map((row) =>
    row.state === "updated" ? (IncidentPatch.parse(row.before) as Partial<IncidentBody>) : {},
  );
  const editor = await incidentEditor(context, { bodies: patches, createSystems: false, tell: false });
  const removals: Edit[] = [];
  const fates = rows.map((row, i) => {
    const incident = stored.get(row.recordNumber!);
    if (incident === undefined || (row.state === "created" && incident.deletedAt !== null)) return "removed";
    if (incident.version !== row.recordVersion) return "kept";
    if (row.state === "updated")
      return "errors" in editor.change(incident, patches[i]!) ? "kept" : "restored";
    if (papers.has(incident.number)) return "kept";
    removals.push(removal(incident, context.now));
    return "removed";
  });
  return { edits: [...editor.edits(), ...removals], fates };
}

/** Without its name in the source: importing the file again makes the record anew. */
function removal({ number, version }: Incident, deletedAt: Date): Edit {
  return update(incidents, { key: { number }, version }, { deletedAt, externalId: null });
}
