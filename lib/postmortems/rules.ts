import { postmortemFields } from "#db/fields/postmortems.ts";
import type { FieldError } from "#lib/errors.ts";
import { type Postmortem, type Section, sections } from "./schema.ts";

/** What a section is called, and what belongs in it. */
export const sectionWords = Object.fromEntries(
  sections.map((name) => [name, { title: postmortemFields[name].label, hint: postmortemFields[name].means }]),
) as Record<Section, { title: string; hint: string }>;

export interface Evidence {
  severity: number | null;
  aiInvolvement: string;
  timelineEntries: number;
  actions: number;
}

/** What publishing still needs. The check list in the editor and the refusal are this one list. */
export function missingFor(
  draft: Pick<Postmortem, "summary" | "rootCause">,
  { severity, aiInvolvement, timelineEntries, actions }: Evidence,
): FieldError[] {
  const missing: FieldError[] = [];
  if (isBlank(draft.summary)) missing.push({ path: "summary", message: "a summary is needed" });
  if (isBlank(draft.rootCause)) missing.push({ path: "rootCause", message: "a root cause is needed" });
  if (timelineEntries === 0)
    missing.push({ path: "timeline", message: "at least one timeline entry is needed" });
  if (aiInvolvement === "unknown")
    missing.push({
      path: "aiInvolvement",
      message: "say on the incident whether AI was involved: none is an answer, unknown is not",
    });
  if ((severity === 1 || severity === 2) && actions === 0)
    missing.push({ path: "actions", message: `a Sev-${severity} needs at least one action item` });
  return missing;
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}

/** Whether anything was written at all. */
export function isEmpty(draft: Pick<Postmortem, Section | "fiveWhys">): boolean {
  return draft.fiveWhys.length === 0 && sections.every((section) => isBlank(draft[section]));
}
