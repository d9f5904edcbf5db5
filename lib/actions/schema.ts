import { z } from "zod";
import { actionFields } from "#db/fields/actions.ts";
import { actionKinds, actionPriorities, actionStates } from "#db/values.ts";
import { createdBy, idOf, incidentNumber, seenVersion, stamps } from "#lib/fields/record.ts";
import { recordShapesOf, shapesOf } from "#lib/fields/shapes.ts";

export { actionKinds, actionPriorities, actionStates };

/** What somebody asks to be done; without more words it is open, of medium priority, and prevents a repetition. */
export const ActionBody = z.strictObject(shapesOf(actionFields)).partial().required({ title: true });
export type ActionBody = z.infer<typeof ActionBody>;

export const ActionPatch = z.strictObject(shapesOf(actionFields)).partial().extend({ version: seenVersion });
export type ActionPatch = z.infer<typeof ActionPatch>;

export const Action = z
  .object({
    id: idOf("action"),
    ...stamps,
    incidentNumber,
    ...recordShapesOf(actionFields),
    overdue: z.boolean().meta({ description: "Open, and its day is over in the organisation's zone." }),
    createdBy,
  })
  .meta({ id: "Action" });
export type Action = z.infer<typeof Action>;
