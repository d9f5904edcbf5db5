import { z } from "zod";
import { actionKinds, actionPriorities, actionStates } from "#db/values.ts";
import { Day, Instant, storedLine, storedText } from "#lib/parse.ts";

export { actionKinds, actionPriorities, actionStates };

/** A link that a browser may follow: only these two kinds lead somewhere and run nothing. */
const TrackerUrl = storedText(2000).refine(
  (text) => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text),
  "is not a link; write it as https://tracker.example/REL-118",
);

const fields = {
  title: storedLine(500),
  kind: z.enum(actionKinds),
  owner: storedLine(200).nullable(),
  dueOn: Day.nullable(),
  state: z.enum(actionStates),
  priority: z.enum(actionPriorities),
  trackerUrl: TrackerUrl.nullable(),
  closedAt: Instant.nullable(),
};

/** What somebody asks to be done; without more words it is open, of medium priority, and prevents a repetition. */
export const ActionBody = z.strictObject(fields).partial().required({ title: true });
export type ActionBody = z.infer<typeof ActionBody>;

export const ActionPatch = z
  .strictObject(fields)
  .partial()
  .extend({ version: z.int().min(1).optional() });
export type ActionPatch = z.infer<typeof ActionPatch>;

export const Action = z.object({
  id: z.string(),
  version: z.int(),
  incidentNumber: z.int(),
  ...fields,
  /** Open, and its day is over in the organisation's zone. */
  overdue: z.boolean(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Action = z.infer<typeof Action>;
