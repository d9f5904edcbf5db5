import { gzipSync } from "node:zlib";
import { UTCDate } from "@date-fns/utc";
import { format } from "date-fns";
import fc from "fast-check";
import type { FieldSource, Question, ReadingOptions } from "./mapping/schema.ts";

/**
 * Histories, and files in any shape that tell them: what a tool, a spreadsheet or a script may make of the same
 * incidents. Who imports such a file and answers truly has to get the history back.
 */

type Precision = "minute" | "day" | "month" | "year";
type Known = { at: number; precision: Precision };

export type Told = {
  id: string;
  title: string;
  startedAt: Known;
  resolvedAt: Known | null;
  severity: number | null;
  systems: string[];
  lostOrders: number | null;
};

const minute = 60_000;
const day = 1_440 * minute;

/** Zones that never changed their clocks in these years, so that no local time is doubtful: in minutes. */
const zones = { UTC: 0, "Asia/Tokyo": 540, "Asia/Kolkata": 330, "America/Phoenix": -420 } as const;

const marks = { ",": ", ", ";": "; ", "|": "|", "/": " / ", newline: "\n" } as const;

const languages = {
  en: ["Incident ID", "Title", "Started at", "Resolved at", "Severity", "Services", "Lost orders"],
  de: ["Vorfallnummer", "Titel", "Beginn", "Ende", "Schweregrad", "Dienste", "Verlorene Bestellungen"],
  fr: ["Numéro", "Titre", "Début", "Fin", "Gravité", "Services", "Commandes perdues"],
  es: ["Número", "Título", "Inicio", "Fin", "Severidad", "Servicios", "Pedidos perdidos"],
  ja: ["番号", "件名", "発生日時", "復旧日時", "重大度", "サービス", "失注数"],
} as const;

const severityWords = {
  sev: ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"],
  priority: ["P1", "P2", "P3", "P4", "P5"],
  worst1: ["1", "2", "3", "4", "5"],
  worst5: ["5", "4", "3", "2", "1"],
  words: ["Kritisch", "Hoch", "Mittel", "Niedrig", "Info"],
} as const;

const moments = ["iso", "isoT", "isoZ", "offset", "dmy", "mdy", "dotted", "named", "jira", "epoch"] as const;
const fillers = ["", "n/a", "Ongoing", "TBD", "offen", "0000-00-00", "(blank)", "-"] as const;

export const shapes = fc.record({
  language: fc.constantFrom(...(Object.keys(languages) as (keyof typeof languages)[])),
  zone: fc.constantFrom(...(Object.keys(zones) as (keyof typeof zones)[])),
  moment: fc.constantFrom(...moments),
  /** Where date, clock and zone stand. */
  columns: fc.constantFrom("one", "date and clock", "date, clock and zone"),
  end: fc.constantFrom("moment", "duration", "plain minutes"),
  lists: fc.constantFrom("mark", "repeated", "ticked", "json"),
  /** What stands in a column of one value where it is true, and where it is not. */
  tick: fc.constantFrom(["x", ""], ["1", "0"], ["TRUE", "FALSE"], ["✓", ""], ["yes", "no"], ["ja", "nein"]),
  mark: fc.constantFrom(...(Object.keys(marks) as (keyof typeof marks)[])),
  severities: fc.constantFrom(...(Object.keys(severityWords) as (keyof typeof severityWords)[])),
  thousands: fc.constantFrom("", ",", ".", " "),
  filler: fc.constantFrom(...fillers),
  log: fc.constantFrom("no", "no", "by date", "by count", "fold"),
  id: fc.boolean(),
  file: fc.constantFrom("csv", "csv", "csv", "json", "ndjson"),
  encoding: fc.constantFrom("utf-8", "bom", "utf-16le"),
  separator: fc.constantFrom(",", ";", "\t", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  packed: fc.boolean(),
  /** The order of the columns, and of the rows. */
  order: fc.nat(),
});
export type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

const names = ["checkout", "payments", "Accounts (EU, US)", "search", "web shop", "Lager"];

/** Incidents as they were drawn, before a shape limits what its file can say. */
export const histories = fc.array(
  fc.record({
    at: fc.integer({ min: 26_000_000, max: 28_400_000 }).map((minutes) => minutes * minute),
    precision: fc.constantFrom<Precision[]>("minute", "minute", "minute", "day", "month", "year"),
    minutes: fc.option(fc.integer({ min: 1, max: 4_000 }), { freq: 4 }),
    severity: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 4 }),
    systems: fc.subarray(names, { maxLength: 4 }),
    lostOrders: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { freq: 3 }),
    /** Earlier states of it, in a log. */
    earlier: fc.nat(2),
  }),
  { minLength: 2, maxLength: 12 },
);
type Drawn = (typeof histories extends fc.Arbitrary<(infer T)[]> ? T : never) & object;

/** What a file of this shape says of an incident. */
function toldOf({ at, precision, minutes, ...rest }: Drawn, i: number, shape: Shape): Told {
  const coarse = saysDates(shape) ? precision : "minute";
  const start = { at: beginning(at, coarse), precision: coarse };
  const end =
    coarse === "minute" && minutes !== null ? { at: at + minutes * minute, precision: coarse } : null;
  const { severity, systems, lostOrders } = rest;
  const title = `${titles[i % titles.length]} ${i + 1}`;
  return { id: `A-${i + 1}`, title, startedAt: start, resolvedAt: end, severity, systems, lostOrders };
}

/** What stands in titles, and must not be taken for what parts cells, rows or words. */
const titles = [
  "Checkout, cart; search | all down",
  'She said "no", twice',
  "Störung im Lager / café – 停電",
  "=1+1 is not run",
  "12:30 P1 outage of 2026-03-01",
  "Unknown",
];

function saysDates({ moment, columns, end }: Shape): boolean {
  return !["isoZ", "offset", "epoch"].includes(moment) && columns === "one" && end === "moment";
}

function beginning(at: number, precision: Precision): number {
  const date = new UTCDate(at);
  if (precision === "year") return Date.UTC(date.getFullYear(), 0, 1);
  if (precision === "month") return Date.UTC(date.getFullYear(), date.getMonth(), 1);
  return precision === "day" ? Math.floor(at / day) * day : at;
}

const forms: Record<
  Exclude<(typeof moments)[number], "isoZ" | "offset" | "epoch">,
  [date: string, clock: string]
> = {
  iso: ["yyyy-MM-dd", "HH:mm"],
  isoT: ["yyyy-MM-dd", "HH:mm:ss"],
  dmy: ["d/M/yyyy", "HH:mm"],
  mdy: ["M/d/yyyy", "h:mm a"],
  dotted: ["dd.MM.yyyy", "HH:mm"],
  named: ["d MMMM yyyy", "HH:mm"],
  jira: ["dd/MMM/yy", "h:mm a"],
};

/** The cells of a moment: one, or date, clock and zone. */
function momentCells(known: Known, shape: Shape): string[] {
  const { at, precision } = known;
  const { moment, zone } = shape;
  if (moment === "epoch") return [String(at / 1_000)];
  if (moment === "isoZ") return [format(new UTCDate(at), "yyyy-MM-dd'T'HH:mm:ss'Z'")];
  const local = new UTCDate(precision === "minute" ? at + zones[zone] * minute : at);
  if (moment === "offset") return [`${format(local, "yyyy-MM-dd'T'HH:mm:ss")}${offsetOf(zones[zone])}`];
  if (precision === "year") return [format(local, "yyyy")];
  if (precision === "month") return [format(local, moment === "named" ? "MMMM yyyy" : "yyyy-MM")];
  const [date, clock] = forms[moment];
  if (precision === "day") return [format(local, date)];
  const cells = [format(local, date), format(local, clock)];
  if (partsOf(shape) === 1) return [cells.join(moment === "isoT" ? "T" : " ")];
  return partsOf(shape) === 2 ? cells : [...cells, zoneWords[zone]];
}

const zoneWords = {
  UTC: "UTC",
  "Asia/Tokyo": "JST",
  "Asia/Kolkata": "IST",
  "America/Phoenix": "MST",
} as const;

function partsOf({ moment, columns }: Shape): number {
  if (["isoT", "isoZ", "offset", "epoch"].includes(moment)) return 1;
  return { one: 1, "date and clock": 2, "date, clock and zone": 3 }[columns];
}

function offsetOf(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

type Column = { name: string; cell: (told: Told, state: State) => string };
/** One row of a log: which of the incident's states it is; the last tells all. */
type State = { number: number; last: boolean };

export type Written = {
  told: Told[];
  rows: number;
  bytes: Uint8Array;
  fields: Record<string, FieldSource>;
  answer: (question: Question) => unknown;
  reading: ReadingOptions;
};

/** Writes a history in a shape. */
export function writeHistory(drawn: readonly Drawn[], shape: Shape): Written {
  const told = drawn.map((one, i) => toldOf(one, i, shape));
  const isLog = shape.log !== "no";
  const { groups, fields } = layOut(told, shape);
  const columns = shuffled(groups, shape.order).flat();
  const rows = told.flatMap((one, i) => {
    const states = isLog ? drawn[i]!.earlier + 8 * Number(i === 0) : 0;
    return Array.from({ length: states + 1 }, (_, number) =>
      columns.map(({ cell }) => cell(one, { number, last: number === states })),
    );
  });
  const header = columns.map(({ name }) => name);
  const table = shuffled(rows, shape.order + 1);
  const bytes = shape.file === "csv" ? csv([header, ...table], shape) : json(header, table, shape);
  return {
    told,
    rows: table.length,
    bytes: shape.packed ? gzipSync(bytes) : bytes,
    fields,
    answer: (question) => answerTo(question, shape, header),
    reading: {},
  };
}

/** Which columns there are, in groups that stay together, and which feed which field. */
function layOut(told: readonly Told[], shape: Shape) {
  const [id, title, start, end, severity, services, lost] = languages[shape.language];
  const { filler } = shape;
  const fields: Record<string, FieldSource> = {};
  const groups: Column[][] = [];
  const one = (field: string, name: string, cell: Column["cell"]) => {
    fields[field] = { from: "column", column: name };
    groups.push([{ name, cell }]);
  };
  const moment = (field: string, name: string, of: (told: Told, state: State) => Known | null) => {
    const parts = partsOf(shape);
    const columns = Array.from({ length: parts }, (_, part): Column => {
      const cell: Column["cell"] = (told, state) => {
        const known = of(told, state);
        return known === null ? (part === 0 ? filler : "") : (momentCells(known, shape)[part] ?? "");
      };
      return { name: parts === 1 ? name : `${name} ${"ABC"[part]}`, cell };
    });
    groups.push(columns);
    fields[field] =
      parts === 1
        ? { from: "column", column: name }
        : { from: "join", columns: columns.map((column) => column.name), separator: " " };
  };
  if (hasId(shape)) one("externalId", id, (told) => told.id);
  one("title", title, (told) => told.title);
  moment("startedAt", start, (told) => told.startedAt);
  if (shape.end === "moment") moment("resolvedAt", end, (told, { last }) => (last ? told.resolvedAt : null));
  else
    one("timeToResolve", end, (told, { last }) => {
      const { startedAt, resolvedAt } = told;
      if (resolvedAt === null || !last) return filler;
      const minutes = (resolvedAt.at - startedAt.at) / minute;
      return shape.end === "plain minutes"
        ? String(minutes)
        : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
    });
  one("severity", severity, (told, { last }) =>
    told.severity === null || !last ? filler : severityWords[shape.severities][told.severity - 1]!,
  );
  one("lostOrders", lost, (told, { last }) =>
    told.lostOrders === null || !last ? filler : grouped(told.lostOrders, shape),
  );
  systemColumns(told, shape, services, { fields, groups });
  if (shape.log !== "no") {
    const step = (told: Told, state: State) => ({
      at: told.startedAt.at + state.number * 3 * day,
      precision: "minute" as const,
    });
    groups.push([
      {
        name: "Updated",
        cell: (told, state) => momentCells(step(told, state), { ...shape, columns: "one" })[0]!,
      },
    ]);
    groups.push([{ name: "Changes", cell: (_, state) => String(state.number + 2) }]);
  }
  groups.push([{ name: "xyz", cell: (told) => `free text of ${told.id}` }]);
  return { groups, fields };
}

const hasId = ({ id, log }: Shape) => id || log !== "no";

type Laying = { fields: Record<string, FieldSource>; groups: Column[][] };

function systemColumns(told: readonly Told[], shape: Shape, name: string, { fields, groups }: Laying): void {
  const lists = shape.file !== "csv" && shape.lists === "repeated" ? "json" : shape.lists;
  const of = ({ systems }: Told, { last }: State) => (last ? systems : []);
  if (lists === "repeated") {
    const most = Math.max(2, ...told.map(({ systems }) => systems.length));
    groups.push(
      Array.from({ length: most }, (_, i) => ({ name, cell: (told, state) => of(told, state)[i] ?? "" })),
    );
    const columns = Array.from({ length: most }, (_, i) => (i === 0 ? name : `${name} (${i + 1})`));
    fields.systems = { from: "each", columns };
  } else if (lists === "ticked") {
    for (const system of names)
      groups.push([
        {
          name: system,
          cell: (told, state) => (of(told, state).includes(system) ? shape.tick[0] : shape.tick[1]),
        },
      ]);
    fields.systems = { from: "ticked", columns: names };
  } else {
    const text = (systems: readonly string[]) =>
      systems.length === 0
        ? ""
        : lists === "json"
          ? JSON.stringify(systems)
          : systems.join(marks[shape.mark]);
    groups.push([{ name, cell: (told, state) => text(of(told, state)) }]);
    fields.systems = { from: "column", column: name };
  }
}

function grouped(count: number, { thousands }: Shape): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, thousands);
}

function csv(rows: readonly (readonly string[])[], { separator, lineEnd, encoding }: Shape): Uint8Array {
  const cell = (text: string) => (/["\r\n,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = rows.map((row) => row.map(cell).join(separator) + lineEnd).join("");
  if (encoding === "utf-16le") return Buffer.from(`\ufeff${text}`, "utf16le");
  return Buffer.from(encoding === "bom" ? `\ufeff${text}` : text, "utf8");
}

function json(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { file, lists, encoding }: Shape,
): Uint8Array {
  const value = (text: string) =>
    lists === "json" && text.startsWith("[") ? (JSON.parse(text) as unknown) : text === "" ? null : text;
  const records = rows.map((row) => Object.fromEntries(row.map((text, i) => [header[i], value(text)])));
  const text =
    file === "json"
      ? JSON.stringify({ incidents: records }, null, 2)
      : records.map((one) => JSON.stringify(one)).join("\n");
  return Buffer.from(encoding === "bom" ? `\ufeff${text}` : text, "utf8");
}

/** The same things in an order that a number names. */
function shuffled<T>(things: readonly T[], seed: number): T[] {
  const all = [...things];
  let state = (seed >>> 0) + 1;
  for (let i = all.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    [all[i], all[other]] = [all[other] as T, all[i] as T];
  }
  return all;
}

/** What somebody who knows the file says. A question that nobody who does could answer fails the test. */
function answerTo({ kind, values, field, text }: Question, shape: Shape, header: readonly string[]): unknown {
  const table = (of: (value: string) => unknown) =>
    Object.fromEntries(values.map(({ value }) => [value, of(value)]));
  switch (kind) {
    case "header":
      return true;
    case "encoding":
      return shape.encoding === "utf-16le" ? "utf-16le" : "utf-8";
    case "separator":
      return shape.separator;
    case "order":
      return shape.moment === "mdy" ? "mdy" : "dmy";
    case "zone":
      return shape.zone;
    case "zone-words":
      return table((word) => Object.entries(zoneWords).find(([, one]) => one === word)![0]);
    case "date-only":
      return "day";
    case "month-year":
      return "keep";
    case "absent-end":
      return "unknown";
    case "unreadable":
      return table(() => "nothing");
    case "mark":
      return shape.thousands === "." ? "comma" : "point";
    case "duration-unit":
      return "minutes";
    case "values": {
      if (field !== "severity") break;
      const words: readonly string[] = severityWords[shape.severities];
      return table((word) => (words.includes(word) ? words.indexOf(word) + 1 : null));
    }
    case "list-mark":
      return shape.lists === "mark" ? shape.mark : "none";
    case "natural-key":
      return ["title", "startedAt"];
    case "repeated-key":
      if (shape.log === "fold") return { keep: "fold" };
      return {
        keep: "last",
        by: header.find((name) => name === (shape.log === "by date" ? "Updated" : "Changes")),
      };
    case "systems":
      return true;
  }
  throw new Error(`Nobody could answer this: ${text}`);
}
