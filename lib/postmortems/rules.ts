import type { FieldError } from "#lib/errors.ts";
import { type Postmortem, type Section, sections } from "./schema.ts";

/** What a section is called, and what belongs in it. */
export const sectionWords: Record<Section, { title: string; hint: string }> = {
  summary: {
    title: "Summary",
    hint: "What happened, to whom and for how long, for someone who reads nothing else.",
  },
  impact: {
    title: "Impact",
    hint: "What customers and the business felt: orders, errors, regions, minutes.",
  },
  detection: {
    title: "Detection",
    hint: "How it was noticed, how long that took, and what should have seen it.",
  },
  rootCause: {
    title: "Root cause",
    hint: "The chain from trigger to impact. Systems and decisions, not people.",
  },
  aiRole: {
    title: "Role of AI",
    hint: "How AI was involved, what it was asked, which safeguard was absent, what would have caught it.",
  },
  wentWell: { title: "What went well", hint: "What kept it from being worse and should be kept." },
  wentWrong: { title: "What went wrong", hint: "What made it worse or longer." },
  lucky: { title: "Where we were lucky", hint: "What could as well have gone the other way." },
  lessons: { title: "Lessons", hint: "What others can take from it." },
};

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
