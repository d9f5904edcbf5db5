import { z } from "zod";
import { type FieldError, invalid } from "./errors.ts";
import { isStorable, oneName, shows } from "./names.ts";

/** Parses what came from outside; a refusal names every field that is wrong, in words. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  return parsed.data;
}

export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: path === "" ? key : `${path}.${key}`,
        message: "is not a known field; check its spelling",
      }));
    }
    return [{ path, message: issue.message }];
  });
}

const notText = "holds characters that are not text (NUL or half a character)";
const nothingSeen = "must not be empty";
const tooLong = (max: number) => `is longer than ${max.toLocaleString("en")} characters`;

/** Text kept as given. NUL and broken surrogates cannot be stored alike by both engines, so they are refused. */
export function storedText(max: number) {
  return z.string().max(max, tooLong(max)).refine(isStorable, notText);
}

/** A title: stored text of which something can be seen. */
export function storedLine(max: number) {
  return storedText(max).refine(shows, nothingSeen);
}

/** A name, of a record or of a group of them, in its one form. */
export function storedName(max: number) {
  return z
    .string()
    .max(max * 4, { error: tooLong(max), abort: true })
    .refine(isStorable, { error: notText, abort: true })
    .overwrite(oneName)
    .max(max, tooLong(max))
    .refine(shows, nothingSeen);
}

/** A name that is asked for, in the form in which it is stored. */
export const AskedName = z.string().overwrite(oneName);

/** A link that a browser may follow: only these two kinds lead somewhere and run nothing. */
export function Link(max: number) {
  return storedText(max).refine(
    (text) => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text),
    "is not a link; write it as https://tracker.example/REL-118",
  );
}

/** RFC 3339 with an offset; answers give UTC. */
export const Instant = z
  .union([z.date(), z.string()])
  .transform((value, context): Date => {
    const instant = value instanceof Date ? value : readInstant(value);
    if (instant !== null) return instant;
    context.addIssue({
      code: "custom",
      message: "is not an instant; write it as 2026-03-05T14:05:00Z or 2026-03-05T06:05:00-08:00",
    });
    return z.NEVER;
  })
  .meta({ type: "string", format: "date-time" });

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(:(\d\d)(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/;

function readInstant(text: string): Date | null {
  const match = rfc3339.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match.map(Number);
  if (month! < 1 || month! > 12 || day! < 1 || day! > new Date(Date.UTC(year!, month!, 0)).getUTCDate())
    return null;
  const offset = match[9]!.length === 5 ? `${match[9]!.slice(0, 3)}:${match[9]!.slice(3)}` : match[9]!;
  const instant = new Date(
    `${text.slice(0, 10)}T${match[4]}:${match[5]}${match[6] ?? ":00"}${offset.toUpperCase()}`,
  );
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** A calendar day, yyyy-mm-dd. */
export const Day = z.iso.date("is not a day; write it as 2026-03-05");

/** The fields a patch names: what it leaves out stays as it is, null clears. */
export function omitUndefined<T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept: Record<string, unknown> = {};
  for (const key in patch) if (patch[key] !== undefined) kept[key] = patch[key];
  return kept as never;
}
