import type { ImportTarget } from "#db/values.ts";
import { canonical } from "#lib/canonical.ts";
import { invalid } from "#lib/errors.ts";
import type { Scope } from "#lib/scope.ts";
import { isPacked } from "../file/packed/unpack.ts";
import { storedFile, storeFile } from "../file/stored-file.ts";
import { beginUpload, dropUpload, finishUpload } from "../file/write.ts";
import {
  asksTable,
  readingWithProposals,
  unanswered,
  unsaid,
  withAnswers,
  withProposals,
} from "../mapping/answers.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { Answers, Mapping, Question, ReadingOptions } from "../mapping/schema.ts";
import { saveChoices } from "../mapping/write.ts";
import { savePlan } from "../plan/write.ts";
import { getImport, type ImportJob, importJob } from "../read.ts";
import type { FileInspection, Import, Plan } from "../schema.ts";
import { inThread } from "./in-thread.ts";
import { type Looked, type Looking, lookThrough } from "./look.ts";
import { planThrough } from "./plan-file.ts";

/** What happens to an import before its run: the file comes in, is looked at, and is planned. */

interface Upload {
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
  /** A form may say it after the file, so it is asked for when the file is in. */
  said: () => { target: ImportTarget; profile?: string; like?: string };
  reading?: ReadingOptions;
  mapping?: Mapping;
  /** Where somebody looked at the file already. */
  looked?: Looked;
}

/** Stores a file and says what it holds. A file that is no table, or that breaks off, leaves nothing behind. */
export async function receiveImport(scope: Scope, upload: Upload): Promise<Import> {
  const { fileName, bytes, said, reading = {}, mapping } = upload;
  const { id } = await beginUpload(scope, { fileName: plainFileName(fileName) });
  try {
    const stored = await storeFile(scope, id, bytes);
    const looked = upload.looked ?? (await look(scope, { id, ...stored }, { ...said(), reading, mapping }));
    await finishUpload(scope, { id, ...stored, reading, ...looked });
  } catch (error) {
    await dropUpload(scope, { id });
    throw error;
  }
  return getImport(scope, { id });
}

/** A file's name as its sender's system knows it, without the folders it lay in. */
function plainFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.toWellFormed().replaceAll("\0", "").trim().slice(-300) || "import";
}

/** Pages do not wait for a large file: a thread of its own goes through it. What is packed is larger than it seems. */
const largeBytes = 4_000_000;
const largePackedBytes = 200_000;

async function isLarge(scope: Scope, { id, fileBytes }: Lying): Promise<boolean> {
  if (fileBytes > largeBytes || fileBytes <= largePackedBytes) return fileBytes > largeBytes;
  return isPacked(storedFile(scope, id));
}

type Lying = { id: string; fileBytes: number };

async function look(scope: Scope, lying: Lying, looking: Looking): Promise<Looked> {
  const { id } = lying;
  if (!(await isLarge(scope, lying))) return lookThrough(scope, id, looking);
  return inThread({ kind: "look", url: scope.runtime.database.url, id, looking });
}

interface Choices {
  reading?: ReadingOptions;
  mapping?: Mapping;
  profile?: string;
  answers?: Answers;
  /** Another import of the same kind, whose mapping and answers are taken where none are given. */
  like?: string;
}

/** Takes choices in; the file is looked at again where they make it another one. */
export async function chooseImport(scope: Scope, id: string, choices: Choices): Promise<Import> {
  const job = await importJob(scope, { id });
  const reading = choices.reading ?? job.reading;
  const { like, profile } = choices;
  // Another sheet has columns of its own.
  const sameSheet = reading.sheet === undefined || reading.sheet === job.inspection?.sheet;
  const isAnother = like !== undefined || profile !== undefined;
  const mapping = choices.mapping ?? (isAnother || !sameSheet ? null : job.mapping);
  const sameFile =
    !isAnother &&
    canonical([reading, mapping]) === canonical([job.reading, job.mapping]) &&
    job.inspection !== null;
  if (sameFile && canonical(choices.answers ?? job.answers) === canonical(job.answers))
    return getImport(scope, { id });
  const looked = sameFile
    ? null
    : await look(scope, job, {
        target: job.target,
        reading,
        mapping: mapping ?? undefined,
        profile,
        like,
        comesFrom: job.inspection?.comesFrom,
      });
  const inspection = looked?.inspection ?? (job.inspection as FileInspection);
  const answers =
    like === undefined
      ? (choices.answers ?? job.answers)
      : withAnswers(looked?.answers ?? {}, choices.answers ?? {});
  await saveChoices(scope, { id, reading, mapping: inspection.mapping, answers, inspection });
  return getImport(scope, { id });
}

interface PlanRequest extends Choices {
  /** Takes every proposal that was not answered otherwise. */
  acceptProposals?: boolean;
}

/** What a run would do now. A question that would cost rows has to be answered first. */
export async function planStaged(scope: Scope, id: string, request: PlanRequest = {}): Promise<Import> {
  const { acceptProposals, ...choices } = request;
  const chosen = await chooseImport(scope, id, choices);
  if (acceptProposals)
    await chooseImport(scope, id, {
      reading: readingWithProposals(chosen.reading, chosen.inspection?.questions ?? []),
      answers: withProposals(chosen.answers, chosen.inspection?.questions ?? []),
    });
  const job = await importJob(scope, { id });
  const plan = await makePlan(scope, job);
  await savePlan(scope, { id, plan, planRevision: job.revision });
  return getImport(scope, { id });
}

/** Plans an import against what is stored now, without keeping anything. */
export async function makePlan(scope: Scope, job: ImportJob): Promise<Plan> {
  const missing = unanswered(job.questions, job).filter(({ required }) => required);
  const { problems = [] } = job.inspection ?? {};
  if (missing.length + problems.length > 0) {
    throw invalid([
      ...problems.map((message) => ({ path: "mapping", message })),
      ...missing.map((question) => ({
        path: question.id.startsWith("reading.") ? question.id : `answers.${question.id}`,
        message: openInWords(question, job),
      })),
    ]);
  }
  if (!(await isLarge(scope, job))) return planThrough(scope, job.id);
  return inThread({ kind: "plan", url: scope.runtime.database.url, id: job.id });
}

const mostWords = 20;

/** The question, with the words of the file that nothing was said of. */
function openInWords(question: Question, given: ImportJob): string {
  const { text, why } = question;
  const words = asksTable(question) ? unsaid(question, given) : [];
  if (words.length === 0) return `${text} ${why}`;
  const more = words.length > mostWords ? ` and ${words.length - mostWords} more` : "";
  return `${text} Open: ${words
    .slice(0, mostWords)
    .map((word) => `“${excerpt(word)}”`)
    .join(", ")}${more}. ${why}`;
}
