import { canonical } from "#lib/canonical.ts";
import type { Postmortem, Section } from "./schema.ts";

/** The fields that people write at the same time. */
export type Draft = Pick<Postmortem, Section | "fiveWhys" | "owner" | "reviewers">;
export type Field = keyof Draft;

export const draftFields = [
  "summary",
  "impact",
  "detection",
  "rootCause",
  "aiRole",
  "wentWell",
  "wentWrong",
  "lucky",
  "lessons",
  "fiveWhys",
  "owner",
  "reviewers",
] as const satisfies readonly Field[];

export function draftOf(postmortem: Draft): Draft {
  return Object.fromEntries(draftFields.map((field) => [field, postmortem[field]])) as unknown as Draft;
}

/** Fields in which two drafts differ; blank text and none are one. */
export function changedFields(from: Draft, to: Draft): Field[] {
  return draftFields.filter((field) => said(from[field]) !== said(to[field]));
}

function said(value: Draft[Field]): string {
  if (typeof value === "string") return canonical(value.trim() === "" ? null : value);
  return canonical(value);
}

export interface Merge {
  /** Theirs, with what only I changed. Fields that both changed differently still hold theirs. */
  merged: Draft;
  clashes: Field[];
}

/** Two people began from one draft: what only one of them changed is kept; the rest is for a person to choose. */
export function mergeDrafts(of: { base: Draft; mine: Draft; theirs: Draft }): Merge {
  const { base, mine, theirs } = of;
  const theirChanges = new Set(changedFields(base, theirs));
  const merged: Record<string, unknown> = { ...theirs };
  const clashes: Field[] = [];
  for (const field of changedFields(base, mine)) {
    if (!theirChanges.has(field)) merged[field] = mine[field];
    else if (said(mine[field]) !== said(theirs[field])) clashes.push(field);
  }
  return { merged: merged as unknown as Draft, clashes };
}

/** Only what differs is sent, so that an old browser tab never overwrites a section it did not touch. */
export function patchOf(base: Draft, mine: Draft): Partial<Draft> {
  return Object.fromEntries(changedFields(base, mine).map((field) => [field, cleaned(mine[field])]));
}

function cleaned(value: Draft[Field]): Draft[Field] {
  return typeof value === "string" && value.trim() === "" ? null : value;
}
