import type { Settlement } from "../mapping/columns.ts";
import type { Reference } from "../mapping/readers/lists.ts";
import type { Body } from "../mapping/row.ts";
import type { Reason } from "../schema.ts";
import { declaredSystems } from "./declared.ts";
import type { Draft, DraftBatch, GoodDraft, NamedSystem } from "./draft.ts";
import { changeKey, type Existing, type Lookup, type PlannedBatch } from "./plan.ts";

/** What rows name, and what is stored under these names. */

export type NamedBatch = DraftBatch & {
  /** By `Identity.key`. */
  records: ReadonlyMap<string, Existing>;
  newSystems: PlannedBatch["newSystems"];
};

export async function* withNames(
  batches: AsyncIterable<DraftBatch>,
  settlement: Settlement,
  lookup: Lookup,
): AsyncGenerator<NamedBatch> {
  const added = new Set<string>();
  for await (const { drafts, ...rest } of batches) {
    const good = drafts.filter((draft) => draft.kind === "draft");
    const declared =
      settlement.target.name === "systems" ? await declaredSystems(good, settlement.answers, lookup) : none;
    const found = { ...(await look(good, lookup)), declared };
    const newSystems: NamedBatch["newSystems"] = [];
    const named = drafts.map((draft): Draft => {
      if (draft.kind !== "draft") return draft;
      const reasons = resolve(draft, { found, settlement, added, newSystems });
      const { line, cells } = draft;
      return reasons.length === 0 ? draft : { kind: "refused", line, cells, reasons };
    });
    yield { ...rest, drafts: named, records: found.records, newSystems };
  }
}

const none: ReadonlySet<string> = new Set();

type Found = {
  records: ReadonlyMap<string, Existing>;
  systems: ReadonlyMap<string, string>;
  /** Systems that rows of this file make. */
  declared: ReadonlySet<string>;
  changes: ReadonlyMap<string, string>;
  incidents: ReadonlyMap<string, string>;
  incidentIds: ReadonlySet<string>;
};

async function look(read: readonly GoodDraft[], lookup: Lookup): Promise<Omit<Found, "declared">> {
  const systems = new Map(
    read.flatMap((draft) => draft.systems.map((system) => [system.slug, system] as const)),
  );
  const references = new Map(
    read.flatMap((draft) => referencesOf(draft.body).map((one) => [changeKey(one), one] as const)),
  );
  const incidents = [
    ...new Set(read.flatMap(({ body }) => (typeof body.incident === "string" ? [body.incident] : []))),
  ];
  const nothing = new Map<string, string>();
  const found = {
    systems: systems.size === 0 ? nothing : await lookup.systems([...systems.values()]),
    changes: references.size === 0 ? nothing : await lookup.changes([...references.values()]),
    incidents: incidents.length === 0 ? nothing : await lookup.incidents(incidents),
  };
  for (const draft of read) nameIncident(draft, found.incidents);
  const identities = read.map((draft) => draft.identity);
  const records = identities.length === 0 ? new Map() : await lookup.records(identities);
  return { ...found, incidentIds: new Set(found.incidents.values()), records };
}

/** `INC-118` and `118` are one incident, so its id takes their place before records are compared. */
function nameIncident(draft: GoodDraft, incidents: ReadonlyMap<string, string>): void {
  const id = incidents.get(String(draft.body.incident));
  if (id === undefined || draft.identity.natural === null) return;
  draft.body.incident = id;
  draft.identity = { ...draft.identity, natural: { ...draft.identity.natural, incident: id } };
}

function referencesOf(body: Body): Reference[] {
  return Array.isArray(body.changes) ? (body.changes as Reference[]) : [];
}

type Resolving = {
  found: Found;
  settlement: Settlement;
  /** Systems that rows before these added. */
  added: Set<string>;
  newSystems: PlannedBatch["newSystems"];
};

/** Puts what is stored in the place of names, and says which names nothing stored answers to. */
function resolve(draft: GoodDraft, { found, settlement, added, newSystems }: Resolving): Reason[] {
  const reasons: Reason[] = [];
  const actual = new Map<string, string>();
  for (const system of draft.systems) {
    const slug =
      found.systems.get(system.slug) ?? (found.declared.has(system.slug) ? system.slug : undefined);
    if (slug !== undefined) actual.set(system.slug, slug);
    else if (!settlement.answers.createSystems) reasons.push(noSystem(system, settlement));
    else if (!added.has(system.slug)) {
      added.add(system.slug);
      newSystems.push({ slug: system.slug, name: system.name });
    }
  }
  if (draft.systems.length > 0) renameSystems(draft.body, actual);
  for (const reference of referencesOf(draft.body)) {
    const id = found.changes.get(changeKey(reference));
    const value = "id" in reference ? reference.id : reference.externalId;
    if (id === undefined)
      reasons.push({ column: null, value, reason: "There is no such change; import the changes first." });
    else Object.assign(reference, { id });
  }
  if (Array.isArray(draft.body.changes)) draft.body.changes = distinctChanges(draft.body.changes);
  if (typeof draft.body.incident === "string" && !found.incidentIds.has(draft.body.incident)) {
    reasons.push({ column: null, value: draft.body.incident, reason: "There is no such incident." });
  }
  return reasons;
}

/** One change named as suspected and as culprit is the culprit. */
function distinctChanges(links: readonly { id?: string; link: string }[]): unknown[] {
  const byId = new Map<unknown, (typeof links)[number]>();
  for (const link of links) if (byId.get(link.id)?.link !== "culprit") byId.set(link.id, link);
  return [...byId.values()];
}

function noSystem(system: NamedSystem, { mapping }: Settlement): Reason {
  const source = mapping.fields[system.column];
  const column = source?.from === "column" ? source.column : system.column;
  return {
    column,
    value: system.name,
    reason: `There is no system ${system.slug}; add it, or have it created.`,
  };
}

function renameSystems(body: Body, actual: ReadonlyMap<string, string>): void {
  const rename = (slug: string) => actual.get(slug) ?? slug;
  if (typeof body.system === "string") body.system = rename(body.system);
  for (const list of ["systems", "dependsOn"]) {
    const entries = body[list];
    if (!Array.isArray(entries)) continue;
    body[list] = distinctSystems(
      entries.map((entry: SystemEntry) =>
        typeof entry === "string" ? rename(entry) : { ...entry, slug: rename(entry.slug) },
      ),
    );
  }
}

type SystemEntry = string | { slug: string; part: string };

/** Two names of a file may mean one system; where it began goes before where it was felt. */
function distinctSystems(entries: readonly SystemEntry[]): SystemEntry[] {
  const bySlug = new Map<string, SystemEntry>();
  for (const entry of entries) {
    const slug = typeof entry === "string" ? entry : entry.slug;
    const before = bySlug.get(slug);
    if (typeof before === "object" && before.part === "origin") continue;
    bySlug.set(slug, entry);
  }
  return [...bySlug.values()];
}
