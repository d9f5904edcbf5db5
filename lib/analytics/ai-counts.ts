import { aiEvidences } from "#db/values.ts";
import { AI, changeGroups, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { type Cohort, cohortsOf, pooled } from "./change-failure-rate.ts";
import { changeOutcomes } from "./change-outcomes.ts";
import { deploymentMonths } from "./deployment-dates.ts";
import { type ChangeFacts, changeEvidenceCodes } from "./facts/changes.ts";
import { namesIn } from "./facts/columns.ts";
import { evidenceCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { tiersOf } from "./guardrail-states.ts";
import type { View } from "./question.ts";

/** Changes with AI, without, and those of which it is not known. */
export type Groups = readonly [ai: Cohort, other: Cohort, unknown: Cohort];

/** Changes of one month and system; NaN where the month, and 0 where the system is not recorded. */
interface Stratum {
  month: number;
  system: number;
  groups: Groups;
}

/** One pass over the changes of the period: by month and system, by tool and by evidence. */
export function tabulate(view: View<Filter>) {
  const { facts, filter, period, settings } = view;
  const { changes } = facts;
  const rows = selectChanges({ facts, which: filter, period });
  const monthOf = deploymentMonths(facts, { home: settings.zone, reader: period.zone });
  const tools = new Int32Array(changes.aiTool.dictionary.words.length);
  const evidence = new Int32Array(changeEvidenceCodes.values.length + 1);
  const places = new Map<number, number>();
  const found: Omit<Stratum, "groups">[] = [];
  const groups = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const [month, system] = [monthOf(row), changes.system.values[row]!];
    const key = (Number.isNaN(month) ? -1 : month) * 4_194_304 + system;
    let place = places.get(key);
    if (place === undefined) {
      place = found.push({ month, system }) - 1;
      places.set(key, place);
    }
    const group = changeGroups[changes.aiAssistance.values[row]!]!;
    groups[i] = place * 3 + group;
    if (group !== AI) continue;
    tools[changes.aiTool.values[row]!]! += 1;
    evidence[changes.aiEvidence.values[row]!]! += 1;
  }
  const outcomes = changeOutcomes(view, period);
  const cohorts = cohortsOf({ outcomes, rows, groups, size: found.length * 3 });
  const strata = found.map(
    (one, i): Stratum => ({
      ...one,
      groups: [cohorts[i * 3 + AI]!, cohorts[i * 3 + OTHER]!, cohorts[i * 3 + UNKNOWN]!],
    }),
  );
  return {
    all: joined(strata),
    silent: silentOf({ changes, rows, outcomes }),
    ...stratified(facts, strata),
    tools: toolCounts(view, tools),
    evidence: evidenceCounts(view, evidence),
  };
}

/** Those of which it is not known whether AI was used, in repositories that are named, where a missing mark says nothing. */
export function silentOf(of: { changes: ChangeFacts; rows: Selection; outcomes: Uint8Array }): Cohort {
  const { changes, rows, outcomes } = of;
  const groups = Int8Array.from(rows, (row) => {
    const group = changeGroups[changes.aiAssistance.values[row]!]!;
    return group === UNKNOWN && changes.repository.values[row] !== 0 ? 0 : -1;
  });
  return cohortsOf({ outcomes, rows, groups, size: 1 })[0]!;
}

function joined(strata: readonly Stratum[]): Groups {
  const group = (of: 0 | 1 | 2) => pooled(strata.map(({ groups }) => groups[of]));
  return [group(AI), group(OTHER), group(UNKNOWN)];
}

/** What like is compared with: strata in which what is not recorded has no place. */
function stratified(facts: Facts, all: readonly Stratum[]) {
  const tiers = tiersOf(facts);
  const tier = ({ system }: Stratum) => tiers[system] || null;
  const system = (one: Stratum) => one.system || null;
  const month = (one: Stratum) => (Number.isNaN(one.month) ? null : one.month);
  const both = (a: typeof tier, b: typeof tier) => (one: Stratum) => {
    const [of, within] = [a(one), b(one)];
    return of === null || within === null ? null : `${of} ${within}`;
  };
  const by = (key: (one: Stratum) => number | string | null) => {
    const known = Map.groupBy(all, key);
    known.delete(null);
    return [...known.values()].map(joined);
  };
  return {
    byTier: [1, 2, 3].map((one) => joined(all.filter((stratum) => tier(stratum) === one))),
    strata: {
      tier: by(tier),
      system: by(system),
      month: by(month),
      monthTier: by(both(month, tier)),
      monthSystem: by(both(month, system)),
    },
  };
}

function toolCounts({ facts, rows }: View<Filter>, ofChanges: Int32Array) {
  const { incidents, changes } = facts;
  const ofIncidents = new Int32Array(incidents.aiTool.dictionary.words.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (incidentGroups[incidents.aiInvolvement.values[row]!] === AI)
      ofIncidents[incidents.aiTool.values[row]!]! += 1;
  }
  const counts = new Map<string | null, { incidents: number; changes: number }>();
  const entry = (tool: string | null) => {
    const known = counts.get(tool) ?? { incidents: 0, changes: 0 };
    counts.set(tool, known);
    return known;
  };
  ofIncidents.forEach((count, code) => {
    if (count === 0) return;
    for (const tool of namesIn(incidents.aiTool.dictionary.words[code]!)) entry(tool).incidents += count;
  });
  ofChanges.forEach((count, code) => {
    if (count === 0) return;
    for (const tool of namesIn(changes.aiTool.dictionary.words[code]!)) entry(tool).changes += count;
  });
  return [...counts]
    .map(([tool, count]) => ({ tool, ...count }))
    .sort((a, b) => b.incidents - a.incidents || b.changes - a.changes || order(a.tool, b.tool));
}

function order(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function evidenceCounts({ facts, rows }: View<Filter>, ofChanges: Int32Array) {
  const { aiInvolvement, aiEvidence } = facts.incidents;
  const ofIncidents = new Int32Array(evidenceCodes.values.length + 1);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (incidentGroups[aiInvolvement.values[row]!] === AI) ofIncidents[aiEvidence.values[row]!]! += 1;
  }
  return aiEvidences
    .map((evidence) => ({
      evidence,
      incidents: ofIncidents[evidenceCodes.code(evidence)]!,
      changes: ofChanges[changeEvidenceCodes.code(evidence)]!,
    }))
    .filter((one) => one.incidents + one.changes > 0);
}
