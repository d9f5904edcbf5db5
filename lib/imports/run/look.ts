import type { ImportTarget } from "#db/values.ts";
import type { CsvBatch, CsvReading, CsvRefusal, CsvRow } from "#lib/csv/read.ts";
import { invalid } from "#lib/errors.ts";
import { allMeanings } from "#lib/meanings/read.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { factsOf, sampleRows } from "../file/columns.ts";
import { openTable, type Table } from "../file/open-table.ts";
import { surveyOrder } from "../file/order-survey.ts";
import { refusalIn } from "../file/refuse.ts";
import { unreadableProblems } from "../file/required.ts";
import { type OpenBytes, storedFile } from "../file/stored-file.ts";
import { createSurvey } from "../file/survey.ts";
import { unusedColumns } from "../file/unused.ts";
import { chooseMapping } from "../mapping/choose.ts";
import { missingFields } from "../mapping/guess/candidates.ts";
import { headerFit } from "../mapping/header-fit.ts";
import { mappingProblems } from "../mapping/problems.ts";
import { undecided } from "../mapping/profiles.ts";
import { withoutContradicted } from "../mapping/questions/contradicted.ts";
import { askQuestions } from "../mapping/questions/index.ts";
import type { Answers, Mapping, ReadingOptions } from "../mapping/schema.ts";
import type { FileInspection } from "../schema.ts";
import { targets } from "../targets/index.ts";
import { type Follow, follow } from "./origin.ts";

/** Looks at a file: its first rows settle the mapping, and all of them what it leaves open. */

export type Looking = {
  target: ImportTarget;
  reading?: ReadingOptions;
  mapping?: Mapping;
  profile?: string;
  /** What was said of words before, for every way in. */
  meanings?: readonly WordMeaning[];
  /** An import whose mapping and answers are taken over. */
  like?: string;
  /** The import that refused these rows, where that was found before. */
  comesFrom?: string | null;
};

/** What a file holds, with the answers that it brings along from the import it follows. */
export type Looked = { inspection: FileInspection; target: ImportTarget; answers: Answers };

export type Inspected = ({ ok: true } & Looked) | { ok: false; refusal: CsvRefusal };

export async function inspectFile({
  open,
  target: name,
  reading = {},
  mapping,
  profile,
  meanings = [],
  following,
}: Looking & { open: OpenBytes; following?: Follow }): Promise<Inspected> {
  const again = () => openTable(open, reading, headerFit(targets[name]));
  const opening = await again();
  if (!opening.ok) return opening;
  try {
    const given = { again, name, reading, mapping, profile, meanings, following };
    return { ok: true, ...(await inspectTable(opening, given)) };
  } catch (error) {
    // An archive may prove to be damaged, or a bomb, only on the way.
    return refusalIn(error);
  }
}

type InspectingTable = Omit<Looking, "target"> &
  Required<Pick<Looking, "reading" | "meanings">> & {
    name: ImportTarget;
    following?: Follow;
    again: () => ReturnType<typeof openTable>;
  };

async function inspectTable(
  opening: Table,
  { again, name, reading, mapping: given, profile, meanings, following }: InspectingTable,
): Promise<Looked> {
  const { columns, batches } = opening;
  const followed = profile === undefined && following ? await following(opening) : null;
  const target = targets[followed?.target ?? name];
  const first = await firstBatches(batches);
  const sample = first.flatMap(({ rows }) => rows).slice(0, sampleRows);
  const facts = factsOf(columns, sample);
  const chosen = chooseMapping({ target, columns, facts, mapping: given ?? followed?.mapping, profile });
  const { mapping } = chosen;
  const could = undecided(chosen.profile, mapping, columns);
  const counting = createSurvey({ target, columns, mapping, facts, undecided: could });
  for (const batch of first) counting.add(batch);
  for await (const batch of batches) counting.add(batch);
  const survey = counting.result();
  if (survey.repeatedKeys.count > 0) {
    const reopened = await again();
    if (reopened.ok)
      survey.repeatedKeys.orders = await surveyOrder(reopened.batches, survey, { columns, mapping, facts });
  }
  const found = askQuestions({
    reading: opening,
    options: reading,
    target,
    ...chosen,
    survey,
    meanings,
    undecided: could,
  });
  const { answers, ...asked } = withoutContradicted(followed?.answers ?? {}, { ...found, survey, target });
  const missing = missingFields({ target, facts, mapping });
  return {
    target: target.name,
    answers,
    inspection: {
      format: opening.format,
      sheets: opening.sheets,
      sheet: opening.sheet,
      encoding: opening.encoding().encoding,
      separator: opening.separator,
      header: opening.header,
      profile: chosen.profile && { name: chosen.profile.name, label: chosen.profile.label },
      rows: survey.rows + survey.refused,
      columns: survey.columns,
      unused: unusedColumns(survey.columns, { target, mapping, facts, later: survey.later }),
      missing,
      mapping,
      why: chosen.why,
      ...asked,
      head: sample.slice(0, 10).map(shown),
      problems: [
        ...mappingProblems({ target, columns, mapping, missing }),
        ...unreadableProblems(target, mapping, survey),
      ],
      comesFrom: followed?.comesFrom ?? null,
      notTaken: followed?.notTaken ?? [],
    },
  };
}

async function firstBatches(batches: CsvReading["batches"]): Promise<CsvBatch[]> {
  const held: CsvBatch[] = [];
  for (let rows = 0; rows < sampleRows; ) {
    const next = await batches.next();
    if (next.done) break;
    held.push(next.value);
    rows += next.value.rows.length;
  }
  return held;
}

const shownCell = 300;

function shown({ line, cells }: CsvRow): CsvRow {
  return {
    line,
    cells: cells.map((cell) => (cell.length > shownCell ? `${cell.slice(0, shownCell)}…` : cell)),
  };
}

export async function lookThrough(scope: Scope, id: string, looking: Looking): Promise<Looked> {
  const meanings = await allMeanings(scope, {});
  const following = follow(scope, { ...looking, meanings });
  const found = await inspectFile({ ...looking, meanings, following, open: storedFile(scope, id) });
  if (!found.ok) throw invalid([{ path: "file", message: found.refusal.reason }]);
  const { inspection, target, answers } = found;
  return { inspection, target, answers };
}
