import { z } from "zod";
import { formatP, formatPlural, formatQuantity } from "#lib/format.ts";
import { incidentsWithWords } from "#lib/incidents/read.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import { overlapInTime } from "#lib/interventions/rules.ts";
import { Intervention, type InterventionScope } from "#lib/interventions/schema.ts";
import { Instant } from "#lib/parse.ts";
import { dayNumber, dayOf, dayStart, type Period, shiftDays } from "#lib/period.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { mannWhitney } from "#lib/statistics/mann-whitney.ts";
import { rateRatio } from "#lib/statistics/rate-ratio.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { AI, changeGroups } from "./ai-groups.ts";
import { FailureRate, FEWEST_FAILURES, failureRate, ratioWords } from "./ai-share.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import { estimateOf, sideOfOne } from "./estimates.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { valuesOf } from "./measures.ts";
import { question, type View } from "./question.ts";
import { selectIncidents } from "./selection.ts";
import { Declined, DurationFigures, Estimate, InWords, MeasuredCount } from "./shapes.ts";
import { durationFigures, firstStart, minutesTo, severeRows, sumOf } from "./tally.ts";

/**
 * Did it work? Did anything else change?
 *
 * For each intervention two windows of equal length, up to its first day and from it on: as long as the intervention
 * itself, at most 90 days, and no longer than the days that are over. In them the incidents that the filter means and
 * that reached a system in its scope. Rates are compared exactly, skewed measures by ranks; a difference says that
 * something changed then, not that the intervention did it.
 */

const MOST_WINDOW_DAYS = 90;
const FEWEST_WINDOW_DAYS = 14;
const Side = z
  .object({
    from: Instant.describe("When the window begins."),
    to: Instant.describe("When it ends; not included."),
    incidents: z
      .int()
      .describe(
        "Incidents that began in the window, match the filter and reached a system in the intervention's scope.",
      ),
    sev12: z.int().describe("Those of severity 1 or 2."),
    perDay: z
      .number()
      .meta({ description: "Incidents over the days of the window.", unit: "incidents a day" }),
    sev12PerDay: z.number().meta({
      description: "Sev-1 and Sev-2 incidents over the days of the window.",
      unit: "incidents a day",
    }),
    lostOrders: MeasuredCount.meta({
      description: "The sum of lost orders over those of them that recorded it.",
      unit: "orders",
    }),
    timeToMitigate: DurationFigures.describe("From the start of impact to mitigation."),
    aiFailure: FailureRate.describe(
      "AI-assisted changes deployed in the window to a system in scope, and those that were the culprit of an incident of the window.",
    ),
  })
  .meta({ title: "Window of an intervention" });
export type Side = z.infer<typeof Side>;

const Answered = z.union([Estimate, Declined]);
type Answered = z.infer<typeof Answered>;

/** A rank test needs this many recorded values on either side, a ratio this many events to divide by. */
const fewestValues = 5;

const shift = (what: string, unit: string) =>
  Answered.meta({
    description: `Hodges–Lehmann shift of ${what} of single incidents: after minus before.`,
    unit,
    uncertainty:
      "Moses' 95% interval, Mann–Whitney's p; where the interval holds 0, no difference is to be seen",
    declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} recorded values on either side`,
    source: "Hodges and Lehmann (1963); R's `wilcox.test(exact = FALSE)`",
  });

const Effect = z
  .object({
    ...Intervention.pick({
      id: true,
      version: true,
      name: true,
      kind: true,
      startsOn: true,
      endsOn: true,
      scope: true,
      note: true,
    }).shape,
    window: z
      .object({ days: z.int().meta({ description: "Zero or less before it has begun.", unit: "days" }) })
      .describe(
        `Length of each window in whole days: that of the intervention, at most ${MOST_WINDOW_DAYS}, and no longer than it has run.`,
      ),
    before: Side.nullable().describe("The window up to its first day; null before it has run for a day."),
    after: Side.nullable().describe("The window from its first day on; null before it has run for a day."),
    rateRatio: Answered.meta({
      description:
        "Incidents a day from the first day of the intervention on, over those before it, in windows of equal length. Below one: fewer.",
      uncertainty:
        "exact conditional 95% interval and p; where the interval holds 1, no difference is to be seen",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} incidents before it`,
      source: "Przyborowski and Wilenski (1940); R's `poisson.test`",
    }),
    sev12Ratio: Answered.meta({
      description: "The same of Sev-1 and Sev-2 incidents.",
      uncertainty:
        "exact conditional 95% interval and p; where the interval holds 1, no difference is to be seen",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${fewestValues} such incidents before it`,
      source: "Przyborowski and Wilenski (1940); R's `poisson.test`",
    }),
    aiFailureRatio: Answered.meta({
      description: "Failure rate of AI-assisted changes, after over before.",
      uncertainty: "Katz's 95% interval, Fisher's p; where the interval holds 1, no difference is to be seen",
      declines: `windows under ${FEWEST_WINDOW_DAYS} days, or fewer than ${FEWEST_FAILURES} failures on either side`,
      source: "Katz et al. (1978)",
    }),
    shifts: z
      .object({
        lostOrders: shift("the lost orders", "orders"),
        mitigateMinutes: shift("the time to mitigate", "minutes"),
      })
      .describe("How far single incidents moved; skewed measures are compared by ranks."),
    overlaps: z
      .array(z.string())
      .describe(
        "Names of other interventions in its time or its windows that reach a common system: neither can be credited alone.",
      ),
    text: z.string().describe("What can be said of it, in words."),
  })
  .meta({ title: "Effect of an intervention" });
export type Effect = z.infer<typeof Effect>;

export type Interventions = z.infer<typeof getInterventions.definition.answer>;

export const getInterventions = question({
  name: "interventions",
  summary: "Did it work? Did anything else change?",
  parameters: {},
  answer: {
    text: InWords,
    items: z
      .array(Effect)
      .describe(
        "Each intervention and what changed with it, by first day; with a period in the filter, those in force in it. A difference says that something changed then: what rises or falls at an intervention may have other causes.",
      ),
    recordsFrom: Instant.nullable().describe(
      "When the first incident of all began: a window that reaches back before it may hold too few. Null without incidents.",
    ),
  },
  async compute(view, ask) {
    const { items: all } = await ask(listInterventions, {});
    const { q } = view.filter;
    const words = q === undefined ? null : await ask(incidentsWithWords, { words: q });
    const first = firstStart(view.facts.incidents);
    const recordsFrom = first === null ? null : new Date(first);
    const items = all
      .filter((one) => isAskedFor(one, view))
      .map((one) => effectOf({ one, all, view, words, recordsFrom }));
    return { text: wordsOn(items), items, recordsFrom };
  },
});

/** Without a period in the filter all are told, also those that are still to come. */
function isAskedFor({ startsOn, endsOn }: Intervention, { filter, period }: View<Filter>): boolean {
  const bounded = filter.from ?? filter.to ?? (filter.period === "all" ? undefined : filter.period);
  if (bounded === undefined) return true;
  const first = dayOf(period.from, period.zone);
  const last = dayOf(new Date(period.to.getTime() - 1), period.zone);
  return startsOn <= last && (endsOn === null || endsOn >= first);
}

// ---- windows ----

/** Whole days of each window; zero or less before the intervention has begun. */
export function windowDays(
  { startsOn, endsOn }: Pick<Intervention, "startsOn" | "endsOn">,
  today: string,
): number {
  const over = dayNumber(today) - dayNumber(startsOn);
  const own = endsOn === null ? over : dayNumber(endsOn) + 1 - dayNumber(startsOn);
  return Math.min(MOST_WINDOW_DAYS, own, over);
}

interface Windows {
  days: number;
  before: Period;
  after: Period;
}

function windowsOf(intervention: Intervention, { now, period: { zone } }: View<Filter>): Windows {
  const days = windowDays(intervention, dayOf(now, zone));
  const at = (days: number) => dayStart(shiftDays(intervention.startsOn, days), zone);
  return {
    days,
    before: { from: at(-days), to: at(0), zone },
    after: { from: at(0), to: at(days), zone },
  };
}

// ---- scope ----

/** For each system number whether the scope holds it; null for everything, systems or not. */
function scopeMask({ systems }: Facts, scope: InterventionScope): Uint8Array | null {
  if (scope.to === "all") return null;
  const mask = new Uint8Array(systems.byNumber.length + 1);
  for (const system of systems.byNumber) {
    if (system === undefined) continue;
    const isIn =
      scope.to === "tier"
        ? (scope.tiers as number[]).includes(system.tier)
        : scope.to === "org"
          ? scope.orgs.includes(systems.orgs.words[system.org] ?? "")
          : scope.systems.includes(system.slug);
    if (isIn) mask[system.number] = 1;
  }
  return mask;
}

function shareSystems(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return true;
  return a.some((isIn, system) => isIn === 1 && b[system] === 1);
}

// ---- one intervention ----

interface Asked {
  one: Intervention;
  all: readonly Intervention[];
  view: View<Filter>;
  words: ReadonlySet<number> | null;
  recordsFrom: Date | null;
}

function effectOf(asked: Asked): Effect {
  const { one, view, words, recordsFrom } = asked;
  const { id, version, name, kind, startsOn, endsOn, scope, note } = one;
  const windows = windowsOf(one, view);
  const overlaps = overlapsOf(asked, windows);
  const told = { id, version, name, kind, startsOn, endsOn, scope, note, window: { days: windows.days } };
  if (windows.days <= 0) {
    const declined = { declined: "It has not run for a day yet.", n: 0 };
    const shifts = { lostOrders: declined, mitigateMinutes: declined };
    const ratios = { rateRatio: declined, sev12Ratio: declined, aiFailureRatio: declined };
    return { ...told, before: null, after: null, ...ratios, shifts, overlaps, text: declined.declined };
  }
  const mask = scopeMask(view.facts, scope);
  const before = measured({ view, words, mask, period: windows.before, days: windows.days });
  const after = measured({ view, words, mask, period: windows.after, days: windows.days });
  const compared = compare(windows.days, before, after);
  const effect = { ...told, before: before.side, after: after.side, ...compared, overlaps };
  return { ...effect, text: effectWords(effect, recordsFrom) };
}

function overlapsOf({ one, all, view: { facts } }: Asked, { days, before, after }: Windows): string[] {
  const mask = scopeMask(facts, one.scope);
  const compared =
    days <= 0
      ? one
      : {
          startsOn: dayOf(before.from, before.zone),
          endsOn: dayOf(new Date(after.to.getTime() - 1), after.zone),
        };
  return all
    .filter((other) => other.id !== one.id)
    .filter((other) => overlapInTime(one, other) || overlapInTime(compared, other))
    .filter((other) => shareSystems(mask, scopeMask(facts, other.scope)))
    .map(({ name }) => name);
}

interface Measured {
  side: Side;
  lostOrders: Float64Array;
  minutes: Float64Array;
}

function measured(of: {
  view: View<Filter>;
  words: ReadonlySet<number> | null;
  mask: Uint8Array | null;
  period: Period;
  days: number;
}): Measured {
  const { view, words, mask, period, days } = of;
  const { facts, filter, settings } = view;
  const { incidents } = facts;
  const selected = selectIncidents({ facts, which: filter, period, words, settings });
  const rows = mask === null ? selected : selected.filter((row) => incidents.systems.has(row, mask));
  const sev12 = severeRows(incidents, rows).length;
  return {
    side: {
      from: period.from,
      to: period.to,
      incidents: rows.length,
      sev12,
      perDay: rows.length / days,
      sev12PerDay: sev12 / days,
      lostOrders: sumOf(incidents.lostOrders.values, rows),
      timeToMitigate: durationFigures(incidents, "mitigatedAt", rows),
      aiFailure: aiFailureOf({ facts, filter, period, rows, mask }),
    },
    lostOrders: valuesOf(facts, "lostOrders", rows).filter((value) => !Number.isNaN(value)),
    minutes: minutesTo(incidents, "mitigatedAt", rows).minutes,
  };
}

function aiFailureOf(of: {
  facts: Facts;
  filter: Filter;
  period: Period;
  rows: Selection;
  mask: Uint8Array | null;
}): FailureRate {
  const { facts, filter, period, rows, mask } = of;
  const { system, aiAssistance } = facts.changes;
  const culprits = culpritMarks(facts, rows);
  const changes = selectChanges({ facts, which: filter, period });
  let [made, failed] = [0, 0];
  for (let i = 0; i < changes.length; i += 1) {
    const row = changes[i]!;
    if (changeGroups[aiAssistance.values[row]!] !== AI) continue;
    if (mask !== null && mask[system.values[row]!] === 0) continue;
    made += 1;
    failed += culprits[row]!;
  }
  return failureRate(failed, made);
}

// ---- comparing ----

function compare(days: number, before: Measured, after: Measured) {
  const short =
    days < FEWEST_WINDOW_DAYS
      ? `Its windows have ${formatPlural(days, "day")}; a comparison needs ${FEWEST_WINDOW_DAYS}.`
      : null;
  const answered = (n: number, compute: () => Answered): Answered =>
    short === null ? compute() : { declined: short, n };
  const rate = (counts: readonly [number, number], what: string) =>
    answered(counts[0] + counts[1], () => ratioOf(counts, { days, what }));
  const shift = (of: "lostOrders" | "minutes", what: string) =>
    answered(before[of].length + after[of].length, () => shiftOf(after[of], before[of], what));
  const [b, a] = [before.side, after.side];
  return {
    rateRatio: rate([a.incidents, b.incidents], "incidents"),
    sev12Ratio: rate([a.sev12, b.sev12], "Sev-1 and Sev-2 incidents"),
    aiFailureRatio: answered(a.aiFailure.changes + b.aiFailure.changes, () =>
      failureRatioOf(a.aiFailure, b.aiFailure),
    ),
    shifts: {
      lostOrders: shift("lostOrders", "incidents that recorded lost orders"),
      mitigateMinutes: shift("minutes", "recorded times to mitigate"),
    },
  };
}

/** Exact, so that none after it still has its interval; but with few before it there is little to divide by. */
function ratioOf(
  [after, before]: readonly [number, number],
  { days, what }: { days: number; what: string },
): Answered {
  if (before < fewestValues) {
    const count = before === 0 ? "no" : String(before);
    return {
      declined: `There were ${count} ${what} in the window before it; a ratio needs ${fewestValues}.`,
      n: after + before,
    };
  }
  return estimateOf(rateRatio({ events: [after, before], exposure: [days, days] }));
}

function failureRatioOf(after: FailureRate, before: FailureRate): Answered {
  if (Math.min(after.failed, before.failed) < FEWEST_FAILURES) {
    return {
      declined: `Too few AI-assisted changes failed: ${before.failed} before it and ${after.failed} after, where a ratio needs ${FEWEST_FAILURES} on each side.`,
      n: after.changes + before.changes,
    };
  }
  const events = [after.failed, before.failed] as const;
  const totals = [after.changes, before.changes] as const;
  const { p } = fisher([
    [events[0], totals[0] - events[0]],
    [events[1], totals[1] - events[1]],
  ]);
  return estimateOf({ ...relativeRisk({ events, totals }), p });
}

function shiftOf(after: Float64Array, before: Float64Array, what: string): Answered {
  if (Math.min(after.length, before.length) < fewestValues) {
    return {
      declined: `There are ${before.length} ${what} before it and ${after.length} after; a comparison needs ${fewestValues} on each side.`,
      n: after.length + before.length,
    };
  }
  return estimateOf(mannWhitney(after, before));
}

// ---- in words ----

function effectWords(
  { before, after, rateRatio: ratio, overlaps }: Omit<Effect, "text">,
  recordsFrom: Date | null,
): string {
  if ("declined" in ratio) return ratio.declined;
  const late =
    recordsFrom !== null && recordsFrom > before!.from
      ? " Records begin within the window before it, which may therefore hold too few."
      : "";
  const others =
    overlaps.length === 0 ? "" : ` ${listed(overlaps)} overlapped with it, so neither can be credited alone.`;
  return `${rateWords({ before: before!, after: after!, ratio })}${others}${late}`;
}

function rateWords({ before, after, ratio }: { before: Side; after: Side; ratio: z.infer<typeof Estimate> }) {
  const rates = `${formatQuantity(before.perDay)} incidents a day before, ${formatQuantity(after.perDay)} from its first day on`;
  const side = sideOfOne(ratio);
  if (side === null) return `${rates}: no difference to be seen (rate ratio ${ratioWords(ratio)}).`;
  const direction = side === "below" ? "fewer" : "more";
  return `${rates}: ${direction} than chance explains (rate ratio ${ratioWords(ratio)}, ${formatP(ratio.p)}).`;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  if (quoted.length < 2) return quoted[0] ?? "";
  return `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

function wordsOn(items: readonly Effect[]): string {
  if (items.length === 0) return "No intervention is recorded for this period.";
  const latest = items.findLast(({ rateRatio: ratio }) => !("declined" in ratio));
  if (latest === undefined) {
    return `${formatPlural(items.length, "intervention")}, none of which can be judged yet. ${items.at(-1)!.text}`;
  }
  return `“${latest.name}”: ${latest.text} A difference says that something changed then, not what did it.`;
}
