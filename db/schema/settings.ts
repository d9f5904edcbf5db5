import { kit } from "../dialect.ts";

const { table, id, text, integer, real, instant, json, flag, unique } = kit;

/** One row. */
export const settings = table("settings", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  organisation: text().notNull(),
  zone: text().notNull(),
  /** 0 Sunday … 6 Saturday. */
  weekStart: integer().notNull(),
  // Up to `later`: what held since ever.
  /** Worth of one order; null: the worth of lost orders is not told. */
  orderValue: real(),
  currency: text().notNull(),
  highBlast: json<Record<string, number>>().notNull(),
  postmortemWorkingDays: integer().notNull(),
  workingHours: json<{ days: number[]; from: number; to: number }>().notNull(),
  /** What followed, by setting: from which day what held, who said so and when; null: nothing did. */
  later:
    json<Record<string, { from: string | null; value: unknown; by: string | null; at: Date | null }[]>>(),
  /** What a new post-mortem begins with, by section; null: with nothing. */
  postmortemTemplate: json<Record<string, string>>(),
  /** The first day that records may speak of. */
  earliestDay: text().notNull(),
  /** A change is judged over so many days after its deployment. */
  changeFollowUpDays: integer().notNull(),
  /** When the weekly review is sent, in the organisation's zone; null: when the week begins. */
  reviewSchedule: json<{ weekday: number; hour: number }>(),
});

/** One row: the counters that commit hands out. */
export const state = table("state", {
  id: id(),
  revision: integer().notNull(),
  incidents: integer().notNull(),
  changes: integer().notNull(),
  systems: integer().notNull(),
});

export const views = table("views", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  createdBy: text(),
  name: text().notNull(),
  page: text().notNull(),
  query: text().notNull(),
  shared: flag().notNull(),
});

/** What was said of a week in its review, one text for each week that has one. */
export const reviewNotes = table(
  "review_notes",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    /** The name of the week, such as 2026-W10. */
    week: text().notNull(),
    text: text().notNull(),
  },
  (table) => [unique("review_notes_week").on(table.week)],
);
