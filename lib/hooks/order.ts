import { blankFor, isSaid, togetherWith } from "#db/fields/together.ts";
import type { Status } from "#db/values.ts";
import { type Authors, customField, isPersons, namedSystem } from "#lib/audit/rules.ts";
import { canonical } from "#lib/canonical.ts";
import type { ChangeBody, Change as ChangeRecord } from "#lib/changes/schema.ts";
import { onward } from "#lib/incidents/rules.ts";
import type { Incident, IncidentBody } from "#lib/incidents/schema.ts";
import { type ChangeReport, type IncidentReport, type Report, unknownSystems } from "./schema.ts";

/**
 * What becomes of a record when its sender tells something more. What the sender said is worked out from all of its
 * facts, before (`was`) and now (`is`), so an older event changes only what no newer one has decided.
 *
 * People have the last word, then hooks, then files. A field is written where the sender says something new about it
 * and no person changed it: what a file said of it, or another writer of the program's own, does not stand in the way.
 * The state alone goes on: what happened after a person's edit still moves an incident forward, or reopens it.
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

/** What was said before and is said now, and who said what the record holds. */
interface News<R extends Report> {
  was: R | undefined;
  is: R;
  authors: Authors;
  resolved: Resolved;
}

const state = ["status", "mitigatedAt", "resolvedAt"] as const;
const listedApart = ["source", "externalId", "customFields", "evidence", "shas", "reworks"];

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
  { was, is, authors, resolved }: News<IncidentReport>,
): Partial<IncidentBody> {
  const of = { was: was?.body, is: is.body, authors };
  const systems = systemsAfter(record, { was, is, authors, slugs: resolved.slugs });
  const { unknown } = sorted(is.systems, resolved.slugs);
  const { externalId } = is.body;
  return {
    ...newlySaid(record, { ...of, apart: [...listedApart, ...state] }),
    ...(record.externalId === was?.body.externalId ? { externalId } : {}),
    ...stateAfter(record, { ...of, at: resolved.at }),
    ...(same(systems, partsOf(record)) ? {} : { systems }),
    ...customAfter(record, { ...of, unknown }),
  };
}

/**
 * What the sender names anew comes on, what it no longer names goes, and what a file alone named with it. One that
 * somebody took off is not put back; one that was not known before is linked now.
 */
function systemsAfter(
  record: Incident,
  of: Omit<News<IncidentReport>, "resolved"> & { slugs: Resolved["slugs"] },
) {
  const { was, is, authors, slugs } = of;
  const told = new Set(sorted(was?.systems ?? [], slugs).known);
  const now = new Set(sorted(is.systems, slugs).known);
  const isSaidAnew = now.size > 0 && !same([...told].sort(), [...now].sort());
  const listed = new Set(record.systems.map(({ slug }) => slug));
  const noted = new Set(
    notedIn(record)
      .split(", ")
      .map((name) => slugs.get(name)),
  );
  const isFresh = (slug: string) =>
    !listed.has(slug) && (!told.has(slug) || noted.has(slug)) && !isPersons(authors, namedSystem(slug));
  const goes = ({ slug, part }: Incident["systems"][number]) =>
    part === "affected" &&
    !now.has(slug) &&
    !isPersons(authors, namedSystem(slug)) &&
    (told.has(slug) || isSaidAnew);
  const stay = record.systems.filter((one) => !goes(one));
  return [...partsOf({ systems: stay }), ...[...now].filter(isFresh).map(affected)];
}

const partsOf = ({ systems }: Pick<Incident, "systems">) => systems.map(({ slug, part }) => ({ slug, part }));
const notedIn = (record: { customFields: Record<string, string> | null }) =>
  record.customFields?.[unknownSystems] ?? "";

export function changePatch(
  record: ChangeRecord,
  { was, is, authors, resolved }: News<ChangeReport>,
): Partial<ChangeBody> {
  const of = { was: was?.body, is: is.body, authors };
  const { known, unknown } = sorted(is.systems, resolved.slugs);
  const told = sorted(was?.systems ?? [], resolved.slugs).known[0] ?? null;
  const slug = known[0] ?? null;
  const isNews = slug !== told || notedIn(record) !== "";
  const isMoved = isNews && slug !== record.system && !isPersons(authors, "system");
  const { externalId, repository = null, evidence, shas, reworks } = is.body;
  // A hash names a commit of one repository, which records that are older than this field do not tell.
  const isUnplaced = record.repository === null;
  const places = isUnplaced && repository !== null && !isPersons(authors, "repository");
  return {
    ...newlySaid(record, { ...of, apart: listedApart }),
    ...(isMoved ? { system: slug } : {}),
    ...(places ? { repository } : {}),
    evidence,
    ...(isUnplaced && !places ? {} : { shas, reworks }),
    ...(record.externalId === is.formerly || record.externalId === was?.body.externalId
      ? { externalId }
      : {}),
    ...customAfter(record, { ...of, unknown }),
  };
}

interface Said<B> {
  was: B | undefined;
  is: B;
  authors: Authors;
}

/** Fields that belong together are written together, or not at all. */
function newlySaid(record: object, of: Said<object> & { apart: readonly string[] }): Fields {
  const [held, was, is] = [record as Fields, of.was as Fields | undefined, of.is as Fields];
  const patch: Fields = {};
  for (const field of Object.keys(is)) {
    if (of.apart.includes(field) || field in patch) continue;
    const group = togetherWith(field, held);
    const isNews = group.some((one) => !same(was?.[one] ?? blankOf(one), is[one] ?? blankOf(one)));
    if (!isNews || group.some((one) => isPersons(of.authors, one))) continue;
    if (was === undefined && addsNothing(held, is, group)) continue;
    for (const one of group) patch[one] = is[one] ?? blankFor(one);
  }
  return patch;
}

/** What is taken for said where nothing is: a kind that is not told is an incident. */
const blankOf = (field: string) => (field === "kind" ? "incident" : blankFor(field));

/** Whether a sender's first word of something leaves open what a file answered: the same word, without its meaning. */
function addsNothing(held: Fields, is: Fields, group: readonly string[]): boolean {
  const [head, ...rest] = group;
  if (isSaid(head!, is[head!])) return false;
  return rest.every((one) => !isSaid(one, is[one]) || same(held[one], is[one]));
}

/** Moments that a file knows and the sender does not tell stay, as far as they fit the state. */
function stateAfter(
  record: Incident,
  { was, is, authors, at }: Said<IncidentReport["body"]> & { at: Date },
): Partial<Pick<IncidentBody, (typeof state)[number]>> {
  const now = pick(is);
  const before = was === undefined ? null : pick(was);
  if (before !== null && same(before, now)) return {};
  if (before !== null && same(before, pick(record))) return now;
  const edits = state.flatMap((field) => {
    const author = authors.get(field);
    return author?.party === "person" ? [author.at.getTime()] : [];
  });
  const reopened = before !== null && rank(now.status) < rank(before.status);
  if (edits.length === 0) {
    const ends = [record.mitigatedAt, record.resolvedAt].map((end) => end?.getTime() ?? 0);
    // A file may know of an end that came after all that its sender told.
    if (!reopened && rank(now.status) < rank(record.status) && at.getTime() <= Math.max(...ends)) return {};
    const merged = {
      status: now.status,
      mitigatedAt: now.mitigatedAt ?? (rank(now.status) >= rank("mitigated") ? record.mitigatedAt : null),
      resolvedAt: now.resolvedAt ?? (rank(now.status) >= rank("resolved") ? record.resolvedAt : null),
    };
    return Object.fromEntries(
      state.flatMap((field) => (same(merged[field], record[field]) ? [] : [[field, merged[field]]])),
    );
  }
  if (at.getTime() <= Math.max(...edits)) return {};
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

const rank = (status: Status) => onward.indexOf(status);

function customAfter(
  record: { customFields: Record<string, string> | null },
  of: Said<Report["body"]> & { unknown: readonly string[] },
): { customFields?: Record<string, string> | null } {
  const held = record.customFields ?? {};
  const was = of.was?.customFields ?? {};
  const is = of.is.customFields ?? {};
  const after = { ...held };
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (was[name] === is[name] || isPersons(of.authors, customField(name))) continue;
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
