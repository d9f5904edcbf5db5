import { asc, inArray, or } from "drizzle-orm";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { namesOf } from "#db/fields/field.ts";
import { systemFields } from "#db/fields/systems.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { importSystems } from "#db/schema/imports.ts";
import { incidentSystems, incidents } from "#db/schema/incidents.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import { volumeId } from "#lib/changes/rules.ts";
import type { RecordChange } from "#lib/command.ts";
import { bySystem } from "#lib/incidents/rules.ts";
import { oneName } from "#lib/names.ts";
import { emptySlice, type Looking, type Repair } from "./repair.ts";
import { followedByImports } from "./undo.ts";

/**
 * The slugs of systems in the one form of names. Those that are one then are joined: the first to be there stays, with
 * what the others know and it does not, and takes over their incidents, changes, totals and dependencies.
 */
export const systemNames: Repair = {
  name: "system-names",
  async slice({ read }) {
    const slice = emptySlice();
    const all = await read.select().from(systems).orderBy(asc(systems.number));
    const groups = [...Map.groupBy(all, ({ slug }) => oneName(slug))].filter(
      ([slug, [first, ...others]]) => slug !== "" && (others.length > 0 || first!.slug !== slug),
    );
    const [group] = groups;
    if (group === undefined) return slice;
    const [slug, [stays, ...others]] = group;
    const work: Joining = { read, slug, stays: stays!, others, edits: slice.edits, records: slice.records };
    const slugs = new Map(all.map(({ number, slug: stored }) => [number, stored]));
    if (others.length > 0) {
      await moveIncidents(work, slugs);
      await moveChanges(work);
      await moveDependencies(work);
    }
    await moveVolumes(work);
    joinRecords(work);
    slice.edits.push(...(await followedByImports({ read }, "systems", [work.stays])));
    // What was mended is no group any more.
    if (groups.length > 1) slice.next = { left: groups.length - 1 };
    return slice;
  },
};

type System = typeof systems.$inferSelect;

interface Joining {
  read: Looking["read"];
  slug: string;
  stays: System;
  others: readonly System[];
  edits: Edit[];
  records: RecordChange[];
}

const numbersOf = (list: readonly System[]) => list.map(({ number }) => number);

/** An incident that began in any of them began in the one. */
async function moveIncidents(of: Joining, slugs: ReadonlyMap<number, string>): Promise<void> {
  const { read, slug, stays, others, edits, records } = of;
  const gone = new Set(numbersOf(others));
  const named = read
    .select({ number: incidentSystems.incidentNumber })
    .from(incidentSystems)
    .where(inArray(incidentSystems.systemNumber, [...gone]));
  const links = await read
    .select()
    .from(incidentSystems)
    .where(inArray(incidentSystems.incidentNumber, named));
  const heads = await read
    .select({ number: incidents.number, id: incidents.id, version: incidents.version })
    .from(incidents)
    .where(inArray(incidents.number, named));
  edits.push(...(await followedByImports({ read }, "incidents", heads)));
  const ids = new Map(heads.map(({ number, id }) => [number, id]));
  for (const [incidentNumber, its] of Map.groupBy(links, (link) => link.incidentNumber)) {
    const moved = its.filter(({ systemNumber }) => gone.has(systemNumber));
    const there = its.find(({ systemNumber }) => systemNumber === stays.number);
    const joined = there === undefined ? moved : [there, ...moved];
    const part = joined.some((link) => link.part === "origin") ? "origin" : "affected";
    const systemNumber = stays.number;
    for (const link of joined)
      edits.push(remove(incidentSystems, { incidentNumber, systemNumber: link.systemNumber }));
    edits.push(
      create(incidentSystems, { incidentNumber, systemNumber, part }),
      update(incidents, { key: { number: incidentNumber }, version: null }, {}),
    );
    const told = (list: typeof its) =>
      list.map((link) => ({ slug: slugs.get(link.systemNumber)!, part: link.part })).sort(bySystemAlone);
    const rest = told(its.filter((link) => !joined.includes(link)));
    const [before, after] = [told(its), [...rest, { slug, part } as const].sort(bySystemAlone)];
    // Where the slug is the same, the entry of the system that went tells it.
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    const subject = ids.get(incidentNumber)!;
    records.push({
      subject,
      before: { systems: before },
      after: { systems: after },
      action: "incident.mend",
    });
  }
}

type Told = Pick<Parameters<typeof bySystem>[0], "slug" | "part">;
const bySystemAlone = (a: Told, b: Told) =>
  bySystem({ ...a, name: "", tier: null }, { ...b, name: "", tier: null });

async function moveChanges({ read, slug, stays, others, edits, records }: Joining): Promise<void> {
  for (const other of others) {
    const moved = await read
      .select({ id: changes.id, number: changes.number, version: changes.version })
      .from(changes)
      .where(inArray(changes.systemNumber, [other.number]));
    if (moved.length === 0) continue;
    const key = { systemNumber: other.number };
    edits.push(
      update(changes, { key, version: null }, { systemNumber: stays.number }),
      ...(await followedByImports({ read }, "changes", moved)),
    );
    if (other.slug === slug) continue;
    for (const { id } of moved)
      records.push({
        subject: id,
        before: { system: other.slug },
        after: { system: slug },
        action: "change.mend",
      });
  }
}

/** A total is found by the slug of its system; two of one day and source add up to what both told. */
async function moveVolumes({ read, slug, stays, others, edits, records }: Joining): Promise<void> {
  const rows = await read
    .select()
    .from(changeVolumes)
    .where(inArray(changeVolumes.systemNumber, numbersOf([stays, ...others])));
  const totals = Map.groupBy(rows, ({ day, aiAssistance, source }) =>
    volumeId({ day, aiAssistance, source, system: slug }),
  );
  for (const [id, its] of totals) {
    const [first] = its;
    if (its.length === 1 && first!.id === id && first!.systemNumber === stays.number) continue;
    const count = its.reduce((sum, one) => sum + one.count, 0);
    for (const one of its) edits.push(remove(changeVolumes, { id: one.id }));
    edits.push(create(changeVolumes, { ...first!, id, count, systemNumber: stays.number }));
    const before = its.map((one) => ({ count: one.count }));
    records.push({
      subject: id,
      before: { totals: before },
      after: { totals: [{ count }] },
      action: "change-volume.mend",
    });
  }
}

async function moveDependencies({ read, stays, others, edits }: Joining): Promise<void> {
  const group = new Set(numbersOf([stays, ...others]));
  const { systemNumber, dependsOnNumber } = systemDependencies;
  const rows = await read
    .select()
    .from(systemDependencies)
    .where(or(inArray(systemNumber, [...group]), inArray(dependsOnNumber, [...group])));
  const one = (number: number) => (group.has(number) ? stays.number : number);
  const kept = new Map<string, { systemNumber: number; dependsOnNumber: number }>();
  for (const row of rows) {
    edits.push(remove(systemDependencies, row));
    const link = { systemNumber: one(row.systemNumber), dependsOnNumber: one(row.dependsOnNumber) };
    if (link.systemNumber !== link.dependsOnNumber) kept.set(JSON.stringify(link), link);
  }
  for (const link of kept.values()) edits.push(create(systemDependencies, link));
}

function joinRecords({ slug, stays, others, edits, records }: Joining): void {
  const set: Record<string, unknown> = stays.slug === slug ? {} : { slug };
  for (const name of namesOf(systemFields)) {
    if (name === "retiredAt" || stays[name] !== null) continue;
    const known = others.find((other) => other[name] !== null)?.[name];
    if (known !== undefined) set[name] = known;
  }
  // One of them is in use.
  if (stays.retiredAt !== null && others.some(({ retiredAt }) => retiredAt === null)) set.retiredAt = null;
  for (const other of others) {
    edits.push(
      remove(importSystems, { systemNumber: other.number }),
      remove(systems, { number: other.number }),
    );
    const { revision: _, ...before } = other;
    records.push({ subject: other.id, before, after: null, action: "system.join" });
  }
  edits.push(
    update(systems, { key: { number: stays.number }, version: stays.version }, set as Partial<System>),
  );
  const joined = others.map((other) => ({ id: other.id, slug: other.slug, name: other.name }));
  const before: Record<string, unknown> = { ...stays, joined: null };
  const after = { ...stays, ...set, joined: joined.length === 0 ? null : joined };
  records.push({
    subject: stays.id,
    before,
    after,
    action: joined.length === 0 ? "system.mend" : "system.join",
  });
}
