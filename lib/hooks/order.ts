import type { Status } from "#db/values.ts";
import { canonical } from "#lib/canonical.ts";
import type { Change, ChangeBody } from "#lib/changes/schema.ts";
import type { Incident, IncidentBody } from "#lib/incidents/schema.ts";
import { type ChangeReport, type IncidentReport, type Report, unknownSystems } from "./schema.ts";

/**
 * What becomes of a record when its sender tells something more. What the sender said is worked out from all of its
 * facts, before (`was`) and now (`is`), so an older event changes only what no newer one has decided.
 *
 * People have the last word. A field is written where the sender says something new about it and the record still
 * holds what the sender said before. A field that somebody changed stays as it is. The state alone goes on: what
 * happened after that edit still moves an incident forward, or reopens it.
 */

export function sameReport(a: Report | undefined, b: Report): boolean {
  return a !== undefined && canonical(a) === canonical(b);
}

interface Resolved {
  /** Systems by the names that the sender uses; null where there is none. */
  slugs: ReadonlyMap<string, string | null>;
  /** When the newest of what was just told happened. */
  at: Date;
}

type Fields = Record<string, unknown>;

const state = ["status", "mitigatedAt", "resolvedAt"] as const;
const listedApart = ["source", "externalId", "customFields"];
/** Fields that make sense together alone. */
const together = [["aiAssistance", "aiTool", "aiEvidence"]];

export function newIncident({ body, systems }: IncidentReport, { slugs }: Resolved): IncidentBody {
  const { known, unknown } = sorted(systems, slugs);
  return { ...body, systems: known.map(affected), ...custom(body.customFields ?? {}, unknown) };
}

export function newChange({ body, systems }: ChangeReport, { slugs }: Resolved): ChangeBody {
  const { known, unknown } = sorted(systems, slugs);
  return { ...body, system: known[0] ?? null, ...custom(body.customFields ?? {}, unknown) };
}

export function incidentPatch(
  record: Incident,
  { was, is, resolved }: { was: IncidentReport | undefined; is: IncidentReport; resolved: Resolved },
): Partial<IncidentBody> {
  const systems = systemsAfter(record, { was, is, slugs: resolved.slugs });
  const { unknown } = sorted(is.systems, resolved.slugs);
  return {
    ...newlySaid(record, { was: was?.body, is: is.body, apart: [...listedApart, ...state] }),
    ...stateAfter(record, { was: was?.body, is: is.body, at: resolved.at }),
    ...(same(systems, partsOf(record)) ? {} : { systems }),
    ...customAfter(record, { was: was?.body, is: is.body, unknown }),
  };
}

/**
 * What the sender names anew comes on, what it no longer names goes. One that somebody took off is not put back; one
 * that was not known before is linked now.
 */
function systemsAfter(
  record: Incident,
  { was, is, slugs }: { was: IncidentReport | undefined; is: IncidentReport; slugs: Resolved["slugs"] },
) {
  const told = new Set(sorted(was?.systems ?? [], slugs).known);
  const now = new Set(sorted(is.systems, slugs).known);
  const listed = new Set(record.systems.map(({ slug }) => slug));
  const noted = new Set(
    notedIn(record)
      .split(", ")
      .map((name) => slugs.get(name)),
  );
  const fresh = [...now].filter((slug) => !listed.has(slug) && (!told.has(slug) || noted.has(slug)));
  const stays = ({ slug, part }: Incident["systems"][number]) =>
    !told.has(slug) || now.has(slug) || part !== "affected";
  return [...partsOf({ systems: record.systems.filter(stays) }), ...fresh.map(affected)];
}

const partsOf = ({ systems }: Pick<Incident, "systems">) => systems.map(({ slug, part }) => ({ slug, part }));
const notedIn = (record: { customFields: Record<string, string> | null }) =>
  record.customFields?.[unknownSystems] ?? "";

export function changePatch(
  record: Change,
  { was, is, resolved }: { was: ChangeReport | undefined; is: ChangeReport; resolved: Resolved },
): Partial<ChangeBody> {
  const { known, unknown } = sorted(is.systems, resolved.slugs);
  const told = sorted(was?.systems ?? [], resolved.slugs).known[0] ?? null;
  const slug = known[0] ?? null;
  const isOurs = record.system === null ? told === null || notedIn(record) !== "" : record.system === told;
  const { externalId } = is.body;
  return {
    ...newlySaid(record, { was: was?.body, is: is.body, apart: listedApart }),
    ...(isOurs && slug !== record.system ? { system: slug } : {}),
    ...(record.externalId === externalId ? {} : { externalId }),
    ...customAfter(record, { was: was?.body, is: is.body, unknown }),
  };
}

function newlySaid(
  record: object,
  of: { was: object | undefined; is: object; apart: readonly string[] },
): Fields {
  const [held, was, is] = [record as Fields, of.was as Fields | undefined, of.is as Fields];
  const patch: Fields = {};
  for (const field of Object.keys(is)) {
    if (of.apart.includes(field) || same(was?.[field], is[field])) continue;
    const group = together.find((one) => one.includes(field)) ?? [field];
    if (group.every((one) => isSenders(held[one], { field: one, was }))) patch[field] = is[field];
  }
  return patch;
}

/** Whether a record still holds what its sender said; where it said nothing yet, whether it holds nothing. */
function isSenders(value: unknown, { field, was }: { field: string; was: Fields | undefined }): boolean {
  if (was !== undefined) return same(value, was[field]);
  const blank = field === "aiEvidence" ? "none" : "unknown";
  return value === null || value === undefined || value === blank || same(value, []);
}

function stateAfter(
  record: Incident,
  { was, is, at }: { was: IncidentReport["body"] | undefined; is: IncidentReport["body"]; at: Date },
): Partial<Pick<IncidentBody, (typeof state)[number]>> {
  const now = pick(is);
  const before = was === undefined ? null : pick(was);
  if (before !== null && same(before, now)) return {};
  if (before !== null && same(before, pick(record))) return now;
  if (at <= record.updatedAt) return {};
  const reopened = before !== null && rank(now.status) < rank(before.status);
  if (reopened) return now;
  if (rank(now.status) <= rank(record.status)) return {};
  return {
    status: now.status,
    mitigatedAt: record.mitigatedAt ?? now.mitigatedAt,
    resolvedAt: record.resolvedAt ?? now.resolvedAt,
  };
}

function pick(of: { status?: Status; mitigatedAt?: Date | null; resolvedAt?: Date | null }) {
  const { status = "open", mitigatedAt = null, resolvedAt = null } = of;
  return { status, mitigatedAt, resolvedAt };
}

const onward: readonly Status[] = ["open", "mitigated", "resolved", "closed"];
const rank = (status: Status) => onward.indexOf(status);

function customAfter(
  record: { customFields: Record<string, string> | null },
  of: { was: Report["body"] | undefined; is: Report["body"]; unknown: readonly string[] },
): { customFields?: Record<string, string> | null } {
  const held = record.customFields ?? {};
  const was = of.was?.customFields ?? {};
  const is = of.is.customFields ?? {};
  const after = { ...held };
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (was[name] === is[name] || held[name] !== was[name]) continue;
    if (is[name] === undefined) delete after[name];
    else after[name] = is[name];
  }
  delete after[unknownSystems];
  const { customFields } = custom(after, of.unknown);
  return same(customFields, record.customFields) ? {} : { customFields };
}

function custom(fields: Record<string, string>, unknown: readonly string[]) {
  const all = unknown.length === 0 ? fields : { ...fields, [unknownSystems]: unknown.join(", ") };
  return { customFields: Object.keys(all).length === 0 ? null : all };
}

function sorted(systems: Report["systems"], slugs: Resolved["slugs"]) {
  const known = new Set<string>();
  const unknown: string[] = [];
  for (const { name } of systems) {
    const slug = slugs.get(name) ?? null;
    if (slug === null) unknown.push(name);
    else known.add(slug);
  }
  return { known: [...known], unknown };
}

const affected = (slug: string) => ({ slug, part: "affected" as const });
const same = (a: unknown, b: unknown) => canonical(a ?? null) === canonical(b ?? null);
