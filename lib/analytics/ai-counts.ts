import { aiEvidences } from "#db/values.ts";
import { AI, changeGroups, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { countingVolumes, selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import { changeEvidenceCodes } from "./facts/changes.ts";
import { evidenceCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { tiersOf } from "./guardrail-states.ts";
import type { View } from "./question.ts";

/** Changes and failures of one group of changes: [AI, other, unknown]. */
export interface Counts {
  changes: [number, number, number];
  failed: [number, number, number];
}

/** One pass over the changes of the period: by system, by tool and by evidence. */
export function tabulate(view: View<Filter>) {
  const { facts, filter, period, rows, settings } = view;
  const { changes, systems } = facts;
  const size = systems.byNumber.length + 1;
  const [made, failed] = [new Int32Array(size * 3), new Int32Array(size * 3)];
  const tools = new Int32Array(changes.aiTool.dictionary.words.length);
  const evidence = new Int32Array(changeEvidenceCodes.values.length + 1);
  const culprits = culpritMarks(facts, rows);
  for (const row of selectChanges({ facts, which: filter, period })) {
    const group = changeGroups[changes.aiAssistance.values[row]!]!;
    const place = changes.system.values[row]! * 3 + group;
    made[place]! += 1;
    failed[place]! += culprits[row]!;
    if (group !== AI) continue;
    tools[changes.aiTool.values[row]!]! += 1;
    evidence[changes.aiEvidence.values[row]!]! += 1;
  }
  let totals = 0;
  for (const volume of countingVolumes({ facts, which: filter, period, settings })) {
    totals += volume.count;
    made[volume.system * 3 + changeGroups[volume.assistance]!]! += volume.count;
  }
  const bySystem = Array.from({ length: size }, (_, system) => countsAt(made, failed, system));
  return {
    bySystem: bySystem.slice(1),
    byTier: sumByTier(facts, bySystem),
    all: sum(bySystem),
    totals,
    tools: toolCounts(view, tools),
    evidence: evidenceCounts(view, evidence),
  };
}

function countsAt(made: Int32Array, failed: Int32Array, system: number): Counts {
  const three = (values: Int32Array): [number, number, number] => [
    values[system * 3]!,
    values[system * 3 + 1]!,
    values[system * 3 + 2]!,
  ];
  return { changes: three(made), failed: three(failed) };
}

export function sum(parts: readonly Counts[]): Counts {
  const total: Counts = { changes: [0, 0, 0], failed: [0, 0, 0] };
  for (const part of parts) {
    for (const group of [AI, OTHER, UNKNOWN]) {
      total.changes[group] += part.changes[group];
      total.failed[group] += part.failed[group];
    }
  }
  return total;
}

/** Tiers 1 to 3; changes to systems without a tier are in none. */
function sumByTier(facts: Facts, bySystem: readonly Counts[]): Counts[] {
  const tiers = tiersOf(facts);
  return [1, 2, 3].map((tier) => sum(bySystem.filter((_, system) => tiers[system] === tier)));
}

function toolCounts({ facts, rows }: View<Filter>, ofChanges: Int32Array) {
  const { incidents, changes } = facts;
  const ofIncidents = new Int32Array(incidents.aiTool.dictionary.words.length);
  for (const row of rows) {
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
    if (count > 0) entry(incidents.aiTool.dictionary.words[code]!).incidents += count;
  });
  ofChanges.forEach((count, code) => {
    if (count > 0) entry(changes.aiTool.dictionary.words[code]!).changes += count;
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
  for (const row of rows) {
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
