import { z } from "zod";
import { timelineFields } from "#db/fields/postmortems.ts";
import { timelineKinds } from "#db/values.ts";
import { idOf, incidentNumber, seenVersion, stamps } from "#lib/fields/record.ts";
import { recordShapesOf, shapesOf } from "#lib/fields/shapes.ts";

export { timelineKinds };

const shapes = shapesOf(timelineFields);

export const TimelineBody = z.strictObject({
  ...shapes,
  kind: shapes.kind.default(timelineFields.kind.blank),
});
export type TimelineBody = z.infer<typeof TimelineBody>;

export const TimelinePatch = z.strictObject(shapes).partial().extend({ version: seenVersion });

export const TimelineEntry = z
  .object({ id: idOf("entry"), ...stamps, incidentNumber, ...recordShapesOf(timelineFields) })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
