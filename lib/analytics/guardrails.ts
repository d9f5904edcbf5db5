import { z } from "zod";
import { formatCount, formatPlural, formatShareInterval, formatShort } from "#lib/format.ts";
import { GuardrailRule, guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import { MET, NOT_KNOWN, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { bucketFinder } from "#lib/period.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritLacks, culpritMarks } from "./culprits.ts";
import { outcomeCodes } from "./facts/changes.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { guardrailStatesOf, tiersOf } from "./guardrail-states.ts";
import { question, type View } from "./question.ts";
import { BucketSize, Figure, InWords, MeasuredCount, Share, stretch } from "./shapes.ts";
import { shareOf, sumOf } from "./tally.ts";

/**
 * Which safeguard was missing?
 *
 * Changes deployed in the period, judged by the rules of lib/guardrails. A rule is applicable to a change unless it
 * certainly does not apply; it is then met, unmet or unknown. Culprits are those changes that are the culprit of an
 * incident that the filter means. Shares are taken of met and unmet; the unknown are counted beside them.
 */

/** Of the changes that are looked at, in which state the rule is. */
const states = {
  applicable: z.int().describe("Changes that the rule applies to, or may: met, unmet and unknown together."),
  met: z.int().describe("Changes that meet it."),
  unmet: z.int().describe("Changes that lack it."),
  unknown: z
    .int()
    .describe("Changes of which it is not known whether they meet it, or whether it applies to them."),
};

const RuleFigures = z
  .object({
    rule: GuardrailRule.describe("Which rule."),
    ...states,
    rate: Figure.meta({
      description: "Compliance: met / (met + unmet).",
      unit: "a fraction from 0 to 1",
      uncertainty: "Wilson's 95% interval",
      declines: "null where neither is known of any change",
      source: "Wilson (1927)",
    }),
    low: Figure.describe("Lower end of its 95% interval; null where there is no rate."),
    high: Figure.describe("Upper end of its 95% interval; null where there is no rate."),
    lacking: Share.describe(
      "Of all changes to which the rule applies and where it is known whether it was met, those that lack it.",
    ),
    culprits: z
      .object({
        ...states,
        lacking: Share.describe("Of these, among those where it is known, the culprits that lack it."),
      })
      .describe(
        "The same of the changes that were culprits. A rule that culprits lack more often than all changes goes with failure; that it would have prevented it is not said.",
      ),
    incidents: z
      .int()
      .describe("Incidents with a culprit change that lacked it. One incident can stand with several rules."),
    lostOrders: MeasuredCount.meta({
      description:
        "Orders lost in those incidents: at most this much could have been avoided by the rule. One incident can stand with several rules, so these do not add up. Nothing says that the safeguard would have caught the fault.",
      unit: "orders",
    }),
  })
  .meta({ title: "Figures of a rule" });
export type RuleFigures = z.infer<typeof RuleFigures>;

const Audited = {
  changes: z.int().describe("Changes to Tier-1 systems that were deployed in the period."),
  audited: z.int().describe("Those of them that somebody audited, with whatever outcome."),
  inOrder: z.int().describe("Those that the audit found in order."),
  deviations: z.int().describe("Those that the audit found to deviate."),
};
const AuditFigures = z
  .object({
    org: z.string().nullable().describe("Organisation that owns the systems; null where none is recorded."),
    ...Audited,
    owners: z
      .array(
        z.object({
          owner: z.string().nullable().describe("Owner of the systems; null where nobody is named."),
          ...Audited,
        }),
      )
      .describe("The same by owner, most changes first."),
  })
  .meta({ title: "Audits of an organisation" });
export type AuditFigures = z.infer<typeof AuditFigures>;

export type Guardrails = z.infer<typeof getGuardrails.definition.answer>;

export const getGuardrails = question({
  name: "guardrails",
  summary: "Which safeguard was missing?",
  parameters: {},
  answer: {
    text: InWords,
    changes: z.int().describe("Changes deployed in the period."),
    culprits: z.int().describe("Those that are the culprit of an incident that the filter means."),
    rules: z
      .array(RuleFigures)
      .describe(
        "What each rule says of them. Rules apply to all changes, to AI-assisted ones, to environment-level ones, or to AI-assisted changes of Tier-1 systems (isolation).",
      ),
    bucket: BucketSize,
    buckets: z
      .array(
        z.object({
          ...stretch,
          changes: z.int().describe("Changes deployed in it."),
          compliance: z
            .array(Share)
            .describe(
              "Of the changes to which a rule applies and where it is known, those that met it: a share for each of `rules`, in their order.",
            ),
        }),
      )
      .describe("Compliance with each rule over time."),
    audits: z
      .array(AuditFigures)
      .describe(
        "Changes of the period to Tier-1 systems, by the organisation that owns the system, most changes first. A change is audited when somebody recorded an audit of it, in order or with a deviation.",
      ),
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
