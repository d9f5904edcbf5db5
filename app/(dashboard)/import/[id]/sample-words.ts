import { wordsFor } from "#app/_ui/words.ts";
import {
  actionFields,
  changeFields,
  type Field,
  type Fields,
  incidentFields,
  systemFields,
} from "#lib/fields/entries.ts";
import {
  formatCount,
  formatDay,
  formatMinutes,
  formatMoment,
  notRecorded,
  severityLabel,
} from "#lib/format.ts";
import type { Import, Plan } from "#lib/imports/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { durationsOf } from "#lib/incidents/rules.ts";
import { type Precision, precisionOf } from "#lib/moments.ts";
import type { Status } from "#lib/values.ts";

/** What rows of a file hold, in the words that their records will have on their pages. */

export type Reading = {
  target: Import["target"];
  zone: string;
  /** Fields that columns, or a value for every row, are mapped to. */
  mapped: ReadonlySet<string>;
  /** What systems are called, by slug. */
  systems: ReadonlyMap<string, string>;
};

type Row = Record<string, unknown>;

const entries: Partial<Record<Import["target"], Fields>> = {
  incidents: incidentFields,
  changes: changeFields,
  systems: systemFields,
  actions: actionFields,
};

const others: Readonly<Record<string, string>> = {
  systems: "Systems",
  changes: "Changes",
  aliases: "Other names there",
};

/** As the columns were mapped to them; lists that several fields make have a name of their own. */
export function labelOf(field: string, { target }: Reading): string {
  const known = targets[target].fields.find(({ name }) => name === field)?.label;
  return others[field] ?? known ?? entries[target]?.[field]?.label ?? wordsFor(field);
}

/** One value of a record that is to be created; `row` holds what else it says. */
export function valueInWords(field: string, row: Row, reading: Reading): string {
  const entry = entryOf(field, reading);
  const precision = precisionOf(entry ?? {}, row);
  const words = inWords(row[field], { field, entry, precision }, reading);
  const minutes = minutesTo(field, row, reading);
  return minutes === null ? words : `${words}, after ${formatMinutes(minutes)}`;
}

/** One side of a change. */
export function sideInWords(
  value: unknown,
  { field, precision = "minute" }: { field: string; precision?: Precision },
  reading: Reading,
): string {
  return inWords(value, { field, entry: entryOf(field, reading), precision }, reading);
}

/** What a moment is known to is written with the moment, where that is there too. */
export function toldChanges<C extends { field: string }>(changes: readonly C[], reading: Reading): C[] {
  const named = new Set(changes.map(({ field }) => field));
  const within = targets[reading.target].fields.flatMap(({ name, precision }) =>
    precision !== undefined && named.has(name) ? [precision] : [],
  );
  return changes.filter(({ field }) => !within.includes(field));
}

function entryOf(field: string, { target }: Reading): Field | undefined {
  return entries[target]?.[field];
}

const ends = {
  detectedAt: "detectMinutes",
  mitigatedAt: "mitigateMinutes",
  resolvedAt: "resolveMinutes",
} as const;

/** How long after the start, as the page of an incident tells it; null where that does not count. */
function minutesTo(field: string, row: Row, { target }: Reading): number | null {
  if (target !== "incidents" || !(field in ends) || typeof row.startedAt !== "string") return null;
  const at = (name: string) => (typeof row[name] === "string" ? new Date(row[name]) : null);
  const known = (name: string) => (row[name] ?? "minute") as Precision;
  const durations = durationsOf({
    // A state that is left out follows the moments.
    status: (row.status ?? "closed") as Status,
    startedAt: new Date(row.startedAt),
    detectedAt: at("detectedAt"),
    mitigatedAt: at("mitigatedAt"),
    resolvedAt: at("resolvedAt"),
    startedPrecision: known("startedPrecision"),
    detectedPrecision: known("detectedPrecision"),
    mitigatedPrecision: known("mitigatedPrecision"),
    resolvedPrecision: known("resolvedPrecision"),
  });
  return durations[ends[field as keyof typeof ends]];
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

type Told = { field: string; entry: Field | undefined; precision: Precision };

function inWords(value: unknown, told: Told, reading: Reading): string {
  const { entry, precision } = told;
  if (isNothing(value) || isUnsaid(entry, value)) return notRecorded;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return numberInWords(value, told);
  if (Array.isArray(value)) return shortened(value.map((item) => itemInWords(item, reading)).join(", "));
  if (typeof value === "object") return shortened(pairsInWords(value as object));
  const text = String(value);
  if (instant.test(text) && (entry === undefined || entry.kind === "instant"))
    return formatMoment(text, { zone: reading.zone, precision });
  return textInWords(text, told, reading);
}

function numberInWords(value: number, { field, entry }: Told): string {
  if (field === "severity") return severityLabel(value);
  if (entry?.kind === "level") return `${entry.label} ${value}`;
  return entry?.kind === "percent" ? `${value}%` : formatCount(value);
}

function textInWords(text: string, { field, entry }: Told, { target, systems }: Reading): string {
  if (entry?.kind === "choice") return entry.words?.[text] ?? wordsFor(text);
  const kind = entry?.kind ?? targets[target].fields.find(({ name }) => name === field)?.kind;
  if (kind === "day") return formatDay(text);
  if (kind === "system" && field !== "slug") return systems.get(text) ?? text;
  return kind === "choice" && entry === undefined ? wordsFor(text) : shortened(text);
}

function itemInWords(item: unknown, { systems }: Reading): string {
  if (typeof item !== "object" || item === null) return systems.get(String(item)) ?? String(item);
  const { slug, part, factor, note, externalId, id, link } = item as Record<
    string,
    string | null | undefined
  >;
  if (slug) return `${systems.get(slug) ?? slug}${part === "origin" ? " (origin)" : ""}`;
  if (factor) return note ? `${wordsFor(factor)} (${note})` : wordsFor(factor);
  const name = externalId ?? id ?? JSON.stringify(item);
  return link ? `${name} (${link})` : name;
}

function pairsInWords(pairs: object): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(", ");
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/** The blank of a list stands for what nobody said, unless it has words of its own. */
function isUnsaid(entry: Field | undefined, value: unknown): boolean {
  if (entry?.kind !== "choice" || value !== entry.blank) return false;
  return entry.words?.[value as string] === undefined && (value === "unknown" || value === "none");
}

const longestShown = 160;

function shortened(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** The slugs of systems that the rows of a preview name. */
export function slugsIn({ sample }: Pick<Plan, "sample">): string[] {
  const said = sample.flatMap((row) =>
    row.action === "create"
      ? Object.entries(row.body)
      : row.changes.flatMap(({ field, from, to }): [string, unknown][] => [
          [field, from],
          [field, to],
        ]),
  );
  const items = said.flatMap(([field, value]) => (naming.has(field) ? value : []));
  return [...new Set(items.flatMap(slugOf))];
}

const naming: ReadonlySet<string> = new Set(["system", "systems", "dependsOn"]);

function slugOf(item: unknown): string[] {
  const slug = typeof item === "string" ? item : (item as { slug?: unknown } | null)?.slug;
  return typeof slug === "string" ? [slug] : [];
}
