import { z } from "zod";
import {
  formatCount,
  formatMinutes,
  formatPlural,
  formatRecorded,
  formatShareInterval,
  formatShort,
} from "#lib/format.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder } from "#lib/period.ts";
import { mannWhitney } from "#lib/statistics/mann-whitney.ts";
import { rateRatio } from "#lib/statistics/rate-ratio.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { AI, incidentGroups, UNKNOWN } from "./ai-groups.ts";
import { baseRates } from "./base-rate.ts";
import { statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import { sev12Words } from "./severity-words.ts";
import {
  BucketSize,
  BySeverity,
  Currency,
  DurationFigures,
  Figure,
  figure,
  InWords,
  incidentMembers,
  MeasuredCount,
  PeriodShape,
  Share,
  systemMembers,
} from "./shapes.ts";
import { Sums, sumsOf } from "./sums.ts";
import {
  aiShareOf,
  byBucket,
  durationFigures,
  impactHours,
  minutesTo,
  severeRows,
  severityCounts,
} from "./tally.ts";
import { type Behaviour, Bucket, behaviourOf, bucketNames, bucketsIn, isSparse, limitsOf } from "./trends.ts";

/** How are we doing? The headline figures of the period beside those of the period before. */

export const Headline = z
  .object({
    incidents: z
      .int()
      .describe(
        "Incidents that began in the period and match the filter. Maintenance, exercises and duplicates do not count.",
      ),
    bySeverity: BySeverity.describe("The same incidents by severity."),
    sev12: z.int().describe("Those of severity 1 or 2."),
    lostOrders: MeasuredCount.meta({
      description:
        "The sum of lost orders over those incidents that recorded them. What was not recorded is left out, not counted as zero. A few incidents usually make most of it, so a change in the sum is not judged.",
      unit: "orders",
    }),
    lostOrdersWorth: Figure.meta({
      description: "Lost orders times the worth of one order in the settings.",
      unit: "the currency of the settings",
      declines: "null where lost orders or the worth of one are not recorded",
    }),
    errors: MeasuredCount.meta({
      description: "The sum of errors that users met, over those incidents that recorded them.",
      unit: "errors",
    }),
    sums: Sums.describe("Every number that incidents hold, added up."),
    impactHours: Figure.meta({
      description:
        "Hours during which at least one Sev-1 or Sev-2 incident had impact: from its start to its mitigation (else its resolution, else now while it is open). Hours with several at once count once.",
      unit: "hours",
      declines: "null where no end is known; `impactRecorded` of `impactOf` incidents had one in order",
    }),
    impactRecorded: z
      .int()
      .describe(
        "Sev-1 and Sev-2 incidents with an end, not before their start: `impactHours` rests on these.",
      ),
    impactOf: z.int().describe("Sev-1 and Sev-2 incidents, with an end or without."),
    timeToDetect: DurationFigures.describe("From the start of impact to detection."),
    timeToMitigate: DurationFigures.describe(
      "From the start of impact to mitigation. The median is the headline: a mean would be ruled by a few long incidents.",
    ),
    timeToResolve: DurationFigures.describe("From the start of impact to resolution."),
    aiShare: Share.describe(
      "Incidents in which AI made or shaped the change (contributing or primary), among those where that is known. Many incidents have no change behind them, so beside the share of changes made with AI it does not tell how often changes fail: the answer on AI changes does.",
    ),
  })
  .meta({ title: "Headline" });
export type Headline = z.infer<typeof Headline>;

const WorstSystem = z
  .object({
    ...systemMembers,
    incidents: z
      .int()
      .describe(
        "Incidents that reached the system. One that reached several counts in full in each, so these do not add up to the total.",
      ),
    lostOrders: MeasuredCount.meta({
      description: "Orders lost in them, in full for each system that they reached.",
      unit: "orders",
    }),
  })
  .meta({ title: "Worst system" });

const { number, severity } = incidentMembers;

const WorstIncident = z
  .object({
    number,
    startedAt: Instant.describe("When its impact began."),
    severity,
    lostOrders: Figure.meta({ description: "Orders lost in it; null where not recorded.", unit: "orders" }),
    errors: Figure.meta({ description: "Errors that users met; null where not recorded.", unit: "errors" }),
    mitigateMinutes: Figure.meta({
      description:
        "From the start of impact to mitigation; null where not recorded, or recorded before the start.",
      unit: "minutes",
    }),
    aiInvolved: z
      .boolean()
      .nullable()
      .describe(
        "Whether AI made or shaped the change (contributing or primary); null where that is not known.",
      ),
  })
  .meta({ title: "Worst incident" });

export const Noise = z
  .object({
    incidents: z.boolean().nullable().meta({
      description:
        "Whether a change in the number of incidents a day is within chance: it is when the exact 95% interval of the two rates' ratio holds 1.",
      declines: "null with fewer than 5 incidents in either period",
    }),
    timeToMitigate: z.boolean().nullable().meta({
      description:
        "Whether a change in the times to mitigate is within chance: it is when a Mann–Whitney test of the two periods gives p of 0.05 or more.",
      declines: "null with fewer than 5 recorded in either period, or more than 100,000 in both together",
      source: "Mann and Whitney (1947)",
    }),
    aiShare: z.boolean().nullable().meta({
      description:
        "Whether a change in the share of incidents with AI involvement is within chance: it is when Katz's 95% interval of the two shares' ratio holds 1.",
      declines: "null with fewer than 5 such incidents in either period",
      source: "Katz et al. (1978)",
    }),
  })
  .meta({ title: "Noise" });

export type Overview = z.infer<typeof getOverview.definition.answer>;

export const getOverview = question({
  name: "overview",
  summary: "How are we doing?",
  parameters: {},
  answer: {
    current: Headline.describe("The figures of the period."),
    previous: Headline.nullable().describe(
      "The same figures of the period compared with: as many days just before, or the same days of the year before. Null where the period has no beginning of its own.",
    ),
    previousPeriod: PeriodShape.nullable().describe("The period compared with; null where there is none."),
    currency: Currency,
    noise: Noise.describe(
      "Whether the difference to the period compared with is within chance (true), beyond it (false), or not judged (null).",
    ),
    text: InWords,
    bucket: BucketSize,
    buckets: z.array(Bucket).describe("Counts, measures and durations of each stretch of time."),
    impactHours: z.array(Figure).meta({
      description:
        "For each of `buckets`, hours during which at least one of the Sev-1 and Sev-2 incidents that began in it had impact.",
      unit: "hours",
      declines: "null where none of them has a known end",
    }),
    behaviour: limitsOf("the number of incidents"),
    aiChanges: z
      .object({
        all: Share.describe("Over the whole period."),
        buckets: z.array(Share).describe("In each of `buckets`."),
      })
      .describe(
        "The base rate beside the share of incidents: production changes made with AI (assisted, generated or by an agent), among those where that is known.",
      ),
    worstSystems: z
      .array(WorstSystem)
      .describe("At most 8 systems that incidents reached, most lost orders first, then most incidents."),
    worstIncidents: z
      .array(WorstIncident)
      .describe(
        "At most 8 incidents, those with the most lost orders; where none recorded any, those with the most errors.",
      ),
    open: z
      .object({
        count: z.int().describe("How many."),
        numbers: z.array(z.int()).describe("Numbers of the latest 8 of them, the latest start first."),
      })
      .describe("Incidents of the period that are open or mitigated, and so not over."),
  },
  compute(view) {
    const current = headlineOf(view, view.rows);
    const previous = view.previous === null ? null : headlineOf(view, view.previous.rows);
    const buckets = bucketsIn(view);
    const behaviour = behaviourOf(buckets);
    const { facts, filter, period } = view;
    const aiChanges = baseRates({ facts, which: filter, period, buckets: view.buckets });
    const noise = noiseOf(view);
    return {
      current,
      previous,
      previousPeriod: view.previous?.period ?? null,
      currency: view.settings.currency,
      noise,
      text: wordsOn({ current, previous, noise, behaviour, aiChanges: aiChanges.all, view }),
      bucket: view.buckets.size,
      buckets,
      impactHours: impactByBucket(view),
      behaviour,
      aiChanges,
      worstSystems: worstSystems(view),
      worstIncidents: worstIncidents(view),
      open: openIncidents(view),
    };
  },
});

export function headlineOf({ facts, settings, now }: View<Filter>, rows: Selection): Headline {
  const { incidents } = facts;
  const bySeverity = severityCounts(incidents, rows);
  const sums = sumsOf(incidents, rows);
  const { lostOrders, errors } = sums;
  const impact = impactHours(incidents, rows, now);
  const { orderValue } = settings;
  return {
    incidents: rows.length,
    bySeverity,
    sev12: bySeverity["1"] + bySeverity["2"],
    lostOrders,
    lostOrdersWorth: orderValue === null || lostOrders.sum === null ? null : lostOrders.sum * orderValue,
    errors,
    sums,
    impactHours: impact.hours,
    impactRecorded: impact.recorded,
    impactOf: impact.of,
    timeToDetect: durationFigures(incidents, "detectedAt", rows),
    timeToMitigate: durationFigures(incidents, "mitigatedAt", rows),
    timeToResolve: durationFigures(incidents, "resolvedAt", rows),
    aiShare: aiShareOf(incidents, rows),
  };
}

function impactByBucket({ facts, rows, buckets, now }: View<Filter>): (number | null)[] {
  const { incidents } = facts;
  const severe = severeRows(incidents, rows);
  const count = buckets.complete.length;
  return byBucket(incidents, severe, { count, find: bucketFinder(buckets) }).map(
    (its) => impactHours(incidents, its, now).hours,
  );
}

const significance = 0.05;
/** Beyond this many durations a rank test costs more than it tells: with so many, any difference is "significant". */
const mostRanked = 100_000;

/**
 * Counts: exact interval of the ratio of two rates. Durations: Mann–Whitney. Shares: ratio by Katz's interval. Not
 * judged with fewer than five on either side.
 */
export function noiseOf(view: View<Filter>): z.infer<typeof Noise> {
  const { previous, rows, period, facts } = view;
  if (previous === null) return { incidents: null, timeToMitigate: null, aiShare: null };
  const days = (of: { from: Date; to: Date }) => (of.to.getTime() - of.from.getTime()) / 86_400_000;
  const counts = rateRatio({
    events: [rows.length, previous.rows.length],
    exposure: [days(period), days(previous.period)],
  });
  const now = minutesTo(facts.incidents, "mitigatedAt", rows).minutes;
  const before = minutesTo(facts.incidents, "mitigatedAt", previous.rows).minutes;
  const ranked = Math.min(now.length, before.length) >= 5 && now.length + before.length <= mostRanked;
  const [aiNow, aiBefore] = [aiShareOf(facts.incidents, rows), aiShareOf(facts.incidents, previous.rows)];
  const shares =
    Math.min(aiNow.yes, aiBefore.yes) < 5
      ? null
      : relativeRisk({ events: [aiNow.yes, aiBefore.yes], totals: [aiNow.known, aiBefore.known] });
  return {
    incidents: Math.min(rows.length, previous.rows.length) < 5 ? null : counts.low <= 1 && counts.high >= 1,
    timeToMitigate: ranked ? !(mannWhitney(now, before).p < significance) : null,
    aiShare: shares === null ? null : shares.low <= 1 && shares.high >= 1,
  };
}

const mostWorst = 8;

/** Systems in order of lost orders, then of incidents. Each system an incident reached counts it in full. */
function worstSystems({ facts, rows }: View<Filter>): z.infer<typeof WorstSystem>[] {
  const { incidents, systems } = facts;
  const size = systems.byNumber.length + 1;
  // Two places for each system, the second for incidents that recorded their lost orders; see sumOf.
  const [reached, lost] = [new Int32Array(size * 2), new Float64Array(size * 2)];
  const { pool, start, count } = incidents.systems;
  const orders = incidents.lostOrders.values;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const end = start[row]! + count[row]!;
    const value = orders[row]!;
    const known = Number(!Number.isNaN(value));
    for (let at = start[row]!; at < end; at += 1) {
      const place = pool[at]! * 2 + known;
      reached[place]! += 1;
      lost[place]! += value;
    }
  }
  return systems.byNumber
    .filter((system) => system !== undefined)
    .map(({ number, slug, name, tier }) => {
      const [recorded, sum] = [reached[number * 2 + 1]!, lost[number * 2 + 1]!];
      const counted = reached[number * 2]! + recorded;
      const lostOrders = { sum: recorded === 0 ? null : sum, recorded, of: counted };
      return { slug, name, tier: tier === 0 ? null : tier, incidents: counted, lostOrders };
    })
    .filter((system) => system.incidents > 0)
    .sort((a, b) => (b.lostOrders.sum ?? 0) - (a.lostOrders.sum ?? 0) || b.incidents - a.incidents)
    .slice(0, mostWorst);
}

/** The incidents that cost the most orders; where none is recorded, the most errors. */
function worstIncidents({ facts, rows }: View<Filter>): z.infer<typeof WorstIncident>[] {
  const { incidents } = facts;
  const ofOrders = largest(incidents.lostOrders.values, rows);
  const worst = ofOrders.length > 0 ? ofOrders : largest(incidents.errors.values, rows);
  return worst.map((row) => {
    const taken = (incidents.mitigatedAt.values[row]! - incidents.startedAt.values[row]!) / 60_000;
    const ai = incidentGroups[incidents.aiInvolvement.values[row]!]!;
    return {
      number: incidents.number.values[row]!,
      startedAt: new Date(incidents.startedAt.values[row]!),
      severity: incidents.severity.values[row]! || null,
      lostOrders: figure(incidents.lostOrders.values[row]!),
      errors: figure(incidents.errors.values[row]!),
      mitigateMinutes: taken >= 0 ? taken : null,
      aiInvolved: ai === UNKNOWN ? null : ai === AI,
    };
  });
}

function largest(values: Float64Array, rows: Selection): number[] {
  const best: number[] = [];
  let least = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const value = values[row]!;
    if (!(value > least)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at -= 1;
    best.splice(at, 0, row);
    if (best.length > mostWorst) best.pop();
    if (best.length === mostWorst) least = values[best[mostWorst - 1]!]!;
  }
  return best;
}

const mostOpen = 8;

function openIncidents({ facts, rows }: View<Filter>): { count: number; numbers: number[] } {
  const { status, number, startedAt } = facts.incidents;
  const [states, last] = [status.values, statusCodes.code("mitigated")];
  const open = rows.filter((row) => states[row]! <= last);
  const latest = open.toSorted((a, b) => startedAt.values[b]! - startedAt.values[a]!).subarray(0, mostOpen);
  return { count: open.length, numbers: Array.from(latest, (row) => number.values[row]!) };
}

interface Told {
  current: Headline;
  previous: Headline | null;
  noise: z.infer<typeof Noise>;
  behaviour: Behaviour;
  aiChanges: Share;
  view: View<Filter>;
}

/** The paragraph at the top: what is known, and what follows from it. */
function wordsOn(of: Told): string {
  const { current, behaviour, aiChanges, view } = of;
  if (current.incidents === 0) return "No incident began in this period.";
  const sentences = [
    `${formatPlural(current.incidents, "incident")}${previousWords(of)}, ${sev12Words(current)}.`,
    noiseWords(behaviour, view.buckets.size),
    lossWords(current),
    current.timeToMitigate.medianMinutes === null
      ? "No time to mitigate is recorded."
      : `Half of the incidents were mitigated within ${formatMinutes(current.timeToMitigate.medianMinutes)} (${formatCount(current.timeToMitigate.recorded)} of ${formatCount(current.timeToMitigate.of)} recorded).`,
    aiWords(current.aiShare, aiChanges),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function previousWords({ current, previous, noise, view }: Told): string {
  if (previous === null) return "";
  const before = view.filter.compare === "year" ? "the year before" : "the period before";
  if (previous.incidents === current.incidents) return ` (as many as in ${before})`;
  const difference = current.incidents - previous.incidents;
  const judged =
    noise.incidents === null
      ? ""
      : noise.incidents
        ? ": within normal variation"
        : ": more than chance explains";
  return ` (${formatCount(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"} than in ${before}${judged})`;
}

function noiseWords(behaviour: Behaviour, size: keyof typeof bucketNames): string {
  if ("declined" in behaviour) return "";
  if (behaviour.signals.length === 0)
    return "The counts stay within normal variation: there is no trend to be seen.";
  if (isSparse(behaviour.centre, size))
    return `Some ${bucketNames[size]} stand out from normal variation, as chance alone often makes them with so few a ${size}.`;
  return "Not all of the ups and downs are noise: some stand out from normal variation.";
}

function lossWords({ lostOrders, errors }: Headline): string {
  const orders =
    lostOrders.sum === null
      ? "Lost orders were not recorded"
      : `${formatShort(lostOrders.sum)} orders were lost (${formatRecorded(lostOrders.recorded, lostOrders.of)})`;
  if (errors.sum === null) return `${orders}.`;
  return `${orders}, and users met ${formatShort(errors.sum)} errors (${formatRecorded(errors.recorded, errors.of)}).`;
}

function aiWords(incidents: Share, changes: Share): string {
  if (incidents.share === null) return "Whether AI-assisted changes had a hand in them is not known.";
  const share = `AI-assisted changes had a hand in ${formatShareInterval(incidents.share, incidents)} of the incidents where that is known`;
  if (changes.share === null) return `${share}; their share of changes is not known.`;
  return `${share}; they make up ${formatShareInterval(changes.share, changes)} of changes.`;
}
