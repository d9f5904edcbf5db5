import { z } from "zod";
import {
  aiEvidences,
  aiInvolvements,
  contributingFactors,
  incidentKinds,
  rootCauses,
  severities,
  statuses,
  tiers,
  triggers,
} from "#db/values.ts";
import { invalid } from "#lib/errors.ts";
import { type GuardrailRule, guardrailRules } from "#lib/guardrails/schema.ts";
import { placeOf, stateAt, UNMET } from "#lib/guardrails/states.ts";
import {
  type BucketSize,
  bucketSizeFor,
  bucketSizes,
  clockOf,
  dayOf,
  dayStart,
  isZone,
  type Period,
  presetPeriod,
  presets,
  previousPeriod,
} from "#lib/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { comparedFactors, outcomes } from "./factor-names.ts";
import {
  aiCodes,
  causeCodes,
  evidenceCodes,
  factorCodes,
  type IncidentFacts,
  kindCodes,
  statusCodes,
  triggerCodes,
} from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";
import { figurePredicates, narrowed, readRange, type Worst } from "./figure-words.ts";
import { postmortemWords } from "./follow-up.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import { type Measure, measures } from "./measures.ts";

/**
 * One filter, the same words in the address bar, the API, exports and saved views. Several values are separated by
 * commas; `unknown` selects what is not recorded. A value that cannot be used is an error, never ignored.
 */

const notRecorded = "unknown";

function textOf(value: unknown): unknown {
  return Array.isArray(value) ? value.join(",") : value;
}

export function listOf<T>(one: (text: string) => T | undefined, words: string) {
  return z.preprocess(
    textOf,
    z
      .string()
      .transform((text, context): T[] => {
        const values: T[] = [];
        for (const part of text.split(",").map((word) => word.trim())) {
          const value = one(part);
          if (value === undefined) {
            context.addIssue({ code: "custom", message: `“${part}” cannot be used here; ${words}` });
            return z.NEVER;
          }
          values.push(value);
        }
        return values;
      })
      .optional(),
  );
}

export function closed<V extends string>(values: readonly V[]) {
  const known = new Set<string>(values);
  return listOf((text) => (known.has(text) ? (text as V) : undefined), `use ${values.join(", ")}`);
}

/** Numbers of a closed list; null is unknown. */
function levels(values: readonly number[]) {
  return listOf<number | null>(
    (text) =>
      text === notRecorded ? null : values.includes(Number(text)) && text !== "" ? Number(text) : undefined,
    `use ${values.join(", ")} or ${notRecorded}`,
  );
}

function numbers(least: number, most: number) {
  return listOf<number>(
    (text) =>
      /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
    `use whole numbers from ${least} to ${most}`,
  );
}

/** Words of an open list; null is unknown. */
function open() {
  return listOf<string | null>(
    (text) => (text === notRecorded ? null : text === "" ? undefined : text),
    `name one, or ${notRecorded}`,
  );
}

const yesNo = () => closed(["yes", "no"]);

/** Amounts from one value up to another. */
function amounts() {
  return listOf(
    readRange,
    `use low..high (low included, high not), either of them left out, or ${notRecorded}`,
  );
}

const worst = z
  .string()
  .transform((text, context): Worst => {
    const [measure, count] = text.split(":");
    if (
      measures.includes(measure as Measure) &&
      /^\d{1,9}$/.test(count ?? "") &&
      text.split(":").length === 2
    )
      return { measure: measure as Measure, count: Number(count) };
    context.addIssue({ code: "custom", message: "is not a measure and a number; write it as lostOrders:20" });
    return z.NEVER;
  })
  .optional();

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/, {
    error: "is not a day or an instant; write it as 2026-03-05 or 2026-03-05T14:00:00Z",
    abort: true,
  })
  .refine((text) => isOnCalendar(text), "is a day that the calendar does not have");

function isOnCalendar(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(text)) && day.toISOString().startsWith(text.slice(0, 10));
}

const incidentNumbers = listOf<number>(
  (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  "use numbers of incidents, such as 1284",
);

export const filterFields = {
  from: moment.optional().describe("First day (in the zone) or instant of the period, included"),
  to: moment.optional().describe("Day or instant at which the period ends, not included"),
  period: z
    .enum(presets, `is not a period; use ${presets.join(", ")}`)
    .optional()
    .describe("A period up to today, in place of from and to"),
  zone: z
    .string()
    .refine(isZone, "is not a time zone; write it as Europe/Berlin")
    .optional()
    .describe("Time zone that days and hours are counted in; the organisation's when left out"),
  bucket: z
    .enum(bucketSizes, `is not a bucket; use ${bucketSizes.join(", ")}`)
    .optional()
    .describe("Size of the buckets; a readable one when left out"),
  severity: levels(severities).describe("Severity, 1 to 5"),
  tier: levels(tiers).describe("Tier of a system that the incident reached"),
  org: open().describe("Organisation of a system that the incident reached"),
  system: open().describe("A system that the incident reached, by slug"),
  region: open().describe("A region that the incident reached"),
  cause: closed(rootCauses).describe("Root cause"),
  trigger: closed(triggers).describe("What set the incident off"),
  ai: closed(aiInvolvements).describe("Whether AI made or shaped the change"),
  tool: open().describe("AI tool"),
  evidence: closed(aiEvidences).describe("How it is known whether AI was involved"),
  lacking: closed(guardrailRules).describe("With a culprit change that lacked one of these guardrails"),
  factor: listOf<(typeof contributingFactors)[number] | null>(
    (text) =>
      text === notRecorded ? null : (contributingFactors.find((factor) => factor === text) ?? undefined),
    `use ${contributingFactors.join(", ")} or ${notRecorded}`,
  ).describe("Contributing factor"),
  status: closed(statuses).describe("Where the incident stands"),
  postmortem: closed(postmortemWords).describe(
    "State of its post-mortem (none: there is none), or where it stands against the deadline",
  ),
  source: open().describe("Tool or file that the incident came from"),
  kind: closed(incidentKinds).describe("Only `incident` counts in figures; lists may ask for others"),
  weekday: numbers(0, 6).describe("Day of the week the impact began, 0 Sunday … 6 Saturday, in the zone"),
  hour: numbers(0, 23).describe("Hour of the day the impact began, in the zone"),
  origin: open().describe("System that the incident began in, by slug"),
  highBlast: yesNo().describe("Whether the rule of high blast radius gives a reason"),
  repeat: yesNo().describe(
    "Same root cause and origin as an incident in the 90 days before; unknown ones are neither",
  ),
  recorded: closed([...measures, "severity"]).describe("All of these are recorded"),
  lostOrders: amounts().describe("100..1000: from 100 up to, not including, 1000"),
  errors: amounts().describe("As lostOrders"),
  detectMinutes: amounts().describe("Minutes from start to detection, as a range"),
  mitigateMinutes: amounts().describe("Minutes from start to mitigation, as a range"),
  resolveMinutes: amounts().describe("Minutes from start to resolution, as a range"),
  worst: worst.describe("lostOrders:20: of the incidents the other words mean, the 20 with most lost orders"),
  outcomeYes: closed(outcomes).describe(
    "With this outcome; medians are those of the incidents the other words mean",
  ),
  outcomeNo: closed(outcomes).describe("Known to be without this outcome"),
  factorYes: closed(comparedFactors).describe("With all of these factors of the correlation page"),
  factorNo: closed(comparedFactors).describe("Known to be without any of these"),
  factorUnknown: closed(comparedFactors).describe("Of which these are not known"),
  import: listOf(
    (text) => (/^imp_\w{1,60}$/.test(text) ? text : undefined),
    "use the id of an import, such as imp_01m7…",
  ).describe("Made or changed by this import, and not taken back"),
  number: incidentNumbers.describe("Incidents by their number: 1284 for INC-1284"),
  q: z
    .string()
    .max(200, "is longer than 200 characters")
    .optional()
    .describe("Words in title, summary or post-mortem"),
  compare: z
    .enum(["previous", "year", "none"], "use previous, year or none")
    .optional()
    .describe("What to compare the period with"),
};

export const Filter = z.strictObject(filterFields);
export type Filter = z.infer<typeof Filter>;

/** The words of a filter that say which incidents, apart from when. */
export type Which = Omit<Filter, "from" | "to" | "period" | "zone" | "bucket" | "compare">;

export interface Window {
  period: Period;
  /** The period to compare with; null where there is none. */
  previous: Period | null;
  bucket: BucketSize;
}

const dayMs = 86_400_000;

/**
 * The stretch of time a filter means. Without `from` it begins with the first incident there is, without `to` it
 * ends with today (or the last incident, where that lies later); open ends have no previous period.
 */
export function windowOf(of: { filter: Filter; facts: Facts; now: Date; zone: string }): Window {
  const { filter, facts, now } = of;
  const zone = filter.zone ?? of.zone;
  if (filter.period !== undefined && (filter.from !== undefined || filter.to !== undefined)) {
    throw invalid([{ path: "period", message: "cannot be combined with from or to" }]);
  }
  const preset = filter.period !== undefined && filter.period !== "all" ? filter.period : undefined;
  if (preset !== undefined) return window(filter, presetPeriod(preset, now, zone), true);
  const instant = (text: string) => (text.length === 10 ? dayStart(text, zone) : new Date(text));
  const today = presetPeriod("7d", now, zone).to;
  const first = filter.from === undefined ? firstStart(facts.incidents) : null;
  const last = filter.to === undefined ? lastStart(facts.incidents) : null;
  const to =
    filter.to !== undefined
      ? instant(filter.to)
      : new Date(Math.max(today.getTime(), last === null ? 0 : startOfNextDay(last, zone)));
  const from =
    filter.from !== undefined
      ? instant(filter.from)
      : new Date(
          Math.min(to.getTime(), first === null ? to.getTime() - 28 * dayMs : startOfDay(first, zone)),
        );
  if (filter.to !== undefined && filter.from !== undefined && to.getTime() <= from.getTime()) {
    throw invalid([
      { path: "to", message: "must lie after from; it is the first moment no longer included" },
    ]);
  }
  return window(
    filter,
    { from, to: new Date(Math.max(from.getTime(), to.getTime())), zone },
    filter.from !== undefined,
  );
}

const mostBuckets = 2000;
const bucketDays: Record<BucketSize, number> = { day: 1, week: 7, month: 28 };

/** One mistaken year in a history can stretch "all" over millennia: said, rather than drawn. */
export function demandFewBuckets(filter: Filter, period: Period, bucket: BucketSize): void {
  const days = (period.to.getTime() - period.from.getTime()) / dayMs;
  if (days / bucketDays[bucket] <= mostBuckets) return;
  const path = filter.bucket === undefined ? "from" : "bucket";
  const mend = path === "bucket" ? "Use a larger one or a shorter period." : "Name the first day you mean.";
  const message = `would make more than ${mostBuckets.toLocaleString("en")} ${bucket}s, since the period begins on ${dayOf(period.from, period.zone)}. ${mend}`;
  throw invalid([{ path, message }]);
}

function window(filter: Filter, period: Period, bounded: boolean): Window {
  const compare = filter.compare ?? "previous";
  return {
    period,
    previous: bounded && compare !== "none" ? previousPeriod(period, compare) : null,
    bucket: filter.bucket ?? bucketSizeFor(period),
  };
}

function startOfDay(ms: number, zone: string): number {
  return dayStart(dayOf(new Date(ms), zone), zone).getTime();
}

function startOfNextDay(ms: number, zone: string): number {
  return presetPeriod("7d", new Date(ms), zone).to.getTime();
}

function firstStart(facts: IncidentFacts): number | null {
  let first = Number.POSITIVE_INFINITY;
  const [startedAt, live, count] = [facts.startedAt.values, facts.live.values, facts.count];
  for (let row = 0; row < count; row += 1) {
    if (startedAt[row]! < first && live[row] === 1) first = startedAt[row]!;
  }
  return Number.isFinite(first) ? first : null;
}

function lastStart(facts: IncidentFacts): number | null {
  let last = Number.NEGATIVE_INFINITY;
  const [startedAt, live, count] = [facts.startedAt.values, facts.live.values, facts.count];
  // The latest mostly come last: from the end on, few are later than the latest so far.
  for (let row = count - 1; row >= 0; row -= 1) {
    if (startedAt[row]! > last && live[row] === 1) last = startedAt[row]!;
  }
  return Number.isFinite(last) ? last : null;
}

/** Rows of incident facts, in the order of the facts. */
export type Selection = Int32Array;

/**
 * Which incidents count: those begun in the period, not deleted, of kind `incident` unless the filter names
 * other kinds, and meant by every word of the filter.
 */
export function selectIncidents(of: {
  facts: Facts;
  which: Which;
  period: Period;
  /** The incident numbers that a text search found; null where the filter has no `q`. */
  words: ReadonlySet<number> | null;
  settings: Pick<Settings, "highBlast" | "workingHours">;
}): Selection {
  const { facts, which, period, words } = of;
  let rows = inPeriod(facts.incidents, period, which.kind ?? ["incident"]);
  for (const keep of predicates(facts, which)) rows = rows.filter(keep);
  if (which.weekday !== undefined || which.hour !== undefined)
    rows = rows.filter(atTimes(facts.incidents, which, period));
  for (const keep of figurePredicates(of)) rows = rows.filter(keep);
  if (words !== null) {
    // Marks, since a million questions to a set take longer than the search.
    const found = new Uint8Array(facts.incidents.count);
    for (const number of words) {
      const row = facts.incidents.rowOf(number);
      if (row !== undefined) found[row] = 1;
    }
    rows = rows.filter((row) => found[row] === 1);
  }
  return narrowed(of, rows);
}

function inPeriod(facts: IncidentFacts, period: Period, kinds: NonNullable<Which["kind"]>): Selection {
  const rows = new Int32Array(facts.count);
  const wanted = mask(
    kindCodes.values.length + 1,
    kinds.map((kind) => kindCodes.code(kind)),
  );
  const [kind, live, startedAt] = [facts.kind.values, facts.live.values, facts.startedAt.values];
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  let found = 0;
  for (let row = 0; row < facts.count; row += 1) {
    const start = startedAt[row]!;
    if (start >= from && start < to && live[row] === 1 && wanted[kind[row]!] === 1) {
      rows[found] = row;
      found += 1;
    }
  }
  return rows.subarray(0, found);
}

function atTimes({ startedAt }: IncidentFacts, { weekday, hour }: Which, period: Period): Predicate {
  const clock = clockOf(period);
  return (row) => {
    const at = clock(startedAt.values[row]!);
    return (weekday?.includes(at.weekday) ?? true) && (hour?.includes(at.hour) ?? true);
  };
}

type Predicate = (row: number) => boolean;

/** The predicates that let the fewest through come first. */
function predicates(facts: Facts, which: Which): Predicate[] {
  const { incidents, systems } = facts;
  const keep: Predicate[] = [];
  if (which.number !== undefined) {
    const asked = new Set(which.number);
    keep.push((row) => asked.has(incidents.number.values[row]!));
  }
  const byCode = (values: Uint8Array | Int32Array, size: number, codes: readonly (number | undefined)[]) => {
    const wanted = mask(size, codes);
    keep.push((row) => wanted[values[row]!] === 1);
  };
  if (which.system !== undefined) {
    const numbers = which.system.map((slug) =>
      slug === null ? null : (systems.bySlug.get(slug)?.number ?? undefined),
    );
    keep.push(bySystems(facts, numbers));
  }
  if (which.org !== undefined || which.tier !== undefined) keep.push(...byOwner(facts, which));
  if (which.region !== undefined) {
    const wanted = mask(
      incidents.regionNames.words.length,
      incidents.regionNames.words.map((name, code) =>
        code > 0 && which.region!.some((region) => sameRegion(region, name)) ? code : undefined,
      ),
    );
    const none = which.region.includes(null);
    keep.push((row) => (incidents.regions.count[row] === 0 ? none : incidents.regions.has(row, wanted)));
  }
  if (which.factor !== undefined) {
    const wanted = mask(
      factorCodes.values.length + 1,
      which.factor.map((factor) => (factor === null ? undefined : factorCodes.code(factor))),
    );
    const none = which.factor.includes(null);
    keep.push((row) => (incidents.factors.count[row] === 0 ? none : incidents.factors.has(row, wanted)));
  }
  if (which.tool !== undefined) {
    const { tools, aiTool } = incidents;
    byCode(
      aiTool.values,
      tools.words.length,
      which.tool.map((tool) => (tool === null ? 0 : tools.find(tool))),
    );
  }
  if (which.source !== undefined) {
    const { sources, source } = incidents;
    byCode(
      source.values,
      sources.words.length,
      which.source.map((name) => (name === null ? 0 : sources.find(name))),
    );
  }
  if (which.severity !== undefined)
    byCode(
      incidents.severity.values,
      6,
      which.severity.map((severity) => severity ?? 0),
    );
  if (which.cause !== undefined)
    byCode(
      incidents.cause.values,
      32,
      which.cause.map((cause) => causeCodes.code(cause)),
    );
  if (which.trigger !== undefined)
    byCode(
      incidents.trigger.values,
      16,
      which.trigger.map((trigger) => triggerCodes.code(trigger)),
    );
  if (which.ai !== undefined)
    byCode(
      incidents.ai.values,
      8,
      which.ai.map((ai) => aiCodes.code(ai)),
    );
  if (which.evidence !== undefined)
    byCode(
      incidents.aiEvidence.values,
      16,
      which.evidence.map((evidence) => evidenceCodes.code(evidence)),
    );
  if (which.lacking !== undefined) keep.push(culpritLacks(facts, which.lacking));
  if (which.status !== undefined)
    byCode(
      incidents.status.values,
      8,
      which.status.map((status) => statusCodes.code(status)),
    );
  return keep;
}

/** Any culprit change that is not deleted, whenever it was deployed. */
export function culpritLacks(facts: Facts, rules: readonly GuardrailRule[]): Predicate {
  const { incidents, changes } = facts;
  const packed = guardrailStatesOf(facts);
  const places = rules.map(placeOf);
  const lacks = (change: number) => places.some((place) => stateAt(packed[change]!, place) === UNMET);
  const { pool, start, count } = incidents.changes;
  return (row) => {
    const end = start[row]! + count[row]!;
    for (let i = start[row]!; i < end; i += 1) {
      const link = pool[i]!;
      if (link % 2 === 0) continue;
      const change = changes.rowOf(link >> 1);
      if (change !== undefined && changes.live.values[change] === 1 && lacks(change)) return true;
    }
    return false;
  };
}

function mask(size: number, codes: readonly (number | undefined)[]): Uint8Array {
  const wanted = new Uint8Array(size);
  for (const code of codes) if (code !== undefined) wanted[code] = 1;
  return wanted;
}

function sameRegion(wanted: string | null, name: string | null): boolean {
  if (wanted === null || name === null) return false;
  return wanted.normalize("NFKC").toLowerCase() === name.normalize("NFKC").toLowerCase();
}

/** An incident belongs to a system, an organisation or a tier when any system it reached does. */
function bySystems(facts: Facts, numbers: readonly (number | null | undefined)[]): Predicate {
  const { systems } = facts.incidents;
  const wanted = mask(
    facts.systems.byNumber.length + 1,
    numbers.map((number) => number ?? undefined),
  );
  const none = numbers.includes(null);
  return (row) => (systems.count[row] === 0 ? none : systems.has(row, wanted));
}

function byOwner({ incidents, systems }: Facts, { org, tier }: Which): Predicate[] {
  const matching = (matches: (system: { org: number; tier: number }) => boolean): Predicate => {
    const wanted = mask(
      systems.byNumber.length + 1,
      systems.byNumber.map((system) => (system !== undefined && matches(system) ? system.number : undefined)),
    );
    const none = matches({ org: 0, tier: 0 });
    return (row) => (incidents.systems.count[row] === 0 ? none : incidents.systems.has(row, wanted));
  };
  const predicates: Predicate[] = [];
  if (org !== undefined) {
    const codes = new Set(org.map((name) => (name === null ? 0 : systems.orgs.find(name))));
    predicates.push(matching((system) => codes.has(system.org)));
  }
  if (tier !== undefined) {
    const codes = new Set(tier.map((level) => level ?? 0));
    predicates.push(matching((system) => codes.has(system.tier)));
  }
  return predicates;
}
