import { z } from "zod";
import { oneName } from "#lib/names.ts";
import { readRange } from "./ranges.ts";

/** How words of the filter are read: what they may say, and what is said of those that cannot be used. */

const notRecorded = "unknown";

function textOf(value: unknown): unknown {
  return Array.isArray(value) ? value.join(",") : value;
}

export function listOf<T>(one: (text: string) => T | undefined, words: string) {
  return z.preprocess(
    textOf,
    z
      .string()
      .transform((text, context): T[] => {
        const values: T[] = [];
        // What is said twice would be asked of every incident twice.
        for (const part of new Set(text.split(",").map((word) => word.trim()))) {
          const value = one(part);
          if (value === undefined) {
            context.addIssue({ code: "custom", message: `“${part}” cannot be used here; ${words}` });
            return z.NEVER;
          }
          values.push(value);
        }
        return values;
      })
      .optional(),
  );
}

export function closed<V extends string>(values: readonly V[]) {
  const known = new Set<string>(values);
  return listOf((text) => (known.has(text) ? (text as V) : undefined), `use ${values.join(", ")}`);
}

/** Numbers of a closed list; null is unknown. */
export function levels(values: readonly number[]) {
  return listOf<number | null>(
    (text) =>
      text === notRecorded ? null : values.includes(Number(text)) && text !== "" ? Number(text) : undefined,
    `use ${values.join(", ")} or ${notRecorded}`,
  );
}

export function numbers(least: number, most: number) {
  return listOf<number>(
    (text) =>
      /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
    `use whole numbers from ${least} to ${most}`,
  );
}

/** Words of a closed list; null is unknown. */
export function closedOrUnknown<V extends string>(values: readonly V[]) {
  return listOf<V | null>(
    (text) => (text === notRecorded ? null : values.find((value) => value === text)),
    `use ${values.join(", ")} or ${notRecorded}`,
  );
}

/** Names of an open list, in the form in which they are stored; null is unknown. */
export function open() {
  return listOf<string | null>(
    (text) => (text === notRecorded ? null : oneName(text) || undefined),
    `name one, or ${notRecorded}`,
  );
}

export const yesNo = () => closed(["yes", "no"]);

const mostRanges = 100;

/** Amounts from one value up to another. */
export function amounts() {
  return listOf(
    readRange,
    `use low..high (low included, high not), either of them left out, or ${notRecorded}`,
  ).refine(
    (ranges) => ranges === undefined || ranges.length <= mostRanges,
    `names more than ${mostRanges} ranges`,
  );
}

export const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/, {
    error: "is not a day or an instant; write it as 2026-03-05 or 2026-03-05T14:00:00Z",
    abort: true,
  })
  .refine((text) => isOnCalendar(text), "is a day that the calendar does not have");

function isOnCalendar(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(text)) && day.toISOString().startsWith(text.slice(0, 10));
}
