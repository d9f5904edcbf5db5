import { z } from "zod";
import { invalid } from "#lib/errors.ts";
import { membersOf, sharesOut } from "#lib/label-audits/rules.ts";
import { LabelAudit, populationWords } from "#lib/label-audits/schema.ts";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { createRandom, type Random } from "#lib/statistics/random.ts";
import { AI, changeGroups, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import { assistanceCodes } from "./facts/changes.ts";
import { factsIn } from "./facts/in-zone.ts";
import { kindCodes } from "./facts/incidents.ts";
import { rowsWhere } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { filterFields } from "./filter.ts";
import { windowOf } from "./window.ts";

const { from, to, period, zone, org, tier, system, source } = filterFields;

/** The words that say which changes a sample is drawn from, as the address has them. */
export const sampledWords = { from, to, period, zone, org, tier, system, source };

/**
 * The changes that the base rate counts one by one, in three strata: culprits of any incident that counts, and of the
 * others those marked as made with AI and those not marked, be it that they are recorded as made without or that
 * nothing is recorded. From each so many are drawn without putting back. Daily totals name no change to look at.
 */
export const drawLabelSample = query({
  name: "label-audits.sample",
  summary: "A random sample of changes to check the labels of, and how many there are of each kind",
  requires: "read",
  input: z.strictObject({ ...sampledWords, size: z.int(), seed: z.int() }),
  answer: LabelAudit.pick({ period: true, terms: true, population: true, drawn: true }),
  async run(context, { size, seed, ...filter }) {
    const { zone: home, earliestDay } = await context.ask(getSettings, undefined);
    const { now } = context;
    const facts = factsIn(await context.facts(), { zone: filter.zone ?? home, now, earliestDay });
    const { period: within } = windowOf({ filter, facts, now, zone: home, earliestDay });
    const members = membersIn(facts, selectChanges({ facts, which: filter, period: within }));
    const population = {
      marked: members.marked.length,
      unmarked: members.unmarked.length,
      ...members.counts,
    };
    const sizes = sharesOut(size, membersOf(population));
    const random = createRandom(seed);
    const drawn = random.shuffle(
      (["marked", "unmarked", "culprits"] as const).flatMap((stratum) =>
        without(members[stratum], sizes[stratum], random).map((row) => ({
          change: facts.changes.number.values[row]!,
          stratum,
          recorded: assistanceCodes.word(facts.changes.aiAssistance.values[row]!) ?? "unknown",
        })),
      ),
    );
    if (drawn.length === 0)
      throw invalid([
        { path: "period", message: "holds no change to check; choose another, or fewer words" },
      ]);
    const terms = Object.fromEntries(
      populationWords.flatMap((word) => (filter[word] === undefined ? [] : [[word, filter[word]]])),
    );
    return { period: within, terms, population, drawn: drawn };
  },
});

function membersIn(facts: Facts, rows: Int32Array) {
  const culprits = culpritMarks(facts, countingIncidents(facts));
  const members = { marked: [] as number[], unmarked: [] as number[], culprits: [] as number[] };
  const counts = { markedCulprits: 0, unmarkedCulprits: 0, unrecorded: 0, unrecordedCulprits: 0 };
  for (const row of rows) {
    const group = changeGroups[facts.changes.aiAssistance.values[row]!]!;
    const isCulprit = culprits[row] === 1;
    if (group === UNKNOWN) counts[isCulprit ? "unrecordedCulprits" : "unrecorded"] += 1;
    if (isCulprit) counts[group === AI ? "markedCulprits" : "unmarkedCulprits"] += 1;
    members[isCulprit ? "culprits" : group === AI ? "marked" : "unmarked"].push(row);
  }
  return { ...members, counts };
}

function countingIncidents({ incidents }: Facts): Int32Array {
  const [isThere, wanted] = [incidents.live.values, kindCodes.code("incident")];
  const rows = Int32Array.from({ length: incidents.count }, (_, row) => row);
  return rowsWhere(rows, (row) => isThere[row] === 1 && incidents.kind.values[row] === wanted);
}

/** So many of them, each as likely as any other. */
function without(rows: number[], size: number, random: Random): number[] {
  for (let place = 0; place < size; place += 1) {
    const other = random.integer(place, rows.length - 1);
    [rows[place], rows[other]] = [rows[other]!, rows[place]!];
  }
  return rows.slice(0, size);
}
