import { columnsOf } from "../file/cells.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import type { Mapping, MissingField } from "./schema.ts";

type Mapped = {
  target: Target;
  columns: readonly string[];
  mapping: Mapping;
  /** With what they could come from, where somebody looked. */
  missing?: readonly MissingField[];
};

/** Fields a mapping names that the target does not have, and columns the file does not have. */
export function mappingProblems({ target, columns, mapping, missing = [] }: Mapped): string[] {
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
  if (mapping.customFields.length > 0 && !fieldOf(target, "customFields"))
    problems.push(`${target.label} keep no columns under their own names.`);
  const given = new Set(Object.keys(mapping.fields));
  for (const field of target.fields) {
    if (!field.required || given.has(field.name)) continue;
    const could = missing.find((one) => one.field === field.name);
    problems.push(`No column is mapped to ${field.label}, which every row needs.${couldBe(could)}`);
  }
  if (target.name === "systems" && !given.has("slug") && !given.has("name")) {
    problems.push("No column is mapped to the name or the slug of a system.");
  }
  return problems;
}

function couldBe(field: MissingField | undefined): string {
  if (field === undefined || field.candidates.length === 0) return "";
  const named = field.candidates.map(({ column, path, samples: [sample] }) => {
    const name = path === null ? column : `${column}.${path}`;
    return sample === undefined ? name : `${name} (“${sample.slice(0, 60)}”)`;
  });
  return ` It could be ${new Intl.ListFormat("en", { type: "disjunction" }).format(named)}.`;
}
