import type { Field } from "../../targets/target.ts";
import { Unreadable } from "./outcome.ts";

/** A title too long to store is cut; the planner keeps the whole of it in the summary. */
export function shortened(text: string, field: Field): string {
  return field.max !== undefined && text.length > field.max ? `${cut(text, field.max - 1).trimEnd()}…` : text;
}

/** The beginning of a text, without half a character at its end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}

/** What a report shows of a value. */
export function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

export function checkLength(text: string, field: Field): string | Unreadable {
  if (field.max === undefined || text.length <= field.max) return text;
  return new Unreadable(`This has ${text.length} characters; at most ${field.max} can be stored.`);
}
