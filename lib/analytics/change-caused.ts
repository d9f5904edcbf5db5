import { AI, changeGroups, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { eachCulprit } from "./culprits.ts";
import { triggerCodes } from "./facts/incidents.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/**
 * An incident that a change caused names a culprit, or has a change as its trigger. AI's share of these compares with
 * its share of changes; its share of all incidents does not, since nobody's change stands behind a surge of load. What
 * made the change is told as changes tell it: AI where a culprit was made with it, not where all are known to be made
 * without; only where culprits do not say, or none is named, by the incident's own involvement of AI.
 */

/** What caused an incident, in the order of the groups of changes, and then what is no change or not known. */
export const causes = ["ai-change", "other-change", "unknown-change"] as const;
const NO_CHANGE = causes.length;

const byChange = triggerCodes.code("change");

const causesOf = keptWhile((facts) => {
  const { aiInvolvement, trigger } = facts.incidents;
  const found = culpritGroups(facts).slice();
  for (let row = 0; row < found.length; row += 1) {
    const label = found[row]!;
    if (label === UNKNOWN || (label === NO_CHANGE && trigger.values[row] === byChange))
      found[row] = incidentGroups[aiInvolvement.values[row]!]!;
  }
  return found;
});

const culpritGroups = keptWhile((facts) => {
  const { incidents, changes } = facts;
  const found = new Uint8Array(incidents.count);
  let label: number = OTHER;
  const look = (change: number) => {
    const group = changeGroups[changes.aiAssistance.values[change]!]!;
    if (group === AI || label !== AI) label = group === OTHER ? label : group;
  };
  for (let row = 0; row < found.length; row += 1) {
    label = OTHER;
    const named = incidents.changes.count[row] === 0 ? 0 : eachCulprit(facts, row, look);
    found[row] = named === 0 ? NO_CHANGE : label;
  }
  return found;
});

/** What the culprits of an incident alone come to: their group, or none of these where none is named. */
export function culpritGroupReader(facts: Facts): (row: number) => number {
  const found = culpritGroups(facts);
  return (row) => found[row]!;
}

/** Whether a change caused an incident, and whether AI made it: the place among `causes`, or beyond them. */
export function causeReader(facts: Facts): (row: number) => number {
  const found = causesOf(facts);
  return (row) => found[row]!;
}

/** Of the incidents that a change caused, those whose change was made with AI. */
export function changeCausedOf(facts: Facts, rows: Selection): Share {
  const found = causesOf(facts);
  const counts = new Int32Array(NO_CHANGE + 1);
  for (let i = 0; i < rows.length; i += 1) counts[found[rows[i]!]!]! += 1;
  const [yes, no, unknown] = counts;
  return shareOf({ yes: yes!, known: yes! + no!, unknown: unknown! });
}

/** Whether a change caused an incident. */
export function isCausedByChange(facts: Facts): (row: number) => boolean {
  const found = causesOf(facts);
  return (row) => found[row] !== NO_CHANGE;
}
