import { canonical } from "#lib/canonical.ts";
import { regionKey } from "#lib/incidents/rules.ts";
import type { Precision } from "#lib/moments.ts";
import type { Body } from "../mapping/row.ts";
import { fieldOf, type Target } from "../targets/target.ts";

/** What an import would change in a record that is there already. */

export type FieldChange = {
  field: string;
  from: unknown;
  to: unknown;
  /** Of a moment that is not known to the minute, before or after. */
  known?: { from: Precision; to: Precision };
};

export type Difference = { changes: FieldChange[]; patch: Body };

/** Fields that say which record it is, and are not part of what it says. */
const naming = new Set(["id", "source", "externalId", "slug", "incident"]);

type Comparison = { target: Target; stored: Body; body: Body; clear: readonly string[] };

export function differenceOf({ target, stored, body, clear }: Comparison): Difference {
  const changes: FieldChange[] = [];
  const patch: Body = {};
  const note = (field: string, to: unknown) => {
    const from = stored[field] ?? null;
    if (comparable(field, from) === comparable(field, to)) return;
    changes.push({ field, from, to, ...knownTo(field, { target, stored, body }) });
    patch[field] = to;
  };
  for (const [field, value] of Object.entries(body)) {
    if (naming.has(field) || target.naturalKey.includes(field)) continue;
    note(
      field,
      field === "customFields" ? { ...(stored.customFields as object | null), ...(value as object) } : value,
    );
  }
  for (const { name, precision } of target.fields) {
    if (precision === undefined || !(body[name] instanceof Date) || body[precision] !== undefined) continue;
    if ((stored[precision] ?? "minute") !== "minute") note(precision, "minute");
  }
  // A new word takes the severity of the old one with it.
  if (patch.severityRaw !== undefined && body.severity === undefined) note("severity", null);
  for (const field of clear) {
    if (naming.has(field) || body[field] !== undefined || target.naturalKey.includes(field)) continue;
    const empty = emptyOf(target, field);
    if (empty !== undefined) note(empty.field, empty.value);
  }
  return { changes, patch };
}

function knownTo(
  field: string,
  of: Pick<Comparison, "target" | "stored" | "body">,
): Pick<FieldChange, "known"> {
  const { precision } = fieldOf(of.target, field) ?? {};
  if (precision === undefined) return {};
  const [from, to] = [of.stored, of.body].map((record) => (record[precision] ?? "minute") as Precision);
  return from === "minute" && to === "minute" ? {} : { known: { from: from!, to: to! } };
}

/** A moment and what it is known to are written together. */
export function withPrecision(patch: Body, body: Body, { fields }: Target): void {
  for (const { name, precision } of fields) {
    if (precision === undefined || !(body[name] instanceof Date)) continue;
    if (patch[name] === undefined && patch[precision] === undefined) continue;
    patch[name] = body[name];
    patch[precision] = body[precision] ?? "minute";
  }
}

/** What stands for "not recorded" in a field that was emptied; some fields always hold a value. */
function emptyOf(target: Target, name: string): { field: string; value: unknown } | undefined {
  const field = fieldOf(target, name);
  if (!field || field.required) return undefined;
  if (field.gives) return { field: field.gives, value: null };
  if (field.into) return undefined;
  // An emptied state follows the moments.
  if (name === "status") return undefined;
  if (["places", "labels", "factors"].includes(field.kind)) return { field: name, value: [] };
  if (field.kind !== "choice") return { field: name, value: null };
  if (field.choices?.includes("unknown")) return { field: name, value: "unknown" };
  if (name === "aiEvidence") return { field: name, value: "none" };
  return name === "tier" || (target.name === "changes" && name === "kind")
    ? { field: name, value: null }
    : undefined;
}

/** Lists are compared without their order, and records in lists by what names them. */
function comparable(field: string, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (!Array.isArray(value)) return value instanceof Date ? String(value.getTime()) : canonical(value);
  if (value.length === 0) return "[]";
  return canonical(value.map((item) => canonical(essence(field, item))).sort());
}

function essence(field: string, item: unknown): unknown {
  if (field === "regions") return regionKey(String(item));
  if (typeof item !== "object" || item === null) return item;
  const record = item as Record<string, unknown>;
  if (field === "systems") return [record.slug, record.part];
  if (field === "factors") return [record.factor, record.note ?? null];
  if (field === "changes") return [record.id, record.link];
  return record;
}
