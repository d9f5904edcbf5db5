import { assistanceCodes } from "./facts/changes.ts";
import type { ClosedList } from "./facts/columns.ts";
import { aiCodes } from "./facts/incidents.ts";

/** AI made or shaped it, in whatever degree; it did not; or nobody knows. */
export const [AI, OTHER, UNKNOWN] = [0, 1, 2] as const;

function groupsOf(codes: ClosedList<string>): Uint8Array {
  return Uint8Array.from({ length: codes.values.length + 1 }, (_, code) => {
    const word = codes.word(code);
    return word === null || word === "unknown" ? UNKNOWN : word === "none" ? OTHER : AI;
  });
}

/** The group of each code of assistance with a change. */
export const changeGroups = groupsOf(assistanceCodes);

/** The group of each code of involvement in an incident. */
export const incidentGroups = groupsOf(aiCodes);
