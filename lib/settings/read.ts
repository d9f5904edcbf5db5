import { z } from "zod";
import { settings } from "#db/schema/settings.ts";
import { dayOf } from "#lib/calendar.ts";
import { query } from "#lib/query.ts";
import { statement } from "#lib/statement.ts";
import { type DatedField, type DatedValues, datedDefaults, datedFields, History, valueOn } from "./dated.ts";
import { Settings } from "./schema.ts";

const theSettings = statement((read) => read.select().from(settings).limit(1).prepare());

const defaults = {
  organisation: "My organisation",
  zone: "UTC",
  weekStart: 1,
  ...datedDefaults,
  earliestDay: "1970-01-01",
  changeFollowUpDays: 14,
  postmortemTemplate: null,
  reviewSchedule: null,
  version: 0,
};

/** The columns hold what holds since ever, `later` what followed. */
const Stored = Settings.omit({ history: true }).strip();
const Later = History.partial();

export const getSettings = query({
  name: "settings.get",
  summary: "The organisation's settings",
  requires: "read",
  input: z.void(),
  answer: Settings,
  async run({ read, now }) {
    const [row] = await theSettings(read).execute();
    return settingsOf(row, now);
  },
});

/** Without a row, what is there until somebody says otherwise. */
export function settingsOf(row: typeof settings.$inferSelect | undefined, now: Date): Settings {
  const first = Stored.parse(row ?? defaults);
  const followed = Later.parse(row?.later ?? {});
  const history = Object.fromEntries(
    datedFields.map((field) => [
      field,
      [{ from: null, value: first[field], by: null, at: null }, ...(followed[field] ?? [])],
    ]),
  ) as unknown as History;
  return { ...first, ...presentOf(history, dayOf(now, first.zone)), history };
}

export function presentOf(history: History, today: string): DatedValues {
  const holding = <F extends DatedField>(field: F) => [field, valueOn(history[field], today)] as const;
  return Object.fromEntries(datedFields.map(holding)) as unknown as DatedValues;
}
