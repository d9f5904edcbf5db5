import { type Allocated, type CreateEdit, type Edit, isAllocated } from "../edit.ts";
import { type Stamp, shapeOf } from "./shapes.ts";
import type { Counters } from "./unit.ts";

/** What commit adds to edits: numbers handed out, versions, moments and the revision. */

export function stamp(edit: Edit, counters: Counters, now: Date): Edit {
  const shape = shapeOf(edit.table);
  if (edit.kind === "remove") return { ...edit, where: resolveNumbers(edit.where, counters) };
  if (edit.kind === "create") {
    const row = resolveNumbers(edit.row, counters);
    if (shape.versioned) {
      row.version ??= 1;
      row.createdAt ??= now;
      row.updatedAt ??= now;
    }
    if (shape.revised) row.revision = counters.revision;
    return { ...edit, row };
  }
  const set = resolveNumbers(edit.set, counters);
  if (shape.versioned) set.updatedAt ??= now;
  if (shape.revised) set.revision = counters.revision;
  return { ...edit, key: resolveNumbers(edit.key, counters), set };
}

function resolveNumbers(row: Record<string, unknown>, counters: Counters): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const key in row) {
    const value = row[key];
    resolved[key] = isAllocated(value) ? handOut(value, counters) : value;
  }
  return resolved;
}

function handOut(allocated: Allocated, counters: Counters): number {
  if (!allocated.isAssigned) {
    counters[allocated.sequence] += 1;
    allocated.assign(counters[allocated.sequence]);
  }
  return allocated.number;
}

/** `stamp` and `rowValues` in one step for a new row, since imports make hundreds of thousands of them. */
export function newRowValues({ table, row }: CreateEdit, counters: Counters, now: Date): unknown[] {
  const { keys, toDriver, stamps, values } = shapeOf(table);
  for (let i = 0; i < keys.length; i += 1) {
    const stamped = stamps[i]!;
    let value = row[keys[i]!];
    if (isAllocated(value)) value = handOut(value, counters);
    else if (stamped !== null) value = stampOf(stamped, { value, counters, now });
    const convert = toDriver[i]!;
    values[i] = value === undefined || value === null ? null : convert === null ? value : convert(value);
  }
  return values;
}

function stampOf(stamped: Stamp, of: { value: unknown; counters: Counters; now: Date }): unknown {
  if (stamped === "revision") return of.counters.revision;
  return of.value ?? (stamped === "version" ? 1 : of.now);
}
