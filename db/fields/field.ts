/**
 * What a field is, as data: table, contract, form, cards, history, imports, facts and filter are made of its entry.
 * Free of imports, so that browsers may load it too.
 */

/** Where a field is found. The table and the history hold every field; an export holds what an import takes. */
export const places = ["body", "form", "card", "import", "facts", "filter"] as const;
export type Place = (typeof places)[number];

interface Common {
  /** The one name that people read, wherever it stands. */
  label: string;
  /** What it means, for the contract, the explanation beside it and the documents. */
  means: string;
  unit?: string;
  /** The part of form and page that shows it. */
  group: string;
  /** Every record has it from the start. Other fields may be null, unless they are `blank`. */
  required?: true;
  /** Its word in the filter, where that is another than its name. */
  filter?: string;
  /** Places that do without it, each with the reason. */
  notIn?: Readonly<Partial<Record<Place, string>>>;
}

/**
 * `key` names a record to other programs, and a `name` groups records: both are kept in the one form of lib/names.ts.
 * `line` is text on one line, `text` may have many; `link` is an address that a browser may follow; `day` is a calendar
 * day, yyyy-mm-dd. What is not recorded is null, except in a `choice` that has a value for it, its `blank`.
 * `facts: "words"` keeps a text in memory as well; `several` may hold more than one name, commas between. An `instant` that may be known to the day, the month, the quarter or
 * the year alone names the field that says so as its `precision`.
 */
export type Field = Common &
  (
    | { kind: "key" | "name" | "line" | "text"; max: number; facts?: "words"; several?: true }
    | { kind: "link"; max: number }
    | { kind: "count"; most?: number }
    | { kind: "percent"; most: number }
    | { kind: "instant"; precision?: string }
    | { kind: "day" | "flag" | "pairs" }
    | {
        kind: "choice";
        values: readonly [string, ...string[]];
        blank?: string;
        /** What people read for values that do not say it by themselves. */
        words?: Readonly<Partial<Record<string, string>>>;
      }
    | { kind: "level"; values: readonly number[] }
  );
export type Kind = Field["kind"];
export type Fields = Readonly<Record<string, Field>>;

export function defineFields<const F extends Fields>(fields: F): F {
  return fields;
}

type StoredAs = {
  key: string;
  name: string;
  line: string;
  text: string;
  link: string;
  day: string;
  count: number;
  percent: number;
  instant: Date;
  flag: boolean;
  pairs: Record<string, string>;
};
type Stored<F extends Field> = F extends { kind: "choice" | "level"; values: readonly (infer V)[] }
  ? V
  : F["kind"] extends keyof StoredAs
    ? StoredAs[F["kind"]]
    : never;

/** Whether null may stand in it. */
export type IsNull<F extends Field> = F extends { required: true } | { blank: string } ? false : true;
export type ValueOf<F extends Field> = IsNull<F> extends true ? Stored<F> | null : Stored<F>;
export type RecordOf<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> };

/** Names of the fields of some kinds. */
export type OfKind<F extends Fields, K extends Kind> = {
  [N in keyof F]: F[N] extends { kind: K } ? N : never;
}[keyof F] &
  string;

export function namesOf<F extends Fields>(fields: F): (keyof F & string)[] {
  return Object.keys(fields);
}

export function ofKind<F extends Fields, const K extends Kind>(fields: F, ...kinds: K[]): OfKind<F, K>[] {
  return namesOf(fields).filter((name) => (kinds as Kind[]).includes(fields[name]!.kind)) as OfKind<F, K>[];
}

/** The names of the fields that have a place there. */
export function inPlace<F extends Fields>(fields: F, place: Place): (keyof F & string)[] {
  return namesOf(fields).filter((name) => fields[name]!.notIn?.[place] === undefined);
}

/** The moments that may be known to a date alone, each with the field that says so. */
export function momentsOf(fields: Fields): [moment: string, precision: string][] {
  return namesOf(fields).flatMap((name): [string, string][] => {
    const field = fields[name]!;
    return field.kind === "instant" && field.precision !== undefined ? [[name, field.precision]] : [];
  });
}

/** What the filter calls a field. */
export function filterWord(name: string, { filter }: Field): string {
  return filter ?? name;
}

export type BlankOf<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends { required: true } ? never : K]: ValueOf<F[K]>;
};

/** A record of which nothing is known. */
export function blankOf<F extends Fields>(fields: F): BlankOf<F> {
  const blank: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields))
    if (field.required === undefined) blank[name] = ("blank" in field ? field.blank : undefined) ?? null;
  return blank as BlankOf<F>;
}
