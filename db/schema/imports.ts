import { kit } from "../dialect.ts";
import { importRowStates, importStates, importTargets } from "../values.ts";

const { table, id, text, integer, instant, json, bytes, oneOf, index, unique, primaryKey } = kit;

export const imports = table("imports", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  createdBy: text(),
  target: oneOf(importTargets).notNull(),
  fileName: text().notNull(),
  fileBytes: integer().notNull(),
  sha256: text().notNull(),
  state: oneOf(importStates).notNull(),
  /** What was found in the file, and what it leaves open. */
  inspection: json<unknown>(),
  /** How the file is read and which column feeds which field, as lib/imports understands it. */
  reading: json<unknown>(),
  mapping: json<unknown>(),
  answers: json<unknown>(),
  plan: json<unknown>(),
  /** The revision the plan was made against; a later one means the plan must be made again. */
  planRevision: integer(),
  /** The last line that was stored together with its rows; where a run that was interrupted goes on. */
  done: integer().notNull(),
  /** Rows of the file. */
  total: integer(),
  created: integer().notNull(),
  updated: integer().notNull(),
  unchanged: integer().notNull(),
  refused: integer().notNull(),
  skipped: integer().notNull(),
  /** What undoing it did so far. */
  undo: json<{ removed: number; restored: number; kept: number }>(),
  failure: text(),
  startedBy: text(),
  startedAt: instant(),
  finishedAt: instant(),
  undoneAt: instant(),
});

const importId = () =>
  text()
    .notNull()
    .references(() => imports.id);

/** The uploaded file, compressed, in parts of bounded size. */
export const importParts = table(
  "import_parts",
  { importId: importId(), part: integer().notNull(), bytes: bytes().notNull() },
  (t) => [primaryKey({ name: "import_parts_pk", columns: [t.importId, t.part] })],
);

/** What became of each row. `recordNumber` is the record it made; the rest is kept only where undo or repair needs it. */
export const importRows = table(
  "import_rows",
  {
    importId: importId(),
    line: integer().notNull(),
    state: oneOf(importRowStates).notNull(),
    recordNumber: integer(),
    recordId: text(),
    /** The version the row left behind: undo leaves records alone that were edited since. */
    recordVersion: integer(),
    before: json<unknown>(),
    raw: json<string[]>(),
    reasons: json<{ column: string | null; value: string | null; reason: string }[]>(),
    /** Where several rows made the record together: the lines of all of them. */
    lines: json<number[]>(),
  },
  (t) => [
    primaryKey({ name: "import_rows_pk", columns: [t.importId, t.line] }),
    // The history of a record asks where it came from.
    index("import_rows_record").on(t.recordNumber),
  ],
);

/** Systems that were added for the rows of an import: undo takes those back that nothing else names. */
export const importSystems = table(
  "import_systems",
  { importId: importId(), systemNumber: integer().notNull(), state: oneOf(importRowStates).notNull() },
  (t) => [primaryKey({ name: "import_systems_pk", columns: [t.importId, t.systemNumber] })],
);

export const importMappings = table(
  "import_mappings",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    name: text().notNull(),
    target: oneOf(importTargets).notNull(),
    mapping: json<unknown>().notNull(),
    answers: json<unknown>(),
  },
  (t) => [unique("import_mappings_name").on(t.name, t.target), index("import_mappings_target").on(t.target)],
);
