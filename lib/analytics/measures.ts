import { ofKind } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { eachCulprit } from "./culprits.ts";
import type { Facts } from "./facts/store.ts";
import { takenReader } from "./tally.ts";

/**
 * What can be measured of one incident. Minutes run from the start of impact; `systems` and `regions` are how
 * many are named; `approvals` is the fewest that a culprit change has. Not recorded (NaN) are also an end
 * before the start, a list without any entry, and the approvals where those of a culprit are not known.
 */
export const measures = [
  "detectMinutes",
  "mitigateMinutes",
  "resolveMinutes",
  ...ofKind(incidentFields, "count"),
  "systems",
  "regions",
  "approvals",
] as const;
export type Measure = (typeof measures)[number];

export type Reader = (row: number) => number;

const ends = {
  detectMinutes: "detectedAt",
  mitigateMinutes: "mitigatedAt",
  resolveMinutes: "resolvedAt",
} as const;

export function measureReader(facts: Facts, measure: Measure): Reader {
  const { incidents } = facts;
  switch (measure) {
    case "detectMinutes":
    case "mitigateMinutes":
    case "resolveMinutes": {
      const takenBy = takenReader(incidents, ends[measure]);
      return (row) => {
        const taken = takenBy(row);
        return taken >= 0 ? taken / 60_000 : Number.NaN;
      };
    }
    case "systems":
    case "regions": {
      const { count } = incidents[measure];
      return (row) => count[row] || Number.NaN;
    }
    case "approvals":
      return approvalsReader(facts);
    default: {
      const { values } = incidents[measure];
      return (row) => values[row]!;
    }
  }
}

function approvalsReader(facts: Facts): Reader {
  const approvals = facts.changes.approvals.values;
  return (row) => {
    let fewest = Number.NaN;
    let unknown = false;
    eachCulprit(facts, row, (change) => {
      const value = approvals[change]!;
      if (Number.isNaN(value)) unknown = true;
      else if (!(fewest <= value)) fewest = value;
    });
    return unknown ? Number.NaN : fewest;
  };
}

/** The values of a measure, row by row; NaN where not recorded. */
export function valuesOf(facts: Facts, measure: Measure, rows: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const read = measureReader(facts, measure);
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = read(rows[i]!);
  return values;
}
