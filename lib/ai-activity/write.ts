import { z } from "zod";
import { BatchAnswer, Items, recordBatch } from "#lib/batch.ts";
import { type CommandContext, command } from "#lib/command.ts";
import type { Recorder } from "#lib/editing.ts";
import { implausible, momentBounds } from "#lib/settings/bounds.ts";
import { activityEdit, idOfActivity, resultOf, type ToldActivity } from "./editor.ts";
import { activityById, type StoredActivity } from "./read.ts";
import { ActivityItem, ActivitySource } from "./schema.ts";

export const recordActivity = command({
  name: "ai-activity.record",
  summary: "Record who used AI tools on which day: good items are stored, refused ones are reported",
  requires: "change.write",
  input: z.object({ items: Items, source: ActivitySource, atomic: z.boolean().default(false) }),
  answer: BatchAnswer,
  run: (context, { items, source, atomic }) =>
    recordBatch({ items, atomic, schema: ActivityItem }, (bodies) => recorderFor(context, bodies, source)),
});

/** The last of several items for one person and day stands, as if they had been sent one after the other. */
async function recorderFor(
  context: CommandContext,
  bodies: readonly ActivityItem[],
  source: string,
): Promise<Recorder<ActivityItem, unknown, unknown>> {
  const ids = bodies.map((body) => idOfActivity({ ...body, source }));
  const stored = await context.ask(activityById, { ids: [...new Set(ids)] });
  const bounds = await momentBounds(context);
  const last = new Map<string, ToldActivity>();
  const edits = () => [...last].flatMap(([id, told]) => activityEdit(told, stored.get(id)) ?? []);
  return {
    take(body) {
      const errors = implausible({ day: new Date(`${body.day}T00:00:00Z`) }, bounds);
      if (errors.length > 0) return { errors };
      const told = { ...body, source };
      const id = idOfActivity(told);
      const before = last.get(id);
      const result = resultOf(told, before === undefined ? stored.get(id) : asStored(before));
      last.set(id, told);
      return { result, record: told, read: () => told };
    },
    edits,
    // Of the batch, and not of each person's day.
    records() {
      const days = edits().length;
      return days === 0 ? [] : [{ subject: "ai-activity", before: null, after: { source, days } }];
    },
  };
}

function asStored({ is_active, tools, models }: ToldActivity): StoredActivity {
  return { version: 0, isWithdrawn: false, is_active, tools, models };
}
