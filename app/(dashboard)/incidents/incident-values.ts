import { type Errors, readTyped, type TypedValues, typedBlank, typedOf } from "#app/_ui/fields/typed.ts";
import { plainWords } from "#app/_ui/overtaken.ts";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import { formatPlural } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { readTypedTime } from "#lib/typed-time.ts";

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
  const differs = (...names: (keyof Values)[]) =>
    names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(from[name]));
  if (differs("origins", "affected")) body.systems = systemsOf(values);
  if (differs("regions")) body.regions = values.regions;
  if (differs("factors", "otherFactor")) body.factors = factorsOf(values, of.factors ?? []);
  if (differs("changes")) body.changes = Object.entries(values.changes).map(([id, link]) => ({ id, link }));
  return Object.keys(errors).length > 0 ? { errors } : { body };
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

/** The start as far as it can be read: suggestions of changes hang on it. */
export function startOf(values: Values, of: { zone: string; now: Date }): Date | null {
  const read = readTypedTime(values.startedAt, of);
  return "at" in read ? read.at : null;
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
