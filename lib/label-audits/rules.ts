import { hash } from "node:crypto";
import type { AiAssistance, LabelAnswer, LabelStratumName } from "#db/values.ts";
import type { LabelStratum } from "#lib/statistics/label-accuracy.ts";
import type { LabelAudit, Population } from "./schema.ts";

export type Sizes = Record<LabelStratumName, number>;

export function membersOf({ marked, unmarked, markedCulprits, unmarkedCulprits }: Population): Sizes {
  return { marked, unmarked, culprits: markedCulprits + unmarkedCulprits };
}

/** How many to draw of each kind: a quarter culprits, the rest half and half; where one has too few, others stand in. */
export function sharesOut(size: number, members: Sizes): Sizes {
  const culprits = Math.min(Math.round(size / 4), members.culprits);
  const marked = Math.min(Math.floor((size - culprits) / 2), members.marked);
  const unmarked = Math.min(size - culprits - marked, members.unmarked);
  const sizes = { marked, unmarked, culprits };
  for (const stratum of ["marked", "culprits"] as const) {
    const free = size - sizes.marked - sizes.unmarked - sizes.culprits;
    sizes[stratum] += Math.min(free, members[stratum] - sizes[stratum]);
  }
  return sizes;
}

/** Where somebody begins in the sample: two who check at once then seldom look at the same change. */
export function placeOf(checkerId: string, size: number): number {
  return Number.parseInt(hash("sha256", checkerId, "hex").slice(0, 8), 16) % Math.max(1, size);
}

export function isMarked(recorded: AiAssistance): boolean {
  return recorded !== "none" && recorded !== "unknown";
}

export type Finding = "ai" | "other" | "cannot-tell" | "disagreed";

/**
 * What people found together: who cannot tell says nothing, and where one says that AI made it and another that it did
 * not, nobody knows. The degrees are one.
 */
export function findingOf(answers: readonly LabelAnswer[]): Finding | null {
  const told = new Set(
    answers.filter((answer) => answer !== "cannot-tell").map((answer) => answer !== "none"),
  );
  if (told.size === 2) return "disagreed";
  if (told.size === 1) return told.has(true) ? "ai" : "other";
  return answers.length === 0 ? null : "cannot-tell";
}

/** What became of the changes of one stratum. Those that nobody has looked at are in `dealt` alone. */
export interface Tally extends LabelStratum {
  stratum: LabelStratumName;
  dealt: number;
  answered: number;
  cannotTell: number;
  disagreed: number;
}

const none = {
  dealt: 0,
  answered: 0,
  cannotTell: 0,
  disagreed: 0,
  hits: 0,
  misses: 0,
  falseAlarms: 0,
  quiet: 0,
};

export function talliesOf({ population, drawn, checks }: LabelAudit): Tally[] {
  const { marked, unmarked, markedCulprits, unmarkedCulprits } = population;
  const tallies: Record<LabelStratumName, Tally> = {
    marked: { stratum: "marked", labelled: marked, unlabelled: 0, ...none },
    unmarked: { stratum: "unmarked", labelled: 0, unlabelled: unmarked, ...none },
    culprits: { stratum: "culprits", labelled: markedCulprits, unlabelled: unmarkedCulprits, ...none },
  };
  const answers = Map.groupBy(checks, ({ change }) => change);
  for (const { change, stratum, recorded } of drawn) {
    const tally = tallies[stratum];
    tally.dealt += 1;
    const finding = findingOf((answers.get(change) ?? []).map(({ answer }) => answer));
    if (finding === null) continue;
    tally.answered += 1;
    if (finding === "cannot-tell") tally.cannotTell += 1;
    else if (finding === "disagreed") tally.disagreed += 1;
    else if (finding === "ai") tally[isMarked(recorded) ? "hits" : "misses"] += 1;
    else tally[isMarked(recorded) ? "falseAlarms" : "quiet"] += 1;
  }
  return [tallies.marked, tallies.unmarked, tallies.culprits];
}

const decidedIn = ({ hits, misses, falseAlarms, quiet }: Tally) => hits + misses + falseAlarms + quiet;

/**
 * Strata by which the share of all changes is told. As long as nothing is known of the culprits they stand with the
 * other changes of their label, as is done with strata that are too small.
 */
export function strataOf(tallies: readonly Tally[]): LabelStratum[] {
  const [marked, unmarked, culprits] = tallies.map(
    ({ labelled, unlabelled, hits, misses, falseAlarms, quiet }): LabelStratum => ({
      labelled,
      unlabelled,
      hits,
      misses,
      falseAlarms,
      quiet,
    }),
  ) as [LabelStratum, LabelStratum, LabelStratum];
  if (decidedIn(tallies[2]!) > 0) return [marked, unmarked, culprits];
  return [
    { ...marked, labelled: marked.labelled + culprits.labelled },
    { ...unmarked, unlabelled: unmarked.unlabelled + culprits.unlabelled },
  ];
}
