import { z } from "zod";
import { settings } from "#db/schema/settings.ts";
import { query } from "#lib/query.ts";
import { statement } from "#lib/statement.ts";
import { Settings } from "./schema.ts";

const theSettings = statement((read) => read.select().from(settings).limit(1).prepare());

export const getSettings = query({
  name: "settings.get",
  summary: "The organisation's settings",
  requires: "read",
  input: z.void(),
  answer: Settings,
  async run({ read }) {
    const [row] = await theSettings(read).execute();
    if (row === undefined) return Settings.parse({});
    const { id: _, createdAt: __, updatedAt: ___, ...stored } = row;
    return Settings.parse(stored);
  },
});
