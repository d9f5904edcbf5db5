import { columnsOf } from "../file/cells.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import type { Mapping } from "./schema.ts";

type Mapped = { target: Target; columns: readonly string[]; mapping: Mapping };

/** Fields a mapping names that the target does not have, and columns the file does not have. */
export function mappingProblems({ target, columns, mapping }: Mapped): string[] {
  const problems: string[] = [];
  for (const [name, source] of Object.entries(mapping.fields)) {
    if (!fieldOf(target, name)) problems.push(`${target.label} have no field ${name}.`);
    for (const column of columnsOf(source)) {
      if (!columns.includes(column)) problems.push(`The file has no column ${column} (mapped to ${name}).`);
    }
  }
  for (const column of mapping.customFields) {
    if (!columns.includes(column)) problems.push(`The file has no column ${column} (to be kept as it is).`);
  }
  const given = new Set(Object.keys(mapping.fields));
  for (const field of target.fields) {
    if (field.required && !given.has(field.name))
      problems.push(`No column is mapped to ${field.label}, which every row needs.`);
  }
  if (target.name === "systems" && !given.has("slug") && !given.has("name")) {
    problems.push("No column is mapped to the name or the slug of a system.");
  }
  return problems;
}
