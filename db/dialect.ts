import { sql } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

/**
 * The column kit: one vocabulary with a SQLite and a PostgreSQL meaning, so that each table is written once.
 * Both have the same shape; the schema is typed as the SQLite one by the single cast below.
 */

export type Engine = "sqlite" | "postgres";

export function engineOf(url: string | undefined): Engine {
  return url !== undefined && /^postgres(ql)?:/.test(url) ? "postgres" : "sqlite";
}

export const engine: Engine = engineOf(process.env.DATABASE_URL);

const sqliteKit = {
  table: sqlite.sqliteTable,
  text: () => sqlite.text(),
  /** Whole numbers up to 2^53; counts of orders and errors outgrow 32 bits. */
  integer: () => sqlite.integer({ mode: "number" }),
  real: () => sqlite.real(),
  /** An instant in UTC, to the millisecond. */
  instant: () => sqlite.integer({ mode: "timestamp_ms" }),
  flag: () => sqlite.integer({ mode: "boolean" }),
  json: <T>() => sqlite.text({ mode: "json" }).$type<T>(),
  bytes: () => sqlite.blob({ mode: "buffer" }),
  oneOf: <const V extends readonly [string, ...string[]]>(values: V) => sqlite.text({ enum: values }),
  /** Text is a table's identity where people and other programs name the record. */
  id: () => sqlite.text().primaryKey(),
  /** A small whole number that orders and joins records cheaply; handed out by commit. */
  number: () => sqlite.integer({ mode: "number" }).primaryKey(),
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
};

const pgBytes = pg.customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

const postgresKit = {
  table: pg.pgTable,
  text: () => pg.text(),
  integer: () => pg.bigint({ mode: "number" }),
  real: () => pg.doublePrecision(),
  instant: () => pg.timestamp({ withTimezone: true, precision: 3, mode: "date" }),
  flag: () => pg.boolean(),
  json: <T>() => pg.jsonb().$type<T>(),
  bytes: () => pgBytes(),
  oneOf: <const V extends readonly [string, ...string[]]>(values: V) => pg.text({ enum: values }),
  id: () => pg.text().primaryKey(),
  number: () => pg.bigint({ mode: "number" }).primaryKey(),
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
};

export const kit = (engine === "postgres" ? postgresKit : sqliteKit) as typeof sqliteKit;

export type Table = sqlite.SQLiteTable;
export type Column = sqlite.AnySQLiteColumn;

/** For an index of the few rows that have it. */
export function isThere(column: Column) {
  return sql`${column} is not null`;
}

/** Milliseconds since 1970 of an instant column, as a plain number in both engines. */
export function epochMs(column: Column) {
  return engine === "postgres"
    ? sql<number | null>`(extract(epoch from ${column}) * 1000)::float8`
    : sql<number | null>`${column}`;
}

/** A flag as 0, 1 or null in both engines. */
export function flagNumber(column: Column) {
  return engine === "postgres" ? sql<number | null>`${column}::int` : sql<number | null>`${column}`;
}

/**
 * Rows of the search index whose words begin with each of these, which are letters and digits alone. SQLite's
 * tokenizer folds what was typed as it folded the text; PostgreSQL is given both folded.
 */
export function indexedWith({ prefixes, typed }: { prefixes: readonly string[]; typed: readonly string[] }) {
  if (engine === "postgres") {
    const asked = prefixes.map((prefix) => `'${prefix}':*`).join(" & ");
    return sql`select incident_number from incident_words
      where words @@ to_tsquery('simple', ${asked})`;
  }
  const asked = typed.map((prefix) => `"${prefix}"*`).join(" AND ");
  return sql`select rowid from incident_words where incident_words match ${asked}`;
}

/**
 * Incidents whose text holds each of these as it stands: for scripts that put no space between words. The engines
 * fold the case of few letters, so each is looked for in the three cases it is likely to be written in.
 */
export function textHolding(fragments: readonly string[]) {
  const like = engine === "postgres" ? sql`ilike` : sql`like`;
  const terms = fragments.map((fragment) => {
    const cases = new Set([fragment, fragment.toLowerCase(), fragment.toUpperCase()]);
    const either = [...cases].map(
      (one) => sql`words ${like} ${`%${one.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`,
    );
    return sql`(${sql.join(either, sql` or `)})`;
  });
  return sql`select incident_number from incident_text where ${sql.join(terms, sql` and `)}`;
}

/** The texts that the search index has yet to take in. */
export function textsDue() {
  return sql`select incident_number, words from incident_text
    where incident_number in (select incident_number from incident_words_due)`;
}

/** Whether a text has more to it than ASCII that is seen, with single spaces inside: engines fold no other letters. */
export function beyondPlain(column: Column) {
  return engine === "postgres"
    ? sql<boolean>`${column} ~ '[^\x20-\x7E]|^ |  | $'`
    : sql<boolean>`(${column} glob '*[^ -~]*' or ${column} glob ' *' or ${column} glob '*  *' or ${column} glob '* ')`;
}

/** Whether a text is among those of a placeholder: one statement then serves lists of any length. */
export function among(column: Column, placeholder: string) {
  const list = sql.placeholder(placeholder);
  return engine === "postgres"
    ? sql`${column} = any(${list})`
    : sql`${column} in (select value from json_each(${list}))`;
}

/** Texts as such a placeholder takes them. */
export function listParameter(texts: readonly string[]): unknown {
  return engine === "postgres" ? texts : JSON.stringify(texts);
}

/** Whether a column is one of many values, which travel as one parameter: the statement stays the same. */
export function amongThese(column: Column, values: readonly (string | number)[]) {
  return engine === "postgres"
    ? sql`${column} = any(${sql.param(values)})`
    : sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

/** Why the engine refused a row, in the words of neither engine. */
export function refusalOf(error: unknown): "duplicate" | "reference" | "unavailable" | null {
  const code = codeOf(error);
  if (code === "23505" || code.startsWith("SQLITE_CONSTRAINT_UNIQUE")) return "duplicate";
  if (code.startsWith("SQLITE_CONSTRAINT_PRIMARYKEY")) return "duplicate";
  if (code === "23503" || code.startsWith("SQLITE_CONSTRAINT_FOREIGNKEY")) return "reference";
  return awayReasons.some(({ codes }) => codes.test(code)) ? "unavailable" : null;
}

/** Why the engine cannot be used right now, as people say it. */
export function whyUnavailable(error: unknown): string {
  const code = codeOf(error);
  const known = awayReasons.find(({ codes }) => codes.test(code));
  return known?.words ?? "The database does not answer.";
}

/** SQLite's own name for it; in WAL mode the engine does not look by itself. */
export const fileMoved = "SQLITE_READONLY_DBMOVED";

export function isLocked(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

const awayReasons: readonly { codes: RegExp; words: string }[] = [
  { codes: /^(SQLITE_FULL|53100)/, words: "The disk that holds the database is full." },
  {
    codes: new RegExp(`^${fileMoved}`),
    words:
      "The database file was moved, replaced or deleted while in use: put it back, or restart the server.",
  },
  { codes: /^(SQLITE_READONLY|25006)/, words: "The database can be read but not written: it is read-only." },
  { codes: /^SQLITE_BUSY/, words: "Another program holds the database locked." },
  { codes: /^SQLITE_IOERR/, words: "The disk that holds the database reports an error." },
  { codes: /^SQLITE_CANTOPEN/, words: "The database file cannot be opened." },
  { codes: /^53/, words: "The database server has no room for another connection or no memory left." },
  { codes: /^(57014|40001|40P01)/, words: "The database server is too busy." },
  {
    codes: /^(57P0\d|08\d{3}|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/,
    words: "The database server cannot be reached.",
  },
];

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if ("cause" in error) return codeOf(error.cause);
  return error instanceof Error && connectionLost.test(error.message) ? "08006" : "";
}

/** What pg says without a code. */
const connectionLost =
  /Connection terminated|timeout exceeded|Query read timeout|connection error and is not queryable|pool after calling end/;
