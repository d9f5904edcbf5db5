import { plainName, type Target } from "../targets/target.ts";

/** How many fields of a target the names of these columns speak of: which sheet of a workbook is meant, say. */
export function headerFit(target: Target): (columns: readonly string[]) => number {
  const names = target.fields.map(
    ({ name, label, names }) => new Set([name, label, ...names].map(plainName)),
  );
  return (columns) => {
    const found = columns.map(plainName);
    return names.filter((known) => found.some((name) => known.has(name))).length;
  };
}
