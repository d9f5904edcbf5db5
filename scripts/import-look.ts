import { createReadStream } from "node:fs";
import { basename } from "node:path";
import {
  readingWithProposals,
  withAnswers,
  withNothingRecorded,
  withProposals,
} from "#lib/imports/mapping/answers.ts";
import { carriedOver } from "#lib/imports/mapping/carry.ts";
import type { Question } from "#lib/imports/mapping/schema.ts";
import { getImport } from "#lib/imports/read.ts";
import { inspectFile, type Looked } from "#lib/imports/run/look.ts";
import { type Follow, follow } from "#lib/imports/run/origin.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { allMeanings } from "#lib/meanings/read.ts";
import { foldWord } from "#lib/meanings/rules.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { hasProposal, inWords, openQuestions, proposalsFor, takenInWords } from "./import-ask.ts";
import { mapFlags } from "./import-columns.ts";
import type { ImportFlags } from "./import-flags.ts";
import { type Out, tellIdentity, tellInspection } from "./import-tell.ts";

/** What is found in files before anything is done: nothing is stored unless all of them can be. */

export class NothingDone extends Error {}

export interface Job {
  file: string;
  flags: ImportFlags;
  scope: Scope;
  out: Out;
  /** Whether other files are imported along with it. */
  isOnly: boolean;
}

export type Seen = Looked & { job: Job };

/** Looks at a file. One with the columns of the first is read like that one; another is told of. */
export async function lookAt(job: Job, lead: Seen | undefined): Promise<Seen> {
  const { file, flags, scope, out } = job;
  const meanings = await allMeanings(scope, {});
  const following = leading(job, { lead, meanings });
  const { target, reading, profile, adjust } = flags;
  const open = () => createReadStream(file);
  const given = { open, target, reading, profile, meanings, following };
  let found = await inspectFile(given);
  if (found.ok && adjust !== null && !isLike(lead, found))
    found = await inspectFile({ ...given, mapping: adjust(found.inspection) });
  if (!found.ok) throw new NothingDone(`${of(job)}${found.refusal.reason}`);
  const { inspection } = found;
  if (lead !== undefined) tellDifference(lead, found, out);
  if (inspection.comesFrom !== null) {
    const { fileName } = await getImport(scope, { id: inspection.comesFrom });
    out(`These are the refused rows of ${fileName}, read as then.`);
  }
  tellInspection(inspection, { target: targets[found.target], out });
  const said = withAnswers(found.answers, flags.answers);
  if (!flags.acceptProposals) return { ...found, answers: said, job };
  for (const taken of proposalsFor(openQuestions(inspection.questions, { answers: said, reading })))
    out(takenInWords(taken, targets[found.target]));
  const answers = withProposals(said, inspection.questions);
  const accepted = { ...flags, reading: readingWithProposals(reading, inspection.questions) };
  return { ...found, answers, job: { ...job, flags: accepted } };
}

function leading(
  { scope, flags }: Job,
  { lead, meanings }: { lead: Seen | undefined; meanings: readonly WordMeaning[] },
): Follow {
  const { target, isTargetSaid } = flags;
  const home = follow(scope, { target, isTargetSaid, meanings });
  return async (file) => {
    const origin = await home(file);
    if (origin !== null || lead === undefined || !sameColumns(ownColumns(lead), file.columns)) return origin;
    const { mapping, settled } = lead.inspection;
    const like = { mapping, answers: lead.answers, settled };
    const carried = carriedOver(like, { target: targets[lead.target], columns: file.columns, meanings });
    return { ...carried, target: lead.target, comesFrom: null };
  };
}

const ownColumns = ({ inspection }: Pick<Looked, "inspection">) =>
  inspection.columns.flatMap(({ column, path }) => (path === null ? [column] : []));

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a.map(foldWord)), new Set(b.map(foldWord))];
  return left.size === right.size && [...left].every((one) => right.has(one));
}

function isLike(lead: Seen | undefined, found: Looked): boolean {
  return (
    lead !== undefined &&
    found.inspection.comesFrom === null &&
    sameColumns(ownColumns(lead), ownColumns(found))
  );
}

function tellDifference(lead: Seen, found: Looked, out: Out): void {
  const [there, here] = [ownColumns(lead), ownColumns(found)];
  if (sameColumns(there, here)) return;
  const without = (all: string[], other: string[]) => {
    const folded = new Set(other.map(foldWord));
    return all.filter((column) => !folded.has(foldWord(column)));
  };
  const [lacks, adds] = [without(there, here), without(here, there)];
  const parts = [
    lacks.length > 0 ? `it has no ${lacks.join(", ")}` : "",
    adds.length > 0 ? `it has ${adds.join(", ")} besides` : "",
  ];
  out(
    `Its columns are not those of ${basename(lead.job.file)}: ${parts.filter(Boolean).join("; ")}. It is mapped by itself.`,
  );
}

const of = ({ file, isOnly }: Job) => (isOnly ? "" : `${file}: `);

/** All questions of all files, each once; what is left open costs nothing, or nothing is done. */
export function answered(seen: readonly Seen[]): Seen[] {
  const problems = seen.flatMap(({ job, inspection }) =>
    inspection.problems.length === 0
      ? []
      : [
          `${of(job)}${inspection.problems.join("\n")}\nUse ${mapFlags(inspection)}. The file has: ${inspection.columns.map(({ name }) => name).join(", ")}`,
        ],
  );
  if (problems.length > 0) throw new NothingDone(problems.join("\n"));
  requireAnswers(seen);
  return seen.map((one) => {
    const { flags, out } = one.job;
    const { questions } = one.inspection;
    tellIdentity(one.inspection, { answers: one.answers, reading: flags.reading, out });
    return flags.leaveUnknown ? { ...one, answers: withNothingRecorded(one.answers, questions) } : one;
  });
}

function requireAnswers(seen: readonly Seen[]): void {
  const [{ job, target } = { job: undefined, target: undefined }] = seen;
  if (job === undefined) return;
  const { flags, out } = job;
  const asked = askedOnce(seen);
  const open = asked.filter(
    ({ required, kind, field }) =>
      (required && field !== "severity") || !(flags.leaveUnknown || proposedAnyway.includes(kind)),
  );
  if (open.length === 0) {
    const told = ({ kind }: Question) =>
      proposedAnyway.includes(kind) ? "Taken as unknown" : "Left unknown";
    for (const question of asked) out(`${told(question)}:\n${inWords(question, targets[target])}`);
    return;
  }
  const proposals = open.some(hasProposal) ? "\nProposals (→) are taken with --accept-proposals." : "";
  const words = open.map((question) => inWords(question, targets[target])).join("\n");
  throw new NothingDone(
    `${job.isOnly ? "The file leaves" : "The files leave"} open:\n${words}${proposals}\nNothing was stored.`,
  );
}

/** A question that several files ask is one, with the words of all. */
function askedOnce(seen: readonly Seen[]): Question[] {
  const asked = seen.flatMap(({ job, inspection, answers }) =>
    openQuestions(inspection.questions, { answers, reading: job.flags.reading }).map((question) => ({
      question,
      file: basename(job.file),
    })),
  );
  return [...Map.groupBy(asked, ({ question }) => question.id).values()].map((same) => {
    const [{ question }] = same as [(typeof same)[number]];
    if (seen.length === 1) return question;
    const values = Map.groupBy(
      same.flatMap((one) => one.question.values),
      ({ value }) => value,
    );
    return {
      ...question,
      why: `${question.why} (${same.map(({ file }) => file).join(", ")})`,
      proposed: same.map((one) => one.question.proposed).reduce(joined),
      values: [...values.values()].map((alike) => ({
        ...alike[0]!,
        count: alike.reduce((sum, { count }) => sum + count, 0),
      })),
    };
  });
}

function joined(a: Question["proposed"], b: Question["proposed"]): Question["proposed"] {
  const isTable = (one: unknown) => typeof one === "object" && one !== null && !Array.isArray(one);
  return isTable(a) && isTable(b) ? { ...(b as object), ...(a as object) } : (a ?? b);
}

/** Proposals that say no more than the file does, so that nobody has to. */
const proposedAnyway: readonly Question["kind"][] = ["absent-end"];
