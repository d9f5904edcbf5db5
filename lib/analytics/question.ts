import { z } from "zod";
import type { WeekStart } from "#lib/calendar.ts";
import { canonical } from "#lib/canonical.ts";
import { importedNumbers } from "#lib/imports/run/read.ts";
import { incidentsWithWords } from "#lib/incidents/read.ts";
import { Instant } from "#lib/parse.ts";
import { type Buckets, bucketsOf, type Period } from "#lib/period.ts";
import { postmortemStandings } from "#lib/postmortems/read.ts";
import { type Query, type QueryContext, query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import type { Lasting } from "#lib/settings/schema.ts";
import {
  type Coverage,
  CoverageShape,
  coverageOf,
  type Exposure,
  recordedIn,
  stretchesOf,
} from "./coverage.ts";
import { noneBegan, notRecordedWords } from "./coverage-words.ts";
import { type DayHistory, historyOf } from "./day-history.ts";
import { factsIn } from "./facts/in-zone.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { type Filter, filterFields } from "./filter.ts";
import { numbersWithPostmortem } from "./follow-up.ts";
import { LeftOutShape, leftOutOf } from "./left-out.ts";
import { finerThan } from "./precision.ts";
import { selectEarlier, selectIncidents } from "./selection.ts";
import { PeriodShape } from "./shapes.ts";
import { requireFewBuckets, windowOf } from "./window.ts";

/** A stretch of time, and the rows that began in it. */
export interface Stretch {
  period: Period;
  rows: Selection;
  /** Sev-1 and Sev-2 incidents that the filter means, which began before it and had impact in it. */
  earlier: () => Selection;
}

/** What a question looks at: the facts, and the rows that its filter means. */
export interface View<F extends Filter = Filter> extends Stretch {
  facts: Facts;
  filter: F;
  settings: Lasting;
  now: Date;
  /** The period to compare with; null where there is none. */
  previous: Stretch | null;
  /** The days of which incidents are recorded; null where there are none. */
  coverage: Coverage | null;
  /** What of the two periods can be compared; null where there is none to compare with. */
  comparison: Comparison | null;
  buckets: Buckets;
  /** What the filter means in another stretch of time. */
  within: (period: Period) => Stretch;
  /** The same, day by day over all that is recorded; null where there is no such day. */
  history: DayHistory | null;
  /** The rows that buckets of this size can hold: a month without a day is in no week. */
  inBuckets: Selection;
}

export interface Comparison {
  exposure: Exposure;
  /** The same days of both periods; null where too few of them are recorded. */
  sides: { current: Stretch; previous: Stretch } | null;
}

/** Every answer carries these, most also themselves in words (`text`) and the size of their `buckets`. */
export const Frame = {
  period: PeriodShape.describe("The period that was looked at."),
  incidents: z.int().describe("How many incidents began in the period and match the filter."),
  computedAt: Instant.describe("When the answer was computed: it holds every write acknowledged before."),
  coverage: CoverageShape.nullable().describe(
    "The days of which incidents are recorded, by the sources that the filter means; null where nothing is.",
  ),
  leftOut: LeftOutShape,
};

/**
 * A question over the facts. `compute` is a pure function of the view, apart from what facts do not hold, such as
 * titles, which it may ask for; what it answers is kept until a write or the minute makes it old.
 */
export function question<P extends z.ZodRawShape, O extends z.ZodRawShape>(definition: {
  name: string;
  summary: string;
  /** Parameters of its own, beside the filter. */
  parameters: P;
  answer: O;
  compute(
    view: View<Filter & z.infer<z.ZodObject<P>>>,
    ask: QueryContext["ask"],
  ): z.infer<z.ZodObject<O>> | Promise<z.infer<z.ZodObject<O>>>;
}) {
  type Input = Filter & z.infer<z.ZodObject<P>>;
  type Answer = z.infer<z.ZodObject<O>> & Omit<z.infer<z.ZodObject<typeof Frame>>, keyof O>;
  return query<Input, Answer>({
    name: definition.name,
    summary: definition.summary,
    requires: "read",
    input: z.strictObject({ ...filterFields, ...definition.parameters }) as unknown as z.ZodType<Input>,
    answer: z.object({ ...Frame, ...definition.answer }) as unknown as z.ZodType<Answer>,
    async run(context, input) {
      const facts = await context.facts();
      const kept = answersOf(facts);
      const key = `${definition.name} ${Math.floor(context.now.getTime() / 60_000)} ${canonical(input)}`;
      const known = kept.get(key);
      if (known !== undefined) return known as Answer;
      const view = await viewOf(context, facts, input);
      const answer = {
        period: view.period,
        incidents: view.rows.length,
        computedAt: context.now,
        coverage: view.coverage,
        leftOut: leftOutOf(view.facts),
        ...said(view, await definition.compute(view, context.ask)),
      } as unknown as Answer;
      keep(kept, key, answer);
      return answer;
    },
  }) as Query<Input, Answer>;
}

/** That none began is known of days alone that somebody recorded. */
function said<A extends object>({ period, coverage, now }: View, answer: A): A {
  if (!("text" in answer) || answer.text !== noneBegan) return answer;
  if (recordedIn(period, { coverage, now }) !== null) return answer;
  return { ...answer, text: notRecordedWords(coverage) };
}

export async function viewOf<F extends Filter>(
  context: QueryContext,
  stored: Facts,
  filter: F,
): Promise<View<F>> {
  const settings = await context.ask(getSettings, undefined);
  const { now } = context;
  const { earliestDay } = settings;
  const facts = factsIn(stored, {
    zone: filter.zone ?? settings.zone,
    home: settings.zone,
    now,
    earliestDay,
  });
  const words = await numbersMatching({ context, facts, filter, settings });
  const { period, previous, bucket } = windowOf({ filter, facts, now, zone: settings.zone, earliestDay });
  const stretch = (within: Period): Stretch => {
    const asked = { facts, which: filter, period: within, words, settings };
    return { period: within, rows: selectIncidents(asked), earlier: () => selectEarlier(asked, now) };
  };
  const current = stretch(period);
  const coverage = coverageOf({ facts, which: filter, zone: period.zone, now });
  let buckets: Buckets | undefined;
  let compared: Comparison | undefined;
  let history: { of: DayHistory | null } | undefined;
  return {
    facts,
    filter,
    settings,
    now,
    ...current,
    previous: previous === null ? null : stretch(previous),
    coverage,
    within: stretch,
    get history() {
      history ??= {
        of: historyOf({ facts: facts.incidents, filter, zone: period.zone, coverage, now, stretch }),
      };
      return history.of;
    },
    // Two more selections, which few questions need.
    get comparison() {
      if (previous === null) return null;
      compared ??= comparisonOf({ filter, period, coverage, now, stretch });
      return compared;
    },
    // A list has no use for them, and must not be refused for the sake of too many.
    get buckets() {
      requireFewBuckets(filter, period, bucket);
      buckets ??= bucketsOf({
        period,
        size: bucket,
        weekStart: settings.weekStart as WeekStart,
        now,
        recorded: recordedIn(period, { coverage, now }),
      });
      return buckets;
    },
    get inBuckets() {
      return finerThan(facts.incidents, current.rows, bucket);
    },
  };
}

function comparisonOf(of: {
  filter: Filter;
  period: Period;
  coverage: Coverage | null;
  now: Date;
  stretch: (within: Period) => Stretch;
}): Comparison {
  const { filter, period, coverage, now, stretch } = of;
  const compare = filter.compare === "year" ? "year" : "previous";
  const found = stretchesOf({ period, compare, coverage, now });
  if (!("current" in found)) return { exposure: found.exposure, sides: null };
  const sides = { current: stretch(found.current), previous: stretch(found.previous) };
  return { exposure: found.exposure, sides };
}

/** Numbers of the incidents that those words mean which the facts know nothing of; null where there are none. */
async function numbersMatching(of: {
  context: QueryContext;
  facts: Facts;
  filter: Filter;
  settings: Lasting;
}): Promise<ReadonlySet<number> | null> {
  const { context, facts, filter, settings } = of;
  const found = both(
    filter.q === undefined ? null : await context.ask(incidentsWithWords, { words: filter.q }),
    filter.import === undefined
      ? null
      : await context.ask(importedNumbers, { target: "incidents", ids: filter.import }),
  );
  if (filter.postmortem === undefined) return found;
  const postmortems = await context.ask(postmortemStandings, undefined);
  const standing = numbersWithPostmortem({
    facts,
    postmortems,
    words: filter.postmortem,
    settings,
    now: context.now,
  });
  return both(found, standing);
}

function both(a: ReadonlySet<number> | null, b: ReadonlySet<number> | null): ReadonlySet<number> | null {
  if (a === null || b === null) return a ?? b;
  return a.intersection(b);
}

const mostKept = process.env.FAULTLINE_KEEP_ANSWERS === "0" ? 0 : 200;
const answersOf = keptWhile(() => new Map<string, unknown>());

function keep(answers: Map<string, unknown>, key: string, answer: unknown): void {
  if (mostKept === 0) return;
  if (answers.size >= mostKept) answers.delete(answers.keys().next().value!);
  answers.set(key, answer);
}
