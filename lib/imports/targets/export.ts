import type { CsvValue } from "#lib/csv/write.ts";
import { precisionOf, writtenMoment } from "#lib/moments.ts";
import type { Field, Target } from "./target.ts";

/**
 * Records as rows of our own CSV, which the own profile reads back to the letter: columns are named as the fields
 * of the REST body, instants carry their offset, lists that marks could break are written as JSON.
 */

/** Aids such as durations give what other columns hold already. */
export function exportColumns(target: Target): string[] {
  return target.fields.filter((field) => field.gives === undefined).map((field) => field.name);
}

export type ExportOptions = { columns?: readonly string[]; instant?: (at: Date) => string };

export function exportRow(
  target: Target,
  record: Readonly<Record<string, unknown>>,
  options: ExportOptions = {},
): CsvValue[] {
  const columns = options.columns ?? exportColumns(target);
  const instant = options.instant ?? ((at: Date) => at.toISOString());
  return columns.map((name) => {
    const field = target.fields.find((one) => one.name === name);
    return field ? cellOf(field, record, instant) : null;
  });
}

function cellOf(
  field: Field,
  record: Readonly<Record<string, unknown>>,
  instant: (at: Date) => string,
): CsvValue {
  const value = field.into ? partOf(field, record[field.into.list]) : record[field.name];
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    const precision = precisionOf(field, record);
    return precision === "minute" ? instant(value) : writtenMoment(value, precision);
  }
  if (Array.isArray(value)) return listCell(value);
  return typeof value === "object" ? JSON.stringify(value) : (value as CsvValue);
}

/** Of a list kept whole in the body, the entries that this column stands for. */
function partOf(field: Field, list: unknown): unknown[] | null {
  if (!Array.isArray(list)) return null;
  const { as } = field.into as { as: string };
  if (field.kind === "names") {
    return list.flatMap((entry: string | { slug: string; part: string }) => {
      if (typeof entry === "string") return [entry];
      return entry.part === as ? [entry.slug] : [];
    });
  }
  const links = list as { id?: string; source?: string; externalId?: string; link: string }[];
  return links
    .filter(({ link }) => link === as)
    .map(({ id, source, externalId }) => (id ? { id } : { source, externalId }));
}

function listCell(items: readonly unknown[]): string | null {
  if (items.length === 0) return null;
  const isPlain = items.every(
    (item) =>
      typeof item === "string" && /^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u.test(item) && item.trim() === item,
  );
  return isPlain ? items.join("; ") : JSON.stringify(items);
}
