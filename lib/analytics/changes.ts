import { z } from "zod";
import { changeFields } from "#db/fields/changes.ts";
import { changesByNumber, changesWithWords } from "#lib/changes/read.ts";
import { Change } from "#lib/changes/schema.ts";
import { guardrailRules, guardrailStates } from "#lib/guardrails/schema.ts";
import { placeOf, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { importedNumbers } from "#lib/imports/run/read.ts";
import { Next, PageInput, Total } from "#lib/page.ts";
import type { Period } from "#lib/period.ts";
import { type QueryContext, query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { selectChanges } from "./base-rate.ts";
import { changeOutcomes, FAILED, PASSED, PENDING, UNRECORDED } from "./change-outcomes.ts";
import { Choice } from "./choices.ts";
import { countedWithoutAi } from "./counted-without-ai.ts";
import { doseBandReader, doseBands } from "./dose.ts";
import { namesIn } from "./facts/columns.ts";
import { factsIn } from "./facts/in-zone.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { fieldPredicates, fieldWords } from "./filter/fields.ts";
import { closed, open } from "./filter/readers.ts";
import { type Filter, filterFields } from "./filter.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import { LeftOutShape, leftOutOf } from "./left-out.ts";
import { viewOf } from "./question.ts";
import { PeriodShape } from "./shapes.ts";
import { pageOfRows, sortingBy } from "./sorting.ts";
import { windowOf } from "./window.ts";

/**
 * Which changes are these? The list behind every figure about changes. Of the filter's words organisation, tier,
 * system, tool and source say which changes; all of them together say which incidents a change may have failed by.
 */

const ruleStates = guardrailRules.flatMap((rule) =>
  guardrailStates.map((state) => `${rule}:${state}` as const),
);

const yesOrNo = z.enum(["yes", "no"], "use yes or no").optional();

/** What became of a change, by the word that asks for it. */
const came = { yes: FAILED, no: PASSED, pending: PENDING, unrecorded: UNRECORDED };

/** The words for what changes hold; tool and source are words of the one filter, and mean changes too. */
const { tool: _, source: __, ...ownWords } = fieldWords(changeFields);

/** Words that only a change has. */
export const changeWords = {
  ...ownWords,
  owner: open().describe("Owner of the system"),
  rule: closed(ruleStates).describe("A guardrail and its state, as two-approvals:unmet; any of several"),
  failed: closed(["yes", "no", "pending", "unrecorded"]).describe(
    "Whether an incident that the filter means, and that it caused, began within its days of follow-up; pending: these are not over; unrecorded: not all of them are recorded",
  ),
  dose: closed(doseBands).describe(
    "Which part of it AI made: a band of the dose–response; unmeasured: AI-assisted, and not counted how much",
  ),
  audited: yesOrNo.describe("Whether it was audited"),
  q: z.string().max(200, "is longer than 200 characters").optional().describe("Words in the title or id"),
  incidentWords: z.string().max(200).optional().describe("Words of the incidents that `failed` speaks of"),
};

const ChangeWords = z.strictObject(changeWords);
export type ChangeWords = z.infer<typeof ChangeWords>;

const changeSorts = ["deployedAt", "number", "approvals", "unmet"] as const;
export type ChangeSort = (typeof changeSorts)[number];

export type ChangeList = z.infer<typeof listChanges.definition.answer>;

export const listChanges = query({
  name: "changes.list",
  summary: "Changes that a filter means, sorted; unrecorded values come last",
  requires: "read",
  input: z.strictObject({
    ...filterFields,
    ...changeWords,
    ...PageInput.shape,
    sort: sortingBy(changeSorts)
      .default("-deployedAt")
      .describe("What the list is sorted by; with - before it, from the largest down."),
  }),
  answer: z.object({
    items: z
      .array(Change)
      .describe("The changes of this page; what is not recorded comes last, whichever way they are sorted."),
    countedWithoutAi: z
      .array(z.int())
      .describe(
        "Of these, the numbers of those that say nothing of AI and count as made without: their repositories require marks, and it is said on what grounds none is missing.",
      ),
    next: Next,
    total: Total,
    period: PeriodShape.describe("The period that they were deployed in."),
    leftOut: LeftOutShape,
  }),
  async run(context, { limit, cursor, sort, ...words }) {
    const { facts, rows, period } = await changesMatching(context, words);
    const { number } = facts.changes;
    const measure = (by: ChangeSort) => measureOf(facts, by);
    const { numbers, ...page } = pageOfRows({ rows, number, sort, measure, limit, cursor });
    return {
      items: await context.ask(changesByNumber, { numbers }),
      countedWithoutAi: await context.ask(countedWithoutAi, { numbers }),
      ...page,
      period,
      leftOut: leftOutOf(facts),
    };
  },
});

export const getChangeChoices = query({
  name: "changes.choices",
  summary: "Organisations, systems, tools, sources and owners to filter changes by",
  requires: "read",
  input: z.void(),
  answer: z.object({
    org: z.array(Choice).describe("Organisations that own changed systems."),
    system: z.array(Choice).describe("Systems that were changed."),
    tool: z.array(Choice).describe("AI tools named by changes."),
    model: z.array(Choice).describe("AI models named by changes."),
    repository: z.array(Choice).describe("Repositories that changes went out from."),
    source: z.array(Choice).describe("Tools and files that changes came from."),
    owner: z.array(Choice).describe("Owners of changed systems."),
    any: z.boolean().describe("Whether there is any change at all."),
  }),
  async run({ facts: load }) {
    const { changes, systems } = await load();
    const used = new Uint8Array(systems.byNumber.length + 1);
    for (let row = 0; row < changes.count; row += 1) used[changes.system.values[row]!] = 1;
    const changed = systems.byNumber.flatMap((one) =>
      one !== undefined && used[one.number] === 1 ? [one] : [],
    );
    return {
      org: named(changed.map(({ org }) => systems.orgs.words[org] ?? null)),
      system: changed
        .map(({ slug, name }) => ({ value: slug, label: name }))
        .sort((a, b) => (a.label < b.label ? -1 : 1)),
      tool: named(changes.aiTool.dictionary.words.flatMap(namesIn)),
      model: named(changes.aiModel.dictionary.words.flatMap(namesIn)),
      repository: named(changes.repository.dictionary.words),
      source: named(changes.source.dictionary.words),
      owner: named(changed.map(({ owner }) => owner)),
      any: changes.live.values.includes(1),
    };
  },
});

function named(words: readonly (string | null)[]): Choice[] {
  const distinct = new Set(words.filter((word) => word !== null));
  return [...distinct].sort().map((word) => ({ value: word, label: word }));
}

/** Rows of change facts that the filter and the words of changes mean together. */
export async function changesMatching(
  context: QueryContext,
  input: Filter & ChangeWords,
): Promise<{ facts: Facts; rows: Selection; period: Period }> {
  const { failed, ...rest } = input;
  // Of a change it says which import made the change, and not which made the incident it caused.
  const { q, incidentWords, import: imports, ...filter } = rest;
  const { zone, earliestDay } = await context.ask(getSettings, undefined);
  const { now } = context;
  const facts = factsIn(await context.facts(), { zone: filter.zone ?? zone, home: zone, now, earliestDay });
  const within = withOpenEnds(filter, facts, { now, zone, earliestDay });
  const view = await viewOf(context, facts, { ...within, q: incidentWords });
  const { period } = view;
  const outcomes = failed === undefined ? null : changeOutcomes(view, period);
  const titled = q === undefined ? null : await context.ask(changesWithWords, { words: q });
  const imported =
    imports === undefined ? null : await context.ask(importedNumbers, { target: "changes", ids: imports });
  const keep = ownPredicates(facts, rest);
  if (outcomes !== null) keep.push((row) => failed!.some((word) => outcomes[row] === came[word]));
  if (imported !== null) keep.push((row) => imported.has(facts.changes.number.values[row]!));
  if (titled !== null) keep.push((row) => titled.has(facts.changes.number.values[row]!));
  let rows: Selection = selectChanges({ facts, which: filter, period });
  for (const one of keep) rows = rowsWhere(rows, one);
  return { facts, rows, period };
}

type Predicate = (row: number) => boolean;

function ownPredicates(facts: Facts, terms: Omit<ChangeWords, "failed">): Predicate[] {
  const { changes } = facts;
  const { owner, rule, audited, dose } = terms;
  const keep = fieldPredicates({ fields: changeFields, columns: changes, terms });
  if (audited) keep.push((row) => Number.isNaN(changes.auditedAt.values[row]!) === (audited === "no"));
  if (dose) keep.push(inBands(facts, dose));
  if (rule) keep.push(inStates(facts, rule));
  if (owner) keep.push(ownedBy(facts, owner));
  return keep;
}

function ownedBy({ changes, systems }: Facts, owners: NonNullable<ChangeWords["owner"]>): Predicate {
  const wanted = new Set(owners);
  return (row) => wanted.has(systems.byNumber[changes.system.values[row]!]?.owner ?? null);
}

function inBands({ changes }: Facts, bands: NonNullable<ChangeWords["dose"]>): Predicate {
  const bandOf = doseBandReader(changes);
  const wanted = new Set(bands);
  return (row) => wanted.has(doseBands[bandOf(row)]!);
}

function inStates(facts: Facts, rule: NonNullable<ChangeWords["rule"]>): Predicate {
  const packed = guardrailStatesOf(facts);
  const wanted = rule.map((pair) => {
    const [name, state] = pair.split(":") as [never, never];
    return { place: placeOf(name), state: guardrailStates.indexOf(state) };
  });
  return (row) => wanted.some(({ place, state }) => stateAt(packed[row]!, place) === state);
}

/** Without `from` or `to` the list reaches to the first or last change too, where that lies beyond the incidents. */
function withOpenEnds(
  filter: Filter,
  facts: Facts,
  of: { now: Date; zone: string; earliestDay: string },
): Filter {
  const { period: asked, from, to, ...rest } = filter;
  const isOpen = from === undefined || to === undefined;
  if (!isOpen || (asked !== undefined && asked !== "all")) return filter;
  const { period } = windowOf({ filter, facts, ...of });
  const { count, live, deployedAt } = facts.changes;
  let [first, last] = [period.from.getTime(), period.to.getTime()];
  for (let row = 0; row < count; row += 1) {
    if (live.values[row] === 0) continue;
    const at = deployedAt.values[row]!;
    if (from === undefined && at < first) first = at;
    if (to === undefined && at >= last) last = at + 1;
  }
  return { ...rest, from: from ?? new Date(first).toISOString(), to: to ?? new Date(last).toISOString() };
}

function measureOf(facts: Facts, sort: ChangeSort): (row: number) => number {
  const { changes } = facts;
  if (sort === "deployedAt") return (row) => changes.deployedAt.values[row]!;
  if (sort === "number") return (row) => changes.number.values[row]!;
  if (sort === "approvals") return (row) => changes.approvals.values[row]!;
  const packed = guardrailStatesOf(facts);
  return (row) => unmetIn(packed[row]!);
}

function unmetIn(packed: number): number {
  let unmet = 0;
  for (let place = 0; place < guardrailRules.length; place += 1) {
    if (stateAt(packed, place) === UNMET) unmet += 1;
  }
  return unmet;
}
