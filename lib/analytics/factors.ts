import { hasTwoApprovals, isAiAssisted, isTierOne } from "#lib/guardrails/states.ts";
import { NO, type Truth, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import type { Period } from "#lib/period.ts";
import { type Holding, heldOf } from "#lib/settings/held.ts";
import { quantile } from "#lib/statistics/quantile.ts";
import { byBeginning } from "./by-beginning.ts";
import { clockReader } from "./clock.ts";
import { eachCulprit } from "./culprits.ts";
import { type ComparedFactor, LATE_MINUTES, MANY_SYSTEMS, type Outcome } from "./factor-names.ts";
import { assistanceCodes, changeKindCodes } from "./facts/changes.ts";
import { aiCodes, triggerCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";
import { highBlastReader } from "./high-blast.ts";
import { type Measure, measureReader, valuesOf } from "./measures.ts";

/**
 * Factors and outcomes of an incident, each yes, no or unknown. The comparison counts with these, and the list
 * behind each of its figures selects with them.
 */

export interface FactorContext {
  facts: Facts;
  settings: Holding;
  /** The period the incidents lie in; its zone is the zone of working hours. */
  period: Period;
}

export type TruthReader = (row: number) => Truth;

/**
 * How a factor is read off an incident.
 *  - `ai-involved`: AI made or shaped the change (contributing or primary).
 *  - `agent-acted`: a culprit change was made by an agent on its own. `configuration-change`: a culprit is one.
 *    Without a culprit both are no where the trigger is known to be something other than a change (the first also
 *    where AI is known to have had no part), else unknown.
 *  - `triggered-by-change`: the trigger is a change.
 *  - `lacked-…`: of the culprit changes at least one is known to lack it; unknown without a culprit.
 *  - `tier-1-origin`: a system it began in is Tier 1; unknown where no origin, or a tier, is not recorded.
 *  - `outside-working-hours`, `weekend`: by the start of impact in the zone, and the working hours that held then.
 *  - `detected-late`: more than 15 minutes from start to detection. `many-systems`: five or more are named.
 */
export function factorReader(context: FactorContext, factor: ComparedFactor): TruthReader {
  const { facts, settings, period } = context;
  const { incidents, changes } = facts;
  switch (factor) {
    case "ai-involved":
      return (row) => aiTruth(incidents.aiInvolvement.values[row]!);
    case "triggered-by-change":
      return (row) => triggerTruth(incidents.trigger.values[row]!);
    case "agent-acted": {
      const others = otherTriggerReader(facts);
      return anyCulprit(
        facts,
        (change) => agentTruths[changes.aiAssistance.values[change]!] ?? UNKNOWN,
        (row) => (incidents.aiInvolvement.values[row] === aiNone ? NO : others(row)),
      );
    }
    case "configuration-change":
      return anyCulprit(
        facts,
        (change) => configurationTruths[changes.kind.values[change]!] ?? UNKNOWN,
        otherTriggerReader(facts),
      );
    case "lacked-two-approvals": {
      const { values } = changes.approvals;
      return anyCulprit(facts, (change) => opposite(hasTwoApprovals(values[change]!)));
    }
    case "lacked-documentation":
      return anyCulprit(facts, lacking(changes.documented.values));
    case "lacked-checks":
      return anyCulprit(facts, lacking(changes.checksPassed.values));
    case "lacked-rollback-plan":
      return anyCulprit(facts, lacking(changes.rollbackPlan.values));
    case "tier-1-origin":
      return tierOneOrigin(facts);
    case "outside-working-hours": {
      const clock = clockReader(incidents, period);
      const held = heldOf(settings, "workingHours");
      return byBeginning({ facts, settings, held }, ({ workingHours }) => (row) => {
        const { days, from, to } = workingHours;
        const { weekday, hour } = clock(row);
        if (weekday === null || hour === null) return UNKNOWN;
        return days.includes(weekday) && hour >= from && hour < to ? NO : YES;
      });
    }
    case "weekend": {
      const clock = clockReader(incidents, period);
      return (row) => {
        const { weekday } = clock(row);
        if (weekday === null) return UNKNOWN;
        return weekday === 0 || weekday === 6 ? YES : NO;
      };
    }
    case "detected-late": {
      const minutes = measureReader(facts, "detectMinutes");
      return (row) => over(minutes(row), LATE_MINUTES);
    }
    case "many-systems": {
      const systems = measureReader(facts, "systems");
      return (row) => opposite(under(systems(row), MANY_SYSTEMS));
    }
  }
}

/** The measure behind an outcome that is "above the median of recorded". */
export const outcomeMeasures = {
  sev1: null,
  "high-blast": null,
  "lost-orders": "lostOrders",
  mitigate: "mitigateMinutes",
} as const satisfies Record<Outcome, Measure | null>;

/**
 * How an outcome is read off the incidents of a population.
 *  - `sev1`: severity 1 rather than another known one. `high-blast`: the rule of high blast radius gives a reason.
 *  - `lost-orders`, `mitigate`: above the median of those of the population that recorded it; else unknown.
 */
export function outcomeReader(
  context: FactorContext,
  outcome: Outcome,
  population: ArrayLike<number>,
): TruthReader {
  const { facts, settings } = context;
  const measure = outcomeMeasures[outcome];
  if (measure !== null) {
    const median = quantile(valuesOf(facts, measure, population), 0.5);
    const read = measureReader(facts, measure);
    return (row) => over(read(row), median);
  }
  if (outcome === "high-blast") {
    const isHigh = highBlastReader(facts, settings);
    return (row) => (isHigh(row) ? YES : NO);
  }
  const severity = facts.incidents.severity.values;
  return (row) => (severity[row] === 0 ? UNKNOWN : severity[row] === 1 ? YES : NO);
}

/** More than a limit. */
function over(value: number, limit: number): Truth {
  if (Number.isNaN(value)) return UNKNOWN;
  return value > limit ? YES : NO;
}

function under(value: number, limit: number): Truth {
  if (Number.isNaN(value)) return UNKNOWN;
  return value < limit ? YES : NO;
}

function opposite(truth: Truth): Truth {
  if (truth === UNKNOWN) return UNKNOWN;
  return truth === YES ? NO : YES;
}

const [aiNone, aiUnknown] = [aiCodes.code("none"), aiCodes.code("unknown")];

function aiTruth(code: number): Truth {
  if (code === 0 || code === aiUnknown) return UNKNOWN;
  return code === aiNone ? NO : YES;
}

const [byChange, triggerUnknown] = [triggerCodes.code("change"), triggerCodes.code("unknown")];

function triggerTruth(code: number): Truth {
  if (code === 0 || code === triggerUnknown) return UNKNOWN;
  return code === byChange ? YES : NO;
}

/** No where something other than a change set the incident off; else unknown. */
function otherTriggerReader({ incidents }: Facts): TruthReader {
  return (row) => (triggerTruth(incidents.trigger.values[row]!) === NO ? NO : UNKNOWN);
}

const agentTruths = [null, ...assistanceCodes.values].map((word): Truth => {
  const assisted = isAiAssisted(word);
  return assisted === YES && word !== "agent" ? NO : assisted;
});

const configurationTruths = [null, ...changeKindCodes.values].map(
  (word): Truth => (word === null ? UNKNOWN : word === "configuration" ? YES : NO),
);

/** A flag that is recorded as no is what is lacking. */
function lacking(flags: Uint8Array): TruthReader {
  return (change) => (flags[change] === 0 ? UNKNOWN : flags[change] === 1 ? YES : NO);
}

/** Yes when any culprit change is, unknown when any is not known; `without` speaks where there is no culprit. */
function anyCulprit(facts: Facts, read: TruthReader, without: TruthReader = () => UNKNOWN): TruthReader {
  return (row) => {
    let answer: Truth = NO;
    const culprits = eachCulprit(facts, row, (change) => {
      const truth = read(change);
      if (truth === YES || answer === YES) answer = YES;
      else if (truth === UNKNOWN) answer = UNKNOWN;
    });
    return culprits === 0 ? without(row) : answer;
  };
}

function tierOneOrigin({ incidents, systems }: Facts): TruthReader {
  const { pool, start } = incidents.systems;
  const truths = systems.byNumber.map((system) =>
    isTierOne(system === undefined || system.tier === 0 ? null : (system.tier as 1 | 2 | 3)),
  );
  return (row) => {
    const end = start[row]! + incidents.origins.values[row]!;
    let answer: Truth = end === start[row] ? UNKNOWN : NO;
    for (let i = start[row]!; i < end; i += 1) {
      const truth = truths[pool[i]!] ?? UNKNOWN;
      if (truth === YES) return YES;
      if (truth === UNKNOWN) answer = UNKNOWN;
    }
    return answer;
  };
}
