import type { Reach } from "#lib/incidents/rules.ts";
import type { HighBlastThresholds } from "#lib/settings/dated.ts";
import { type Holding, heldOf } from "#lib/settings/held.ts";
import { byBeginning } from "./by-beginning.ts";
import type { Facts } from "./facts/store.ts";
import { measureReader } from "./measures.ts";

/**
 * High blast radius over facts, by the thresholds that held when each incident began. The rule and its words are
 * `highBlastReasons` in lib/incidents/rules.ts; this says only whether it gives any reason, a million times in a
 * fraction of a second.
 */
export function highBlastReader(facts: Facts, settings: Holding): (row: number) => boolean {
  const held = heldOf(settings, "highBlast");
  return byBeginning({ facts, settings, held }, ({ highBlast }) => readerWithin(facts, highBlast));
}

function readerWithin(facts: Facts, limits: HighBlastThresholds): (row: number) => boolean {
  const { severity, lostOrders, errors, orderDropPercent, systems, regions } = facts.incidents;
  const minutes = measureReader(facts, "mitigateMinutes");
  return (row) =>
    lostOrders.values[row]! >= limits.lostOrders ||
    errors.values[row]! >= limits.errors ||
    systems.count[row]! >= limits.systems ||
    regions.count[row]! >= limits.regions ||
    orderDropPercent.values[row]! >= limits.orderDropPercent ||
    (severity.values[row] === 1 && minutes(row) >= limits.sev1MitigateMinutes);
}

/** What the rule looks at, of one incident. */
export function reachAt(facts: Facts, row: number): Reach {
  const { incidents } = facts;
  const recorded = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    severity: incidents.severity.values[row] || null,
    lostOrders: recorded(incidents.lostOrders.values[row]!),
    errors: recorded(incidents.errors.values[row]!),
    systems: incidents.systems.count[row]!,
    regions: incidents.regions.count[row]!,
    mitigateMinutes: recorded(measureReader(facts, "mitigateMinutes")(row)),
    orderDropPercent: recorded(incidents.orderDropPercent.values[row]!),
  };
}
