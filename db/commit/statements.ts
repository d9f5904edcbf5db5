import type { Edit } from "../edit.ts";
import { driverValue, rowValues, shapeOf } from "./shapes.ts";

/** An edit as a statement. */
export interface Statement {
  text: string;
  values: unknown[];
  /** No row touched means that somebody else was faster. */
  mustTouch: boolean;
}

export type Placeholder = (i: number) => string;

export function statementOf(edit: Edit, placeholder: Placeholder): Statement {
  const shape = shapeOf(edit.table);
  if (edit.kind === "create") {
    const list = shape.columns.map((_, i) => placeholder(i + 1)).join(", ");
    const text = `insert into "${shape.name}" (${quoted(shape.columns)}) values (${list})`;
    return { text, values: rowValues(shape, edit.row), mustTouch: false };
  }
  const values: unknown[] = [];
  const term = (key: string, value: unknown) => {
    const at = shape.position.get(key);
    if (at === undefined) throw new Error(`${shape.name} has no column ${key}.`);
    const driver = driverValue(shape, at, value);
    values.push(driver);
    return { column: `"${shape.columns[at]}"`, mark: placeholder(values.length) };
  };
  if (edit.kind === "remove") {
    const where = Object.entries(edit.where).map(([key, value]) => {
      const { column, mark } = term(key, value);
      return `${column} = ${mark}`;
    });
    return { text: `delete from "${shape.name}" where ${where.join(" and ")}`, values, mustTouch: false };
  }
  const set = Object.entries(edit.set)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const { column, mark } = term(key, value);
      return `${column} = ${mark}`;
    });
  if (shape.versioned) set.push(`"version" = "version" + 1`);
  const where = Object.entries(edit.key).map(([key, value]) => {
    const { column, mark } = term(key, value);
    return `${column} = ${mark}`;
  });
  if (edit.version !== null) {
    const { column, mark } = term("version", edit.version);
    where.push(`${column} = ${mark}`);
  }
  const text = `update "${shape.name}" set ${set.join(", ")} where ${where.join(" and ")}`;
  return { text, values, mustTouch: true };
}

export function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}
