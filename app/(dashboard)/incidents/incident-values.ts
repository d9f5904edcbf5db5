import { type Errors, readTyped, type TypedValues, typedBlank, typedOf } from "#app/_ui/fields/typed.ts";
import { plainWords } from "#app/_ui/overtaken.ts";
import { dayStart, shiftDays } from "#lib/calendar.ts";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import { formatPlural } from "#lib/format.ts";
import { stateLabel } from "#lib/incidents/rules.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { writtenMoment } from "#lib/moments.ts";
import { readTypedTime } from "#lib/typed-time.ts";
import { endsOfState, type Status } from "#lib/values.ts";

/** The form's fields and lists as its inputs hold them, and the way to and from what the command takes. */

export type Link = "culprit" | "suspected";

export type Values = TypedValues<typeof incidentFields> & {
  origins: string[];
  affected: string[];
  regions: string[];
  factors: string[];
  otherFactor: string;
  changes: Record<string, Link>;
};

/** A new incident's state is what its times say, unless somebody chooses. */
export const blankValues: Values = {
  ...typedBlank(incidentFields),
  status: "",
  origins: [],
  affected: [],
  regions: [],
  factors: [],
  otherFactor: "",
  changes: {},
};

export function valuesOf(incident: Incident, zone: string): Values {
  const slugs = (part: string) =>
    incident.systems.filter((system) => system.part === part).map(({ slug }) => slug);
  return {
    ...typedOf(incidentFields, incident, zone),
    origins: slugs("origin"),
    affected: slugs("affected"),
    regions: incident.regions,
    factors: incident.factors.map(({ factor }) => factor),
    otherFactor: incident.factors.find(({ factor }) => factor === "other")?.note ?? "",
    changes: Object.fromEntries(incident.changes.map(({ id, link }) => [id, link])),
  };
}

const asks = { title: "Say in a few words what is wrong.", startedAt: "When did the impact begin?" };

/** What the command takes: only what differs from how the form began, so that others' edits stay. */
export function bodyOf(
  values: Values,
  from: Values,
  of: { zone: string; now: Date; factors?: Incident["factors"] },
): { body: Record<string, unknown> } | { errors: Errors } {
  const { body, errors } = readTyped(incidentFields, values, { ...of, from, asks });
  const ends = contradicted(values, from);
  if (ends.length > 0) errors.status = contradictionOf(values, ends);
  const differs = (...names: (keyof Values)[]) =>
    names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(from[name]));
  if (differs("origins", "affected")) body.systems = systemsOf(values);
  if (differs("regions")) body.regions = values.regions;
  if (differs("factors", "otherFactor")) body.factors = factorsOf(values, of.factors ?? []);
  if (differs("changes")) body.changes = Object.entries(values.changes).map(([id, link]) => ({ id, link }));
  return Object.keys(errors).length > 0 ? { errors } : { body };
}

export type End = "mitigatedAt" | "resolvedAt";
const allEnds: readonly End[] = ["mitigatedAt", "resolvedAt"];

/** The ends that stand in the form although the state that was chosen says that they did not come yet. */
export function contradicted(values: Values, from: Values): End[] {
  const status = values.status as Status | "";
  // A state that nobody chose moves along with the times.
  if (status === "" || status === from.status) return [];
  const has: readonly End[] = endsOfState[status];
  return allEnds.filter((end) => values[end].trim() !== "" && !has.includes(end));
}

/** The state that goes with the times as they stand: the one before, where it had them all. */
export function stateOfTimes(values: Values, from: Values): Status {
  const said = allEnds.filter((end) => values[end].trim() !== "");
  const before = from.status as Status | "";
  const had: readonly End[] = before === "" ? [] : endsOfState[before];
  if (before !== "" && said.every((end) => had.includes(end))) return before;
  return values.resolvedAt.trim() === "" ? "mitigated" : "resolved";
}

function contradictionOf(values: Values, ends: readonly End[]): string {
  const named = ends.map((end) => incidentFields[end].label).join(" and ");
  return `The state says “${stateLabel(values.status as Status)}”, and a time stands under ${named}. Clear it, or choose another state.`;
}

function systemsOf({ origins, affected }: Values): { slug: string; part: string }[] {
  return [
    ...origins.map((slug) => ({ slug, part: "origin" })),
    ...affected.filter((slug) => !origins.includes(slug)).map((slug) => ({ slug, part: "affected" })),
  ];
}

/** Notes that were recorded with a factor stay with it. */
function factorsOf({ factors, otherFactor }: Values, recorded: Incident["factors"]) {
  return factors.map((factor) => ({
    factor,
    note:
      factor === "other"
        ? otherFactor.trim() || null
        : (recorded.find((one) => one.factor === factor)?.note ?? null),
  }));
}

/** The start as far as it can be read, the end of a day that is all of it: suggestions of changes hang on it. */
export function startOf(
  values: Values,
  of: { zone: string; now: Date },
): { at: Date; precision: "minute" | "day" } | null {
  const read = readTypedTime(values.startedAt, { ...of, dates: true });
  if (!("at" in read)) return null;
  const { at, precision } = read;
  if (precision !== "minute" && precision !== "day") return null;
  return precision === "minute"
    ? { at, precision }
    : { at: dayStart(shiftDays(writtenMoment(at, "day"), 1), of.zone), precision };
}

const listLabels = {
  origins: "Began in",
  affected: "Also affected",
  regions: "Regions",
  factors: "Contributing factors",
  otherFactor: "Other factor",
  changes: "Changes",
};

/** As the form calls them. */
export const labels = {
  ...Object.fromEntries(inPlace(incidentFields, "form").map((name) => [name, incidentFields[name].label])),
  ...listLabels,
} as Record<keyof Values, string>;

export function inWords(value: Values[keyof Values]): string {
  const isChanges = typeof value === "object" && !Array.isArray(value);
  return isChanges ? formatPlural(Object.keys(value).length, "change") : plainWords(value);
}
