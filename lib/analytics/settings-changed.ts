import { z } from "zod";
import { dayOf } from "#lib/calendar.ts";
import { formatDay } from "#lib/format.ts";
import { Day } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { type DatedField, datedFields } from "#lib/settings/dated.ts";
import { type Holding, heldOf } from "#lib/settings/held.ts";

/** Settings that changed while a period ran, or the one it is compared with. */
export const SettingsChanged = z
  .array(
    z.object({
      from: Day.describe("The first day on which the other value held, in the organisation's zone."),
      settings: z.array(z.enum(datedFields)).describe("Which settings changed."),
    }),
  )
  .describe(
    "Days within the period, or the one compared with, from which another value of a setting held that the answer is made with: each incident is judged by what held when it began.",
  );
export type SettingsChanged = z.infer<typeof SettingsChanged>;

export function settingsChanged(
  of: { settings: Holding; period: Period; previous?: { period: Period } | null },
  ...fields: readonly DatedField[]
): SettingsChanged {
  const { settings } = of;
  const looked = [of.period, ...(of.previous ? [of.previous.period] : [])];
  const isWithin = (ms: number) => looked.some(({ from, to }) => ms > from.getTime() && ms < to.getTime());
  const days = new Map<string, DatedField[]>();
  for (const field of fields)
    for (const begins of heldOf(settings, field).begins)
      if (isWithin(begins)) {
        const day = dayOf(new Date(begins), settings.zone);
        days.set(day, [...(days.get(day) ?? []), field]);
      }
  return [...days].sort().map(([day, changed]) => ({ from: day, settings: changed }));
}

const names: Record<DatedField, string> = {
  orderValue: "the worth of one order",
  currency: "the currency",
  highBlast: "the thresholds of a high blast radius",
  postmortemWorkingDays: "the days for a post-mortem",
  workingHours: "the working hours",
};

/** Undefined where nothing changed. */
export function settingsChangedWords(changed: SettingsChanged): string | undefined {
  if (changed.length === 0) return undefined;
  const days = changed.map(
    ({ from, settings }) => `${settings.map((field) => names[field]).join(" and ")} (${formatDay(from)})`,
  );
  const what = days.join(", ");
  return `Within this time other settings came to hold: ${what}. Each incident is judged by what held when it began.`;
}
