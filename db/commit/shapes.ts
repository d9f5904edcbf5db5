import { Column, getTableColumns, getTableName } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { Table } from "../dialect.ts";

/** What the tables look like to commit: their columns, how values travel, and what commit itself puts in. */

export interface Shape {
  name: string;
  keys: string[];
  columns: string[];
  /** Null where the driver takes the value as it is. */
  toDriver: (((value: unknown) => unknown) | null)[];
  /** What commit itself puts into the column, if anything. */
  stamps: (Stamp | null)[];
  /** Room for one row, which the driver copies. */
  values: unknown[];
  position: Map<string, number>;
  versioned: boolean;
  revised: boolean;
}

export type Stamp = "revision" | "version" | "moment";

const shapes = new WeakMap<Table, Shape>();

export function shapeOf(table: Table): Shape {
  let shape = shapes.get(table);
  if (shape === undefined) {
    const columns = Object.entries(getTableColumns(table));
    const versioned = columns.some(([key]) => key === "version");
    shape = {
      name: getTableName(table),
      keys: columns.map(([key]) => key),
      columns: columns.map(([key]) => toSnakeCase(key)),
      toDriver: columns.map(([, column]) =>
        column.mapToDriverValue === Column.prototype.mapToDriverValue
          ? null
          : (value) => column.mapToDriverValue(value),
      ),
      stamps: columns.map(([key]) => stampFor(key, versioned)),
      values: new Array<unknown>(columns.length),
      position: new Map(columns.map(([key], i) => [key, i])),
      versioned,
      revised: columns.some(([key]) => key === "revision"),
    };
    shapes.set(table, shape);
  }
  return shape;
}

function stampFor(key: string, versioned: boolean): Stamp | null {
  if (key === "revision") return "revision";
  if (!versioned) return null;
  if (key === "version") return "version";
  return key === "createdAt" || key === "updatedAt" ? "moment" : null;
}

export function rowValues(shape: Shape, row: Record<string, unknown>): unknown[] {
  const values = new Array<unknown>(shape.keys.length);
  for (let i = 0; i < values.length; i += 1) values[i] = driverValue(shape, i, row[shape.keys[i]!]);
  return values;
}

export function driverValue(shape: Shape, i: number, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const convert = shape.toDriver[i];
  return convert ? convert(value) : value;
}
