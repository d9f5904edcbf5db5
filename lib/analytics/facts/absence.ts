import { dayNumber } from "#lib/calendar.ts";
import { dayFinder } from "#lib/period.ts";
import { assistanceCodes, type ChangeFacts } from "./changes.ts";
import { Bytes } from "./columns.ts";
import type { MarkPolicyFact, MarkPolicyFacts } from "./mark-policies.ts";

/**
 * Where a repository requires marks, and it is said on what grounds they are complete (an audit of a sample, or in
 * words), a change of it that says nothing of AI counts as made without, in every figure and list, from the day on which
 * that policy holds until another does. A moment belongs to a day of the organisation's zone. Where marks are allowed,
 * banned or nothing is said, absence stays unknown.
 */
export function withAbsence(
  changes: ChangeFacts,
  policies: MarkPolicyFacts,
  zones: { home: string; reader: string },
): Bytes {
  const { aiAssistance, repository, deployedAt, deployedPrecision } = changes;
  const seen = new Bytes();
  seen.values = aiAssistance.values.slice();
  const byCode = new Map<number, (MarkPolicyFact & { day: number })[]>();
  for (const [name, its] of Map.groupBy(policies.byId.values(), (one) => one.repository)) {
    const code = repository.dictionary.find(name);
    if (code === undefined) continue;
    const dated = its.map((one) => ({ ...one, day: dayNumber(one.holdsFrom) }));
    byCode.set(
      code,
      dated.sort((a, b) => b.day - a.day),
    );
  }
  const [atHome, ofReader] = [dayFinder(zones.home), dayFinder(zones.reader)];
  for (let row = 0; row < changes.count; row += 1) {
    if (seen.values[row] !== silent && seen.values[row] !== 0) continue;
    const its = byCode.get(repository.values[row]!);
    if (its === undefined) continue;
    const day = (deployedPrecision.values[row] === minute ? atHome : ofReader)(deployedAt.values[row]!);
    const holds = its.find((one) => one.day <= day);
    if (holds?.policy === "required" && holds.grounded) seen.values[row] = none;
  }
  return seen;
}

const [silent, none] = [assistanceCodes.code("unknown"), assistanceCodes.code("none")];
/** Of the codes of precisions the first. */
const minute = 1;
