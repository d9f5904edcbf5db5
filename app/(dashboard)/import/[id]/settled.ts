import type { Settled } from "#lib/imports/mapping/schema.ts";

/** Labels of a target's fields, by name. */
export type FieldLabels = Readonly<Record<string, string>>;

const subjects: FieldLabels = {
  orders: "order of day and month",
  zone: "time zone",
  marks: "decimal mark",
  durationUnit: "unit",
  values: "meaning",
  reading: "rows",
};

const answers: FieldLabels = {
  dmy: "day/month/year",
  mdy: "month/day/year",
  ymd: "year/month/day",
  comma: "a comma",
  point: "a point",
};

/** What a file answered by itself: of what, how, and why. */
export function settledInWords({ id, field, answer, why }: Settled, labels: FieldLabels): string {
  const [head] = id.split(".") as [string];
  const of = field === null ? [] : [labels[field] ?? field];
  const subject = [...of, subjects[head] ?? id].join(", ");
  const named = typeof answer === "string" ? `: ${answers[answer] ?? answer}` : "";
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}${named}. ${why}`;
}
