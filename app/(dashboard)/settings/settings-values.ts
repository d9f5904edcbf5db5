import { incidentFields } from "#lib/fields/entries.ts";
import { type DatedField, datedFields, isSame } from "#lib/settings/dated.ts";
import { type Settings, scheduleOf } from "#lib/settings/schema.ts";
import { type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";

/** The settings as the form's inputs hold them, and the way to and from what the command takes. */

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export const thresholds = [
  "lostOrders",
  "errors",
  "systems",
  "regions",
  "sev1MitigateMinutes",
  "orderDropPercent",
] as const;

/** The numbers among the settings, and what may stand in each. */
export const numbers = {
  orderValue: { whole: false, money: true },
  changeFollowUpDays: { whole: true, least: 1, most: 90, unit: "days" },
  postmortemWorkingDays: { whole: true, least: 1, most: 60, unit: "working days" },
  "workingHours.from": { whole: true, most: 23, unit: "o'clock" },
  "workingHours.to": { whole: true, least: 1, most: 24, unit: "o'clock" },
  "reviewSchedule.hour": { whole: true, most: 23, unit: "o'clock" },
  "highBlast.lostOrders": { whole: true, unit: "orders" },
  "highBlast.errors": { whole: true, unit: "errors" },
  "highBlast.systems": { whole: true, least: 1, unit: "systems" },
  "highBlast.regions": { whole: true, least: 1, unit: "regions" },
  "highBlast.sev1MitigateMinutes": { whole: false, unit: "minutes" },
  "highBlast.orderDropPercent": { whole: false, most: 100, unit: "%" },
} satisfies Record<string, NumberBounds>;
export type NumberName = keyof typeof numbers;

/** The fields as their inputs hold them: numbers as they were typed. */
export function valuesOf(settings: Settings) {
  const reviewSchedule = scheduleOf(settings);
  const stored: Record<NumberName, number | null> = {
    orderValue: settings.orderValue,
    changeFollowUpDays: settings.changeFollowUpDays,
    postmortemWorkingDays: settings.postmortemWorkingDays,
    "workingHours.from": settings.workingHours.from,
    "workingHours.to": settings.workingHours.to,
    "reviewSchedule.hour": reviewSchedule.hour,
    "highBlast.lostOrders": settings.highBlast.lostOrders,
    "highBlast.errors": settings.highBlast.errors,
    "highBlast.systems": settings.highBlast.systems,
    "highBlast.regions": settings.highBlast.regions,
    "highBlast.sev1MitigateMinutes": settings.highBlast.sev1MitigateMinutes,
    "highBlast.orderDropPercent": settings.highBlast.orderDropPercent,
  };
  return {
    organisation: settings.organisation,
    zone: settings.zone,
    currency: settings.currency,
    weekStart: String(settings.weekStart),
    earliestDay: settings.earliestDay,
    reviewWeekday: String(reviewSchedule.weekday),
    workingDays: settings.workingHours.days.map(String),
    ...(Object.fromEntries(
      Object.entries(stored).map(([name, value]) => [name, value === null ? "" : String(value)]),
    ) as Record<NumberName, string>),
  };
}

export type Values = ReturnType<typeof valuesOf>;

export function patchOf(
  values: Values,
  version: number,
): { patch: Patch } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const read = {} as Record<NumberName, number | null>;
  for (const [name, bounds] of Object.entries(numbers) as [NumberName, NumberBounds][]) {
    const typed = values[name].trim();
    // Only the worth of an order may be left open: all other numbers hold something.
    const number = typed === "" && name === "orderValue" ? { value: null } : readTypedNumber(typed, bounds);
    if ("refusal" in number) errors[name] = typed === "" ? "A number is needed here." : number.refusal;
    else read[name] = number.value;
  }
  if (Object.keys(errors).length > 0) return { errors };
  const { organisation, zone, currency } = values;
  const patch = {
    version,
    organisation,
    zone,
    currency,
    weekStart: Number(values.weekStart),
    earliestDay: values.earliestDay.trim(),
    changeFollowUpDays: read.changeFollowUpDays,
    orderValue: read.orderValue,
    postmortemWorkingDays: read.postmortemWorkingDays,
    workingHours: {
      days: values.workingDays.map(Number).toSorted(),
      from: read["workingHours.from"],
      to: read["workingHours.to"],
    },
    reviewSchedule: { weekday: Number(values.reviewWeekday), hour: read["reviewSchedule.hour"] },
    highBlast: Object.fromEntries(thresholds.map((name) => [name, read[`highBlast.${name}`]])),
  };
  return { patch };
}

/** As the form calls them. */
export const labels: Record<keyof Values, string> = {
  organisation: "Name",
  zone: "Time zone",
  weekStart: "Weeks begin on",
  earliestDay: "Records begin on",
  orderValue: "Worth of one order",
  currency: "Currency",
  changeFollowUpDays: "A change is judged after",
  postmortemWorkingDays: "A post-mortem is due after",
  "workingHours.from": "Working hours from",
  "workingHours.to": "Working hours to",
  workingDays: "Working days",
  reviewWeekday: "Weekly review on",
  "reviewSchedule.hour": "Weekly review at",
  "highBlast.lostOrders": incidentFields.lostOrders.label,
  "highBlast.errors": incidentFields.errors.label,
  "highBlast.systems": "Systems affected",
  "highBlast.regions": "Regions affected",
  "highBlast.sev1MitigateMinutes": "A Sev-1 open for",
  "highBlast.orderDropPercent": incidentFields.orderDropPercent.label,
};

type Patch = { version: number } & Partial<Record<keyof Settings, unknown>>;

/** The inputs of each setting that holds from a day on. */
const inputsOf: Record<DatedField, (keyof Values)[]> = {
  orderValue: ["orderValue"],
  currency: ["currency"],
  highBlast: thresholds.map((name) => `highBlast.${name}` as const),
  postmortemWorkingDays: ["postmortemWorkingDays"],
  workingHours: ["workingHours.from", "workingHours.to", "workingDays"],
};

/** What was typed that holds from a day on, as the form calls it. */
export function typedAnew(typed: Values, stored: Values): string[] {
  return datedFields
    .flatMap((field) => inputsOf[field])
    .filter((name) => !isSame(typed[name], stored[name]))
    .map((name) => labels[name]);
}

/** The patch without what holds already, so that a day is said of nothing else; null where a day is to be said first. */
export function withDay(patch: Patch, settings: Settings, holdsFrom: string | null): object | null {
  const same = datedFields.filter((field) => isSame(patch[field], settings[field]));
  const rest = Object.fromEntries(Object.entries(patch).filter(([name]) => !same.includes(name as never)));
  if (same.length === datedFields.length) return rest;
  return holdsFrom === null ? null : { ...rest, holdsFrom };
}

/** From which day on, as it is answered: which of the choices, and the day that was typed. */
export interface Day {
  choice: string;
  typed: string;
}

export function dayOfTexts({ holdsFrom = "", holdsDay = "" }: Record<string, string>): Day {
  return { choice: holdsFrom, typed: holdsDay };
}

/** What the answer means, or what is missing of it, by field. */
export function askedDay({ choice, typed }: Day): { holdsFrom: string } | { errors: Record<string, string> } {
  if (choice === "") return { errors: { holdsFrom: "Say from which day on: nothing was saved yet." } };
  if (choice !== "day") return { holdsFrom: choice };
  return typed === "" ? { errors: { holdsDay: "Which day?" } } : { holdsFrom: typed };
}
