import { collectDurations, type DurationEvidence } from "#lib/csv/duration-evidence.ts";
import {
  collectInstants,
  collectMarks,
  type InstantCollector,
  type InstantEvidence,
  type MarkEvidence,
} from "#lib/csv/evidence.ts";
import { saysNothing } from "#lib/csv/fillers.ts";
import type { CsvBatch } from "#lib/csv/read.ts";
import { isMissing } from "#lib/csv/words.ts";
import { oneName } from "#lib/names.ts";
import { nameOf } from "../mapping/readers/lists.ts";
import { refusing } from "../mapping/readers/refusing.ts";
import type { Mapping, SurveyedColumn } from "../mapping/schema.ts";
import { type Field, fieldOf, type Target } from "../targets/target.ts";
import { type CellSource, columnsOf, listOf, splitOf } from "./cells.ts";
import type { ColumnFacts } from "./columns.ts";
import { type Disagreement, watchDisagreement } from "./disagreement.ts";
import { watchEndless } from "./endless.ts";
import { fieldSource } from "./field-source.ts";
import { type ListMarkEvidence, watchListMarks } from "./list-marks.ts";
import { watchMidnight } from "./midnight.ts";
import { type NaturalKeys, watchNaturalKeys } from "./natural-survey.ts";
import { NumbersByKey } from "./numbers-by-key.ts";
import { keyReader, type OrderColumn } from "./order-survey.ts";
import { remembered } from "./remembered.ts";
import { type RequiredEvidence, watchRequired } from "./required.ts";
import {
  collectUnreadable,
  type UnreadableCells,
  type Unreadables,
  watchTicks,
  watchUnreadable,
} from "./unreadable.ts";
import { type LaterCells, watchLater } from "./unused.ts";

/** One pass over a whole file: what its columns hold, and what the mapped ones say of how they are to be read. */

export type ValueCount = { value: string; count: number };

export type Survey = {
  rows: number;
  refused: number;
  columns: SurveyedColumn[];
  /** By field, for fields that hold instants or days. */
  instants: Record<string, InstantEvidence>;
  marks: Record<string, MarkEvidence>;
  /** By field, for closed lists, severities, flags and systems; null where there are too many to list. */
  values: Record<string, ValueCount[] | null>;
  /** Cells that stand where something else belongs, in fields that may stay empty. */
  unreadable: UnreadableCells;
  /** By field, for lists whose cells hold marks that may part items. */
  listMarks: Record<string, ListMarkEvidence>;
  /** By field. */
  durations: Record<string, DurationEvidence>;
  /** Rows whose key stood on an earlier line. */
  repeatedKeys: RepeatedKeys;
  /** Of rows without an id: what could tell them apart; null where rows have a key of their own. */
  natural: NaturalKeys | null;
  /** Rows of incidents that tell neither an end nor a state. */
  endless: { count: number; lines: number[] };
  /** By field, for those that several columns could be. */
  disagreements: Record<string, Disagreement>;
  /** Rows of which a clock stands before that of the start, where both have one date. */
  overMidnight: { count: number; lines: number[]; fields: string[] };
  /** By field that every row needs, besides moments. */
  required: Record<string, RequiredEvidence>;
  /** Of columns that nothing is made of. */
  later: LaterCells;
};

type RepeatedKeys = {
  count: number;
  examples: { key: string; lines: [number, number] }[];
  /** How many keys there are, and how many of them stand on several rows. */
  keys: number;
  repeated: number;
  /** Some of those, with their source. */
  sample: string[];
  /** Columns that could put rows of one key in order; another pass finds them, where keys repeat. */
  orders: OrderColumn[];
};

const mostValues = 300;
const mostSampled = 300;

type Surveying = {
  target: Target;
  columns: readonly string[];
  mapping: Mapping;
  facts: ColumnFacts[];
  /** Fields that several columns could be. */
  undecided?: readonly { field: string; columns: string[] }[];
};

export type Watcher = (cells: readonly string[], line: number) => void;

/** Takes batches in, and at the end says what they held. */
export function createSurvey({ target, columns, mapping, facts, undecided = [] }: Surveying) {
  const survey: Survey = {
    rows: 0,
    refused: 0,
    columns: [],
    instants: {},
    marks: {},
    values: {},
    unreadable: { cells: [], more: {} },
    listMarks: {},
    durations: {},
    repeatedKeys: { count: 0, examples: [], keys: 0, repeated: 0, sample: [], orders: [] },
    natural: null,
    endless: { count: 0, lines: [] },
    disagreements: {},
    overMidnight: { count: 0, lines: [], fields: [] },
    required: {},
    later: new Map(),
  };
  const key = keyReader(mapping, columns);
  const filled = new Float64Array(columns.length);
  const finish: (() => void)[] = [];
  const unreadable = collectUnreadable();
  const watchers = Object.entries(mapping.fields).flatMap(([name, source]): Watcher[] => {
    const field = fieldOf(target, name);
    if (!field || source.from === "constant" || columnsOf(source).some((column) => !columns.includes(column)))
      return [];
    const cell = fieldSource(name, { target, columns, mapping });
    const split = splitOf(source, { field });
    const watching: Watching = { cell, key, split, survey, finish, unreadable };
    const isMoment = field.kind === "instant" || field.kind === "day";
    return [
      ...watch(field, watching),
      ...watchListMarks(field, source, watching),
      ...watchTicks(field, source, { columns, unreadable }),
      ...(field.required && !isMoment ? [watchRequired(field, { cell, survey })] : []),
    ];
  });
  for (const { field, columns: could } of undecided)
    watchers.push(watchDisagreement({ field, could, columns, survey }));
  watchers.push(...watchNaturalKeys({ target, columns, mapping, survey }));
  watchers.push(...watchMidnight({ target, columns, mapping, survey }));
  const later = watchLater({ mapping, facts }, columns);
  survey.later = later.cells;
  watchers.push(later.add);
  if (target.name === "incidents") watchers.push(watchEndless({ target, columns, mapping, survey }));

  function add(batch: CsvBatch): void {
    survey.rows += batch.rows.length;
    survey.refused += batch.problems.filter((problem) => problem.refused).length;
    for (const { cells, line } of batch.rows) {
      for (let index = 0; index < cells.length; index++) {
        if (!saysNothing(cells[index] as string)) (filled[index] as number)++;
      }
      for (const watcher of watchers) watcher(cells, line);
    }
  }

  function result(): Survey {
    for (const done of finish) done();
    survey.unreadable = unreadable.result((field) => {
      const mark = survey.marks[field];
      return mark?.state === "settled" ? mark.mark : null;
    });
    const at = new Map(columns.map((column, index) => [column, index]));
    survey.columns = facts.map(({ column, path, name, filled: inSample, samples }) => {
      const whole = filled[at.get(column) as number] as number;
      return { column, path, name, filled: path === null ? whole : inSample, samples };
    });
    return survey;
  }

  return { add, result };
}

export type Watching = {
  cell: CellSource;
  /** The id with its source. */
  key: CellSource;
  split: readonly string[] | null;
  survey: Survey;
  finish: (() => void)[];
  unreadable: Unreadables;
};

function watch(field: Field, watching: Watching): Watcher[] {
  const { cell, survey, finish, unreadable } = watching;
  switch (field.kind) {
    case "instant":
    case "day": {
      const refuses = refusing(field);
      const collector: InstantCollector = collectInstants((text) => {
        if (!field.required && refuses(text)) unreadable.add(field.name, text);
      });
      finish.push(() => {
        survey.instants[field.name] = collector.result();
      });
      return [(cells, line) => collector.add(cell(cells), line)];
    }
    case "count":
    case "percent": {
      const collector = collectMarks();
      finish.push(() => {
        survey.marks[field.name] = collector.result();
      });
      return [(cells, line) => collector.add(cell(cells), line), ...watchUnreadable(field, watching)];
    }
    case "duration":
      return [watchDurations(field, watching), ...watchUnreadable(field, watching)];
    case "flag":
      return [countValues(field, watching), ...watchUnreadable(field, watching)];
    case "choice":
    case "severity":
    case "system":
    case "names":
      return [countValues(field, watching)];
    case "identifier":
      return field.name === "externalId" ? [countKeys(watching)] : [];
    default:
      return [];
  }
}

function watchDurations(field: Field, { cell, survey, finish }: Watching): Watcher {
  const collector = collectDurations();
  finish.push(() => {
    const found = collector.result();
    survey.durations[field.name] = found;
    survey.marks[field.name] = found.marks;
  });
  return (cells, line) => collector.add(cell(cells), line);
}

function countValues(field: Field, { cell, split, survey, finish }: Watching): Watcher {
  const counts = new Map<string, number>();
  let tooMany = false;
  const itemsOf = remembered((text) =>
    (field.kind === "names" ? listOf(text, { split, verbatim: false }).map(nameOf) : [text.trim()]).filter(
      // "none" is missing almost everywhere, but it is a value of some closed lists.
      (item) => item !== "" && (!isMissing(item) || item.toLowerCase() === "none"),
    ),
  );
  finish.push(() => {
    const sorted = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    survey.values[field.name] = tooMany ? null : sorted;
  });
  return (cells) => {
    if (tooMany) return;
    for (const item of itemsOf(cell(cells))) {
      const count = counts.get(item);
      // A copy, since a slice would keep the whole piece of the file it was cut from.
      if (count === undefined) counts.set(Buffer.from(item).toString(), 1);
      else counts.set(item, count + 1);
    }
    tooMany = counts.size > mostValues;
    if (tooMany) counts.clear();
  };
}

/** A key's first line, doubled, and one more once it stood on another line. */
function countKeys({ cell, key, survey }: Watching): Watcher {
  const lines = new NumbersByKey();
  const { repeatedKeys } = survey;
  return (cells, line) => {
    const id = oneName(cell(cells));
    if (isMissing(id)) return;
    const whole = key(cells);
    const before = lines.get(whole);
    if (before === undefined) {
      lines.set(whole, 2 * line);
      repeatedKeys.keys++;
      return;
    }
    repeatedKeys.count++;
    const { examples, sample } = repeatedKeys;
    if (examples.length < 3) examples.push({ key: id, lines: [Math.floor(before / 2), line] });
    if (before % 2 === 1) return;
    lines.set(whole, before + 1);
    repeatedKeys.repeated++;
    if (sample.length < mostSampled) sample.push(Buffer.from(whole).toString());
  };
}
