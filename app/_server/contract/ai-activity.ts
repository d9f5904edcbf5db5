import { z } from "zod";
import { listActivity } from "#lib/ai-activity/read.ts";
import { ActivityItem, ActivitySource } from "#lib/ai-activity/schema.ts";
import { recordActivity } from "#lib/ai-activity/write.ts";
import { endpoint } from "../endpoint.ts";
import { batchLimit, flagsOf, listEndpoint } from "./kit.ts";

export const aiActivityContract = {
  listActivity: listEndpoint("/ai-activity", listActivity),
  recordActivity: endpoint({
    method: "POST",
    path: "/ai-activity",
    operation: recordActivity,
    body: z.strictObject({
      items: z.array(ActivityItem).describe("People and their days; each stands or is refused by itself."),
      source: ActivitySource,
    }),
    flags: ["atomic"],
    limitBytes: batchLimit,
    input: ({ body, query }) => ({ ...(body as object), ...flagsOf(query, ["atomic"]) }),
  }),
};
