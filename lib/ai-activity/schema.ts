import { z } from "zod";
import { oneName } from "#lib/names.ts";
import { Day, storedName } from "#lib/parse.ts";
import { addressOf } from "./rules.ts";

const names = (what: string) =>
  z
    .array(storedName(200))
    .max(100, "names more than 100")
    .default([])
    .transform((list) => [...new Set(list)].sort())
    .meta({ description: what });

/** An e-mail address, in lower case. */
export const Address = z
  .string()
  .max(1280, "is longer than 320 characters")
  .overwrite((text) => oneName(text).toLowerCase())
  .max(320, "is longer than 320 characters")
  .refine((text) => addressOf(text) === text, "is not an e-mail address; write it as jane@shop.example");

export const ActivitySource = storedName(100).meta({ description: "Who tells it: the tool, or its report." });

/** What a tool tells of a person and a day; the names are those of its reports. */
export const ActivityItem = z
  .strictObject({
    user_email: Address.meta({
      description: "Whose day it was, by e-mail address; upper and lower case are one.",
    }),
    day: Day.meta({ description: "The day, in the organisation's zone." }),
    is_active: z.boolean("is neither true nor false").meta({
      description:
        "Whether they used an AI tool on that day. False is recorded as not active, which is not the same as nothing recorded.",
    }),
    tools: names("The AI tools that they used."),
    models: names("The models behind them."),
  })
  .meta({ id: "AiActivityItem" });
export type ActivityItem = z.infer<typeof ActivityItem>;

export const AiActivity = ActivityItem.extend({
  id: z.string().meta({ description: "Its id, which never changes." }),
  source: ActivitySource,
}).meta({ id: "AiActivity" });
