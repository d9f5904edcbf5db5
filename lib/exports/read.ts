import { z } from "zod";
import { type ActionWords, actionsMatching } from "#lib/analytics/actions.ts";
import { type ChangeWords, changesMatching } from "#lib/analytics/changes.ts";
import type { Selection } from "#lib/analytics/facts/rows.ts";
import type { Filter } from "#lib/analytics/filter.ts";
import { viewOf } from "#lib/analytics/question.ts";
import { query } from "#lib/query.ts";

/** Which records an export holds: those that the lists of the same filter count. The filter is read already. */

const Numbers = z.array(z.int());

export const incidentsToExport = query({
  name: "exports.incidents",
  summary: "Numbers of the incidents that a filter means, in the order in which their impact began",
  requires: "export",
  input: z.custom<Filter>(),
  answer: Numbers,
  async run(context, filter) {
    const { facts, rows } = await viewOf(context, await context.facts(), filter);
    const { number, startedAt } = facts.incidents;
    return numbersByTime(rows, number.values, startedAt.values);
  },
});

export const changesToExport = query({
  name: "exports.changes",
  summary: "Numbers of the changes that a filter means, in the order of their deployment",
  requires: "export",
  input: z.custom<Filter & ChangeWords>(),
  answer: Numbers,
  async run(context, filter) {
    const { facts, rows } = await changesMatching(context, filter);
    const { number, deployedAt } = facts.changes;
    return numbersByTime(rows, number.values, deployedAt.values);
  },
});

function numbersByTime(rows: Selection, number: Int32Array, at: Float64Array): number[] {
  return Array.from(rows)
    .sort((a, b) => at[a]! - at[b]! || number[a]! - number[b]!)
    .map((row) => number[row]!);
}

export const actionsToExport = query({
  name: "exports.actions",
  summary: "Ids of the actions that a filter means, the oldest first",
  requires: "export",
  input: z.custom<Filter & ActionWords>(),
  answer: z.array(z.string()),
  async run(context, filter) {
    const { meant } = await actionsMatching(context, filter);
    return meant.map(({ id }) => id).sort();
  },
});

/** Slugs are read in pages too, and the list of systems has a limit of its own. */
