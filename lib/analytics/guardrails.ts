import { z } from "zod";
import { formatCount, formatPlural, formatShareInterval, formatShort } from "#lib/format.ts";
import { GuardrailRule, guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import { MET, NOT_KNOWN, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { Instant } from "#lib/parse.ts";
import { bucketFinder, bucketSizes } from "#lib/period.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritLacks, culpritMarks } from "./culprits.ts";
import { outcomeCodes } from "./facts/changes.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { guardrailStatesOf, tiersOf } from "./guardrail-states.ts";
import { question, type View } from "./question.ts";
import { Figure, MeasuredCount, Share } from "./shapes.ts";
import { shareOf, sumOf } from "./tally.ts";

/**
 * Which safeguard was missing?
 *
 * Changes deployed in the period, judged by the rules of lib/guardrails. A rule is applicable to a change unless it
 * certainly does not apply; it is then met, unmet or unknown. Culprits are those changes that are the culprit of an
 * incident that the filter means. Shares are taken of met and unmet; the unknown are counted beside them.
 */

const RuleFigures = z.object({
  rule: GuardrailRule,
  /** met + unmet + unknown. */
  applicable: z.int(),
  met: z.int(),
  unmet: z.int(),
  unknown: z.int(),
  /**
   * Compliance: met / (met + unmet).
   * Uncertainty: Wilson's 95% interval, `low` to `high`.
   * Declines: null where neither is known of any change.
   */
  rate: Figure,
  low: Figure,
  high: Figure,
  /** Of all changes to which the rule applies, those that lack it: unmet / (met + unmet). */
  lacking: Share,
  /**
   * The same of the changes that were culprits. Beside `lacking` it tells whether culprits lack the safeguard
   * more often.
   */
  culprits: z.object({
    applicable: z.int(),
    met: z.int(),
    unmet: z.int(),
    unknown: z.int(),
    lacking: Share,
  }),
  /** Incidents with a culprit that lacked it. */
  incidents: z.int(),
  /**
   * Orders lost in those incidents: at most this much could have been avoided by the rule.
   * Unit: orders.
   */
  lostOrders: MeasuredCount,
});
export type RuleFigures = z.infer<typeof RuleFigures>;

const Audited = { changes: z.int(), audited: z.int(), inOrder: z.int(), deviations: z.int() };
const AuditFigures = z.object({
  org: z.string().nullable(),
  ...Audited,
  owners: z.array(z.object({ owner: z.string().nullable(), ...Audited })),
});
export type AuditFigures = z.infer<typeof AuditFigures>;

export type Guardrails = z.infer<typeof getGuardrails.definition.answer>;

export const getGuardrails = question({
  name: "guardrails",
  summary: "Which safeguard was missing?",
  parameters: {},
  answer: {
    text: z.string(),
    /** Changes deployed in the period. */
    changes: z.int(),
    /** Those that are the culprit of an incident that the filter means. */
    culprits: z.int(),
    /** What each rule says of them. */
    rules: z.array(RuleFigures),
    bucket: z.enum(bucketSizes),
    /** Compliance by rule, in the order of `rules`: met / (met + unmet). */
    buckets: z.array(
      z.object({
        start: Instant,
        end: Instant,
        complete: z.boolean(),
        changes: z.int(),
        compliance: z.array(Share),
      }),
    ),
    /**
     * Changes to Tier-1 systems by organisation and owner: how many were deployed, audited, found in order
     * and found to deviate; most changes first.
     */
    audits: z.array(AuditFigures),
  },
  compute(view) {
    const { facts, filter, period, rows, buckets } = view;
    const changes = selectChanges({ facts, which: filter, period });
    const states = countStates(view, changes);
    const rules = guardrailRules.map((rule, place) => ruleFigures(view, { rule, place, states }));
    const audits = auditsOf(view, changes);
    const culprits = states.culprits;
    return {
      text: wordsOn({ rules, audits, changes: changes.length, culprits, incidents: rows.length }),
      changes: changes.length,
      culprits,
      rules,
      bucket: buckets.size,
      buckets: states.each.map((counts, i) => ({
        start: new Date(buckets.edges[i]!),
        end: new Date(buckets.edges[i + 1]!),
        complete: buckets.complete[i]!,
        changes: states.sizes[i]!,
        compliance: guardrailRules.map((_, place) => complianceAt(counts, place)),
      })),
      audits,
    };
  },
});

// ---- counting ----

const statesPerRule = 4;
const cells = guardrailRules.length * statesPerRule;

interface States {
  all: Int32Array;
  ofCulprits: Int32Array;
  each: Int32Array[];
  /** Changes in each bucket. */
  sizes: Int32Array;
  culprits: number;
}

/** How many changes are in each state of each rule: in each bucket, in all, and among culprits. */
function countStates({ facts, rows, buckets }: View<Filter>, changes: Selection): States {
  const packed = guardrailStatesOf(facts);
  const marks = culpritMarks(facts, rows);
  const find = bucketFinder(buckets);
  const { values: deployedAt } = facts.changes.deployedAt;
  const count = buckets.complete.length;
  const counts = new Int32Array(count * cells);
  const ofCulprits = new Int32Array(cells);
  const sizes = new Int32Array(count);
  let culprits = 0;
  for (let i = 0; i < changes.length; i += 1) {
    const row = changes[i]!;
    const states = packed[row]!;
    const bucket = find(deployedAt[row]!);
    sizes[bucket]! += 1;
    const from = bucket * cells;
    for (let place = 0; place < guardrailRules.length; place += 1) {
      counts[from + place * statesPerRule + stateAt(states, place)]! += 1;
    }
    if (marks[row] === 0) continue;
    culprits += 1;
    for (let place = 0; place < guardrailRules.length; place += 1) {
      ofCulprits[place * statesPerRule + stateAt(states, place)]! += 1;
    }
  }
  const each = Array.from({ length: count }, (_, b) => counts.subarray(b * cells, (b + 1) * cells));
  const all = new Int32Array(cells);
  for (const own of each)
    own.forEach((value, cell) => {
      all[cell]! += value;
    });
  return { all, ofCulprits, each, sizes, culprits };
}

function statesAt(counts: Int32Array, place: number) {
  const at = (state: number) => counts[place * statesPerRule + state]!;
  const [met, unmet, unknown] = [at(MET), at(UNMET), at(NOT_KNOWN)];
  return { applicable: met + unmet + unknown, met, unmet, unknown };
}

function complianceAt(counts: Int32Array, place: number): Share {
  const { met, unmet, unknown } = statesAt(counts, place);
  return shareOf({ yes: met, known: met + unmet, unknown });
}

function lackingAt(counts: Int32Array, place: number): Share {
  const { met, unmet, unknown } = statesAt(counts, place);
  return shareOf({ yes: unmet, known: met + unmet, unknown });
}

function ruleFigures(
  { facts, rows }: View<Filter>,
  { rule, place, states }: { rule: GuardrailRule; place: number; states: States },
): RuleFigures {
  const { share, low, high } = complianceAt(states.all, place);
  const missed = rows.filter(culpritLacks(facts, [rule]));
  return {
    rule,
    ...statesAt(states.all, place),
    rate: share,
    low,
    high,
    lacking: lackingAt(states.all, place),
    culprits: { ...statesAt(states.ofCulprits, place), lacking: lackingAt(states.ofCulprits, place) },
    incidents: missed.length,
    lostOrders: sumOf(facts.incidents.lostOrders.values, missed),
  };
}

// ---- audits ----

interface AuditCount {
  changes: number;
  audited: number;
  inOrder: number;
  deviations: number;
}

function auditsOf({ facts }: View<Filter>, selected: Selection): AuditFigures[] {
  const { changes, systems } = facts;
  const tiers = tiersOf(facts);
  const [inOrder, deviation] = [outcomeCodes.code("in-order"), outcomeCodes.code("deviation")];
  // changes, audited, in order, deviations: four counts for each system.
  const counts = new Int32Array(tiers.length * 4);
  for (let i = 0; i < selected.length; i += 1) {
    const row = selected[i]!;
    const system = changes.system.values[row]!;
    if (tiers[system] !== 1) continue;
    const outcome = changes.auditOutcome.values[row]!;
    counts[system * 4]! += 1;
    counts[system * 4 + 1]! += Number(!Number.isNaN(changes.auditedAt.values[row]!));
    counts[system * 4 + 2]! += Number(outcome === inOrder);
    counts[system * 4 + 3]! += Number(outcome === deviation);
  }
  const byOrg = new Map<string | null, Map<string | null, AuditCount>>();
  for (const system of systems.byNumber) {
    if (system === undefined || counts[system.number * 4] === 0) continue;
    const org = systems.orgs.words[system.org] ?? null;
    const owners = byOrg.get(org) ?? new Map<string | null, AuditCount>();
    byOrg.set(org, owners);
    const [made, audited, fine, deviating] = counts.subarray(system.number * 4, system.number * 4 + 4);
    const own = { changes: made!, audited: audited!, inOrder: fine!, deviations: deviating! };
    owners.set(system.owner, added(owners.get(system.owner), own));
  }
  return [...byOrg]
    .map(([org, owners]) => ({
      org,
      ...[...owners.values()].reduce(added),
      owners: [...owners].map(([owner, count]) => ({ owner, ...count })).sort(mostChanges),
    }))
    .sort(mostChanges);
}

function added(a: AuditCount | undefined, b: AuditCount): AuditCount {
  if (a === undefined) return b;
  return {
    changes: a.changes + b.changes,
    audited: a.audited + b.audited,
    inOrder: a.inOrder + b.inOrder,
    deviations: a.deviations + b.deviations,
  };
}

function mostChanges(a: AuditCount, b: AuditCount): number {
  return b.changes - a.changes;
}

// ---- in words ----

function wordsOn(of: {
  rules: readonly RuleFigures[];
  audits: readonly AuditFigures[];
  changes: number;
  culprits: number;
  incidents: number;
}): string {
  const { rules, audits, changes, culprits, incidents } = of;
  if (changes === 0) return "No change was recorded in this period.";
  return [missingWords({ rules, changes, culprits }), avoidableWords(rules, incidents), auditWords(audits)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Of fewer culprits no share is named. */
const fewestCulprits = 5;

/** Named only where the intervals of culprits and of all changes lie apart. */
function missingWords(of: { rules: readonly RuleFigures[]; changes: number; culprits: number }): string {
  const { rules, changes, culprits } = of;
  const n = formatPlural(changes, "change");
  if (culprits === 0) return `None of the ${n} is named as the culprit of an incident.`;
  if (culprits < fewestCulprits)
    return `Of ${n} only ${formatPlural(culprits, "was a culprit", "were culprits")}: too few to tell which safeguard culprits lack.`;
  const [worst] = rules
    .filter(({ culprits: its }) => its.lacking.known >= fewestCulprits)
    .filter((rule) => (rule.culprits.lacking.low ?? 0) > (rule.lacking.high ?? 1))
    .sort(
      (a, b) => b.culprits.lacking.share! - b.lacking.share! - (a.culprits.lacking.share! - a.lacking.share!),
    );
  if (worst === undefined) {
    return `Of ${n} ${formatPlural(culprits, "was a culprit", "were culprits")}; none of the safeguards is missing from them clearly more often than from all changes.`;
  }
  const share = formatShareInterval(worst.culprits.lacking.share, worst.culprits.lacking);
  const known = formatPlural(worst.met + worst.unmet, "change");
  const base = worst.met + worst.unmet === changes ? `all ${n}` : `all ${known} that it is asked of`;
  return `“${guardrailNames[worst.rule]}” stands out: ${share} of the ${formatCount(worst.culprits.lacking.known)} culprits that it was asked of lacked it, against ${formatShareInterval(worst.lacking.share, worst.lacking)} of ${base}.`;
}

function avoidableWords(rules: readonly RuleFigures[], incidents: number): string {
  const [most] = rules
    .filter((rule) => (rule.lostOrders.sum ?? 0) > 0)
    .sort((a, b) => b.lostOrders.sum! - a.lostOrders.sum!);
  if (most === undefined) return "";
  return `The incidents whose culprit lacked ${guardrailNames[most.rule].toLowerCase()} (${formatCount(most.incidents)} of ${formatCount(incidents)}) lost ${formatShort(most.lostOrders.sum)} orders: at most this much could have been avoided by it.`;
}

function auditWords(audits: readonly AuditFigures[]): string {
  if (audits.length === 0) return "";
  const { changes, audited, deviations } = audits.reduce<AuditCount>(added, {
    changes: 0,
    audited: 0,
    inOrder: 0,
    deviations: 0,
  });
  const found = deviations === 0 ? "" : `, with ${formatPlural(deviations, "deviation")}`;
  return `${audited === 0 ? "None" : formatCount(audited)} of ${formatPlural(changes, "change")} to Tier-1 systems ${audited < 2 ? "is" : "are"} audited${found}.`;
}
