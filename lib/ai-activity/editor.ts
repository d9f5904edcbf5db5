import { create, type Edit, update } from "#db/edit.ts";
import { aiActivity } from "#db/schema/ai-activity.ts";
import { canonical } from "#lib/canonical.ts";
import type { StoredActivity } from "./read.ts";
import { activityId } from "./rules.ts";
import type { ActivityItem } from "./schema.ts";

/** What one source tells of a person and a day. */
export type ToldActivity = ActivityItem & { source: string };

export function idOfActivity({
  user_email,
  day,
  source,
}: Pick<ToldActivity, "user_email" | "day" | "source">) {
  return activityId({ email: user_email, day, source });
}

type Said = Pick<ActivityItem, "is_active" | "tools" | "models">;

const rowOf = ({ is_active, tools, models }: Said) => ({ isActive: is_active, tools, models });
const saidBy = ({ is_active, tools, models }: Said) => canonical({ is_active, tools, models });

export function resultOf(
  told: Said,
  before: StoredActivity | undefined,
): "created" | "updated" | "unchanged" {
  if (before === undefined || before.isWithdrawn) return "created";
  return saidBy(before) === saidBy(told) ? "unchanged" : "updated";
}

/** The one place that turns a person's day into an edit; null where it is stored so already. */
export function activityEdit(told: ToldActivity, before: StoredActivity | undefined): Edit | null {
  const id = idOfActivity(told);
  const { user_email: email, day, source } = told;
  if (before === undefined) return create(aiActivity, { id, email, day, source, ...rowOf(told) });
  if (resultOf(told, before) === "unchanged") return null;
  return update(aiActivity, { key: { id }, version: before.version }, { ...rowOf(told), deletedAt: null });
}

export function activityRestored(id: string, version: number, before: Said): Edit {
  return update(aiActivity, { key: { id }, version }, rowOf(before));
}

export function activityWithdrawn(id: string, version: number, now: Date): Edit {
  return update(aiActivity, { key: { id }, version }, { deletedAt: now });
}
