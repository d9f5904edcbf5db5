import { type Precision, storedMoment } from "#lib/moments.ts";
import type { Reference } from "../mapping/readers/lists.ts";
import { slugFor } from "../mapping/readers/slugs.ts";
import { cut } from "../mapping/readers/text.ts";
import type { Body, ReadRow } from "../mapping/row.ts";
import { type Field, fieldOf } from "../targets/target.ts";
import type { Frame, NamedSystem } from "./draft.ts";
import { plainSource } from "./identity.ts";

/** Turns what only helps into fields of the body. */
export function applyAids({ body, aids }: ReadRow, { target, fields }: Frame): NamedSystem[] {
  const systems: NamedSystem[] = [];
  for (const { field, isAid } of fields) {
    const value = isAid ? aids[field.name] : undefined;
    if (value === undefined) continue;
    if (field.gives) giveMoment(body, fieldOf(target, field.gives)!, value as number);
    else if (field.kind === "names") gatherSystems(body, { field, names: value as string[], systems });
    else if (field.kind === "references") gatherChanges(body, field, value as Reference[]);
  }
  if (target.name === "systems") {
    body.slug ??= typeof body.name === "string" ? slugFor(body.name) || undefined : undefined;
    body.name ??= body.slug;
  } else if (typeof body.system === "string") {
    systems.push({ slug: body.system, name: body.system, column: "system" });
  }
  return systems;
}

/** What is counted from a date is known no better than that. */
function giveMoment(body: Body, { name, precision }: Field, millis: number): void {
  if (body[name] !== undefined || !(body.startedAt instanceof Date)) return;
  const at = new Date(body.startedAt.getTime() + millis);
  const known = body.startedPrecision as Precision | undefined;
  if (known === undefined || precision === undefined) body[name] = at;
  else Object.assign(body, { [name]: storedMoment(at, known), [precision]: known });
}

type Gathering = { field: Field; names: string[]; systems: NamedSystem[] };

/** A system named as both affected and origin is the origin, whichever column came first. */
function gatherSystems(body: Body, { field, names, systems }: Gathering): void {
  const { list, as } = field.into as { list: string; as: string };
  const entries = (body[list] as (string | { slug: string; part: string })[] | undefined) ?? [];
  for (const name of names) {
    const slug = slugFor(name);
    if (slug === "") continue;
    systems.push({ slug, name: cut(name, 200), column: field.name });
    const before = entries.findIndex((entry) => (typeof entry === "string" ? entry : entry.slug) === slug);
    if (before === -1) entries.push(as === "" ? slug : { slug, part: as });
    else if (as === "origin") entries[before] = { slug, part: as };
  }
  body[list] = entries;
}

function gatherChanges(body: Body, field: Field, references: Reference[]): void {
  const { list, as } = field.into as { list: string; as: string };
  const source = String(body.source ?? plainSource);
  const links = references.map((reference) => {
    if ("id" in reference) return { ...reference, link: as };
    return { source: reference.source ?? source, externalId: reference.externalId, link: as };
  });
  body[list] = [...((body[list] as unknown[] | undefined) ?? []), ...links];
}
