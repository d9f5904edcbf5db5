import { z } from "zod";
import { timelineKinds } from "#db/values.ts";
import { Instant, storedLine } from "#lib/parse.ts";

export { timelineKinds };

const timelineFields = {
  at: Instant,
  text: storedLine(5000),
  kind: z.enum(timelineKinds),
};

export const TimelineBody = z.strictObject({
  ...timelineFields,
  kind: timelineFields.kind.default("action"),
});
export type TimelineBody = z.infer<typeof TimelineBody>;

export const TimelinePatch = z
  .strictObject(timelineFields)
  .partial()
  .extend({ version: z.int().min(1).optional() });

export const TimelineEntry = z.object({
  id: z.string(),
  version: z.int(),
  incidentNumber: z.int(),
  ...timelineFields,
  createdAt: Instant,
  updatedAt: Instant,
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
