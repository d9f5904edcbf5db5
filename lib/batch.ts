import { z } from "zod";
import type { Outcome } from "./command.ts";
import type { Recorder } from "./editing.ts";
import { type FieldError, invalid } from "./errors.ts";
import { fieldErrors } from "./parse.ts";

export const mostInBatch = 5000;

export const Items = z
  .array(z.unknown())
  .max(mostInBatch, `holds more than ${mostInBatch.toLocaleString("en")} items; send several batches`);

export const Batch = z.object({
  items: Items,
  atomic: z.boolean().default(false),
  createSystems: z.boolean().default(false),
});

export const Refusals = z.array(
  z.object({
    index: z.int().describe("Its place in the batch, from 0."),
    errors: z
      .array(
        z.object({
          path: z.string().describe("The field, as it was written; empty means the whole item."),
          message: z.string().describe("What is wrong with it."),
        }),
      )
      .describe("Each field that is wrong."),
  }),
);

export const BatchAnswer = z
  .object({
    created: z.int().describe("How many were made."),
    updated: z.int().describe("How many were known, and changed."),
    unchanged: z.int().describe("How many were known, and said the same."),
    refused: Refusals.describe("What was refused, and why."),
  })
  .meta({ id: "BatchAnswer" });

/** Good items and refused ones, with their places in the batch. */
export function sorted<T>(schema: z.ZodType<T>, items: readonly unknown[]) {
  const good: { index: number; body: T }[] = [];
  const refused: z.infer<typeof Refusals> = [];
  for (const [index, item] of items.entries()) {
    const parsed = schema.safeParse(item);
    if (parsed.success) good.push({ index, body: parsed.data });
    else refused.push({ index, errors: fieldErrors(parsed.error) });
  }
  return { good, refused };
}

/** Good items are stored and refused ones reported; an atomic batch is stored whole or not at all. */
export async function recordBatch<B>(
  of: { schema: z.ZodType<B>; items: readonly unknown[]; atomic: boolean },
  recorderFor: (bodies: B[]) => Promise<Recorder<B, unknown, unknown>>,
): Promise<Outcome<z.infer<typeof BatchAnswer>>> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const { good, refused } = sorted(of.schema, of.items);
  const { take, edits, records } = await recorderFor(good.map(({ body }) => body));
  for (const { index, body } of good) {
    const planned = take(body);
    if ("errors" in planned) refused.push({ index, errors: planned.errors });
    else counts[planned.result] += 1;
  }
  refused.sort((a, b) => a.index - b.index);
  if (of.atomic && refused.length > 0) throw invalid(batchErrors(refused));
  return { edits: edits(), records: records(), answer: () => ({ ...counts, refused }), again: true };
}

function batchErrors(refused: z.infer<typeof Refusals>): FieldError[] {
  return refused.flatMap(({ index, errors }) =>
    errors.map(({ path, message }) => ({
      path: path === "" ? `items.${index}` : `items.${index}.${path}`,
      message,
    })),
  );
}
