import { z } from "zod";
import { ActionBody } from "#lib/actions/schema.ts";
import { ActivityItem, ActivitySource } from "#lib/ai-activity/schema.ts";
import { ChangeVolume } from "#lib/changes/schema.ts";
import { SystemBody } from "#lib/systems/schema.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { ReadRow } from "../mapping/row.ts";
import type { Reason } from "../schema.ts";
import type { Target } from "../targets/target.ts";
import type { Frame } from "./draft.ts";

/** What is wrong with a row as a whole. */

/** What every record needs and the row does not say; `field` is null where one of several would do. */
export type Missing = Reason & { field: string | null };

export function missingIn({ body, reasons }: ReadRow, { target, fields }: Frame): Missing[] {
  const missing = target.fields.flatMap((field): Missing[] => {
    if (!field.required || body[field.name] !== undefined) return [];
    const column = fields.find((one) => one.field === field)?.column ?? null;
    if (reasons.some((reason) => reason.column === column)) return [];
    return [{ field: field.name, column, value: null, reason: `${field.label} is missing.` }];
  });
  const isNameless = target.name === "systems" && body.slug === undefined;
  if (isNameless && reasons.length + missing.length === 0)
    missing.push({
      field: null,
      column: null,
      value: null,
      reason: "The system has neither a name nor a slug.",
    });
  return missing;
}

/** What the readers of single cells cannot see; the fields of incidents and changes leave nothing over. */
const bodySchemas: Partial<Record<Target["name"], z.ZodType>> = {
  systems: SystemBody,
  "change-volumes": ChangeVolume.partial({ source: true, system: true }),
  "ai-activity": ActivityItem.extend({ source: ActivitySource.optional() }),
  actions: ActionBody.extend({ incident: z.string() }),
};

export function addProblems({ body, reasons }: ReadRow, { target, fields }: Frame): void {
  if (reasons.length > 0) return;
  const checked = bodySchemas[target.name]?.safeParse(body);
  for (const { path, message } of checked?.error?.issues ?? []) {
    const column = fields.find(({ field }) => field.name === path[0])?.column ?? null;
    const value = body[String(path[0])];
    reasons.push({
      column,
      value: typeof value === "string" ? excerpt(value) : null,
      reason: `This ${message}.`,
    });
  }
  if (target.name === "systems" && (body.dependsOn as string[] | undefined)?.includes(String(body.slug)))
    reasons.push({ column: null, value: String(body.slug), reason: "A system cannot depend on itself." });
}
