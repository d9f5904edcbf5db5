import { and, asc, gt, inArray, isNotNull, or } from "drizzle-orm";
import { update } from "#db/edit.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { incidents } from "#db/schema/incidents.ts";
import { endsOfState, type Status } from "#db/values.ts";
import { withPrecisions } from "#lib/fields/moments.ts";
import { endsOf } from "#lib/incidents/rules.ts";
import { emptySlice, type Repair, rowsInSlice } from "./repair.ts";
import { followedByImports } from "./undo.ts";

const ends = ["mitigatedAt", "resolvedAt"] as const;
const states = (Object.keys(endsOfState) as Status[]).filter(
  (status) => endsOfState[status].length < ends.length,
);

/** Ends of incidents whose state says that they did not come: they are cleared, and stand in the history. */
export const contradictedEnds: Repair = {
  name: "contradicted-ends",
  async slice({ read }, after) {
    const slice = emptySlice();
    const rows = await read
      .select()
      .from(incidents)
      .where(
        and(
          gt(incidents.number, Number(after?.past ?? 0)),
          inArray(incidents.status, states),
          or(isNotNull(incidents.mitigatedAt), isNotNull(incidents.resolvedAt)),
        ),
      )
      .orderBy(asc(incidents.number))
      .limit(rowsInSlice);
    const mended = rows.filter((row) => ends.some((end) => endsOf(row)[end] !== row[end]));
    for (const row of mended) {
      const { id: subject, number, version } = row;
      const kept = endsOf(row);
      const cleared = ends.filter((end) => kept[end] !== row[end]);
      const set = withPrecisions(incidentFields, kept, row);
      slice.edits.push(update(incidents, { key: { number }, version }, set));
      const before = Object.fromEntries(cleared.map((end) => [end, row[end]]));
      const after = Object.fromEntries(cleared.map((end) => [end, null]));
      slice.records.push({ subject, before, after, action: "incident.mend" });
    }
    slice.edits.push(...(await followedByImports({ read }, "incidents", mended)));
    if (rows.length === rowsInSlice) slice.next = { past: rows.at(-1)!.number };
    return slice;
  },
};
