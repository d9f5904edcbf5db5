import { severities } from "#db/values.ts";
import { spelled } from "#lib/csv/dates.ts";
import { durationUnits } from "#lib/csv/durations.ts";
import { encodings } from "#lib/csv/encoding-names.ts";
import type { DateOrder } from "#lib/csv/instants.ts";
import type { CsvReading } from "#lib/csv/read.ts";
import { separatorNames, separators } from "#lib/csv/separators.ts";
import { zoneWordProposals } from "#lib/csv/zones.ts";
import type { Profile } from "#lib/integrations/profile.ts";
import { proposeSeverity } from "#lib/integrations/severities.ts";
import { columnsOf } from "../file/cells.ts";
import type { Survey, ValueCount } from "../file/survey.ts";
import { leaveOut } from "../plan/reading.ts";
import type { Mapping, Question, ReadingOptions, Settled } from "../schema.ts";
import { type Field, type FieldValue, fieldOf, type Target } from "../targets/target.ts";
import { ownProfile } from "./own-profile.ts";

/** What a person has to say before rows can be read, and what the file says by itself. */

export type Asked = { questions: Question[]; settled: Settled[] };

export type Asking = {
  reading: Pick<CsvReading, "columns" | "separator" | "separatorDoubtful" | "encoding" | "headerDoubtful">;
  options: ReadingOptions;
  target: Target;
  mapping: Mapping;
  profile: Profile | null;
  survey: Survey;
};

type Finding = { question?: Question; settled?: Settled };

export function askQuestions(asking: Asking): Asked {
  const found: Finding[] = [
    ...askReading(asking),
    ...askOrder(asking),
    ...askZone(asking),
    ...askDateOnly(asking),
    ...askMarks(asking),
    ...askUnits(asking),
    ...askValues(asking),
    ...askRepeats(asking),
    ...askSystems(asking),
  ];
  return {
    questions: found.flatMap(({ question }) => question ?? []),
    settled: found.flatMap(({ settled }) => settled ?? []),
  };
}

type Draft = Pick<Question, "id" | "kind" | "text" | "why"> & Partial<Question>;

function ask(draft: Draft): { question: Question } {
  return {
    question: { field: null, columns: [], options: [], values: [], proposed: null, required: true, ...draft },
  };
}

function settle(settled: Settled): { settled: Settled } {
  return { settled };
}

function columnsFor(field: string, { mapping }: Asking): string[] {
  const source = mapping.fields[field];
  return source ? columnsOf(source) : [];
}

function labelOf(field: string, { target }: Asking): string {
  return fieldOf(target, field)?.label ?? field;
}

function askReading({ reading, options }: Asking): Finding[] {
  const found: Finding[] = [];
  const { encoding, doubtful } = reading.encoding();
  if (reading.headerDoubtful && options.header === undefined) {
    found.push(
      ask({
        id: "reading.header",
        kind: "header",
        text: "Does the first row name the columns?",
        why: `It holds values that look like data: ${reading.columns.slice(0, 4).join(", ")}.`,
        options: [
          { value: true, label: "Yes, it names them" },
          { value: false, label: "No, it is data" },
        ],
      }),
    );
  }
  if (doubtful && options.encoding === undefined) {
    found.push(
      ask({
        id: "reading.encoding",
        kind: "encoding",
        text: "Do the accented letters look right?",
        why: `The file was read as ${encoding}, but other encodings fit it too.`,
        options: encodings.map((value) => ({ value, label: value })),
        proposed: encoding,
        required: false,
      }),
    );
  }
  if (reading.separatorDoubtful) {
    found.push(
      ask({
        id: "reading.separator",
        kind: "separator",
        text: "Are the columns separated in the right places?",
        why: `The file was read with a ${separatorNames[reading.separator]} between cells, but another mark fits it too.`,
        options: separators.map((value) => ({ value, label: separatorNames[value] })),
        proposed: reading.separator,
        required: false,
      }),
    );
  }
  return found;
}

/** Dates that leave the order open follow the other dates of the file where those agree: one tool wrote them all. */
function askOrder(asking: Asking): Finding[] {
  const found: Finding[] = [];
  const settledOrders = new Set<DateOrder>();
  const open: { field: string; orders: DateOrder[]; examples: string[] }[] = [];
  let settledBy = "";
  for (const [field, { order }] of Object.entries(asking.survey.instants)) {
    if (order.state === "settled") {
      settledOrders.add(order.order);
      settledBy = `“${order.value}” on line ${order.line} can only be ${spelled[order.order]}`;
      found.push(settle({ id: `orders.${field}`, field, answer: order.order, why: `${settledBy}.` }));
    }
    if (order.state === "open") open.push({ field, ...order });
    if (order.state === "contradictory") found.push(askContradictory(field, order.examples, asking));
  }
  if (open.length === 0) return found;
  const [only] = settledOrders;
  if (settledOrders.size === 1 && only && open.every(({ orders }) => orders.includes(only))) {
    const why = `${settledBy}, and the other dates of the file fit that.`;
    for (const { field } of open) found.push(settle({ id: `orders.${field}`, field, answer: only, why }));
    return found;
  }
  found.push(
    ask({
      id: "order",
      kind: "order",
      columns: open.flatMap(({ field }) => columnsFor(field, asking)),
      text: "In which order do day and month stand?",
      why: `No date in the file settles it: ${open
        .flatMap(({ examples }) => examples)
        .slice(0, 3)
        .join(", ")}.`,
      options: orderOptions([...new Set(open.flatMap(({ orders }) => orders))]),
    }),
  );
  return found;
}

function orderOptions(orders: readonly DateOrder[]) {
  return orders.map((value) => ({ value, label: spelled[value] }));
}

function askContradictory(field: string, examples: string[], asking: Asking): Finding {
  return ask({
    id: `orders.${field}`,
    kind: "order",
    field,
    columns: columnsFor(field, asking),
    text: `In which order do day and month stand in ${labelOf(field, asking)}?`,
    why: `The column holds both orders (${examples.join(" and ")}). Rows that do not fit the answer are refused.`,
    options: orderOptions(["dmy", "mdy", "ymd"]),
  });
}

function askZone(asking: Asking): Finding[] {
  const { survey, profile } = asking;
  const found: Finding[] = [];
  // A calendar day is the day as written; only moments need a zone.
  const evidence = Object.entries(survey.instants).filter(
    ([field]) => fieldOf(asking.target, field)?.kind === "instant",
  );
  const bare = evidence.filter(([, { withoutZone }]) => withoutZone > 0).map(([field]) => field);
  const columns = bare.flatMap((field) => columnsFor(field, asking));
  if (bare.length > 0) {
    const inHeader =
      columns.length > 0 && columns.every((column) => /\b(utc|gmt)\b/i.test(column.replaceAll("_", " ")));
    if (inHeader)
      found.push(
        settle({ id: "zone", field: null, answer: "UTC", why: `The header says so: ${columns.join(", ")}.` }),
      );
    else if (profile?.zone)
      found.push(settle({ id: "zone", field: null, answer: profile.zone.zone, why: profile.zone.why }));
    else {
      found.push(
        ask({
          id: "zone",
          kind: "zone",
          columns,
          text: "In which time zone are times that name none?",
          why: `${columns.join(", ")} ${columns.length === 1 ? "holds" : "hold"} times without a zone.`,
          options: [{ value: "UTC", label: "UTC" }],
        }),
      );
    }
  }
  const words = new Map<string, number>();
  for (const [, { zoneWords }] of evidence) {
    for (const [word, count] of zoneWords) words.set(word, (words.get(word) ?? 0) + count);
  }
  if (words.size > 0) {
    const proposals = [...words.keys()].map((word) => [word, zoneWordProposals[word.toUpperCase()]] as const);
    const values = [...words].map(([value, count], index) => ({
      value,
      count,
      proposed: proposals[index]?.[1] ?? null,
    }));
    found.push(
      ask({
        id: "zoneWords",
        kind: "zone-words",
        text: "Which offset or zone do these words mean?",
        why: "The same letters mean different zones in different countries.",
        values,
        proposed: tableOf(proposals),
      }),
    );
  }
  return found;
}

function askDateOnly(asking: Asking): Finding[] {
  const bare = Object.entries(asking.survey.instants).filter(
    ([field, { dateOnly }]) => dateOnly > 0 && fieldOf(asking.target, field)?.kind === "instant",
  );
  if (bare.length === 0) return [];
  const columns = bare.flatMap(([field]) => columnsFor(field, asking));
  const count = bare.reduce((sum, [, { dateOnly }]) => sum + dateOnly, 0);
  return [
    ask({
      id: "dateOnly",
      kind: "date-only",
      columns,
      text: "What time of day do dates without a time mean?",
      why: `${count} ${count === 1 ? "cell has" : "cells have"} a date only.`,
      options: [
        { value: "midnight", label: "Midnight at the start of that day, in the chosen zone" },
        { value: "refuse", label: "None: refuse those rows" },
      ],
      proposed: "midnight",
    }),
  ];
}

function askMarks(asking: Asking): Finding[] {
  const found: Finding[] = [];
  for (const [field, evidence] of Object.entries(asking.survey.marks)) {
    if (evidence.state === "settled") {
      const why = `“${evidence.value}” on line ${evidence.line} settles it.`;
      found.push(settle({ id: `marks.${field}`, field, answer: evidence.mark, why }));
    }
    if (evidence.state !== "open" && evidence.state !== "contradictory") continue;
    const [example] = evidence.examples;
    found.push(
      ask({
        id: `marks.${field}`,
        kind: "mark",
        field,
        columns: columnsFor(field, asking),
        text: `How are numbers written in ${labelOf(field, asking)}?`,
        why: `“${example}” can be read in two ways${evidence.state === "contradictory" ? ", and the column holds both" : ""}.`,
        options: [
          { value: "point", label: "1,234.5: the point begins the fraction" },
          { value: "comma", label: "1.234,5: the comma begins the fraction" },
        ],
      }),
    );
  }
  return found;
}

function askUnits(asking: Asking): Finding[] {
  return Object.entries(asking.survey.plainDurations).map(([field, count]) => {
    const columns = columnsFor(field, asking);
    const id = `durationUnit.${field}`;
    const known = asking.profile?.durationUnit?.[field];
    if (known)
      return settle({ id, field, answer: known, why: `${asking.profile?.label} gives it in ${known}.` });
    const named = durationUnits.find((unit) => columns.some((column) => unitInName(column) === unit));
    if (named)
      return settle({ id, field, answer: named, why: `The column is called ${columns.join(", ")}.` });
    return ask({
      id,
      kind: "duration-unit",
      field,
      columns,
      text: `In which unit is ${labelOf(field, asking)}?`,
      why: `${count} ${count === 1 ? "cell is" : "cells are"} plain numbers.`,
      options: durationUnits.map((value) => ({ value, label: value })),
    });
  });
}

function unitInName(column: string): (typeof durationUnits)[number] | null {
  const words = column.toLowerCase().split(/[^a-z]+/);
  const has = (...names: string[]) => names.some((name) => words.includes(name));
  if (has("milliseconds", "millis", "ms")) return "milliseconds";
  if (has("seconds", "secs", "sec")) return "seconds";
  if (has("minutes", "mins", "min")) return "minutes";
  if (has("hours", "hrs", "hr")) return "hours";
  return has("days") ? "days" : null;
}

function askValues(asking: Asking): Finding[] {
  return Object.keys(asking.survey.values).flatMap((name) => {
    const field = fieldOf(asking.target, name);
    const counts = asking.survey.values[name] ?? null;
    if (!field || !["choice", "severity", "flag"].includes(field.kind)) return [];
    if (counts === null) return [askTooMany(field, asking)];
    return askFieldValues(field, counts, asking);
  });
}

function askFieldValues(field: Field, counts: readonly ValueCount[], asking: Asking): Finding[] {
  const isOwn = asking.mapping.profile === ownProfile;
  if (isOwn && field.kind === "severity") {
    return counts.length === 0
      ? []
      : [
          settle({
            id: "values.severity",
            field: field.name,
            answer: {},
            why: "In Faultline's own export 1 is the worst.",
          }),
        ];
  }
  const open = counts.filter(({ value }) => isOpen(field, value));
  const asked = field.kind === "severity" || (field.confirm && open.length > 0) ? counts : open;
  if (asked.length === 0) return [];
  const proposals = asked.map(({ value }) => [value, proposalFor(field, value, asking)] as const);
  const values = asked.map(({ value, count }, index) => ({
    value,
    count,
    proposed: proposals[index]?.[1] ?? null,
  }));
  return [
    ask({
      id: `values.${field.name}`,
      kind: "values",
      field: field.name,
      columns: columnsFor(field.name, asking),
      text: questionText(field),
      why: whyAsked(field, open.length),
      options: optionsFor(field),
      values,
      proposed: tableOf(proposals),
      required: field.kind !== "severity",
    }),
  ];
}

function askTooMany(field: Field, asking: Asking): Finding {
  const columns = columnsFor(field.name, asking);
  return ask({
    id: `values.${field.name}`,
    kind: "values",
    field: field.name,
    columns,
    text: `${columns.join(", ")} holds too many different values to be ${field.label.toLowerCase()}. Map another column?`,
    why: "A closed list has a few values; this column looks like text.",
    required: field.kind !== "severity",
  });
}

function isOpen(field: Field, value: string): boolean {
  if (field.kind === "severity") return true;
  if (field.kind === "flag") return !/^(true|false|yes|no|y|n|t|f|0|1|on|off|x|unknown)$/i.test(value);
  return !field.choices?.map(String).includes(value.toLowerCase());
}

/** Null proposes "unknown"; undefined is no proposal at all. */
function proposalFor(field: Field, value: string, { profile }: Asking): FieldValue | undefined {
  const word = value.trim().toLowerCase();
  const own = field.kind === "severity" ? profile?.severity : profile?.values?.[field.name];
  if (own && Object.hasOwn(own, word)) return own[word];
  if (field.kind === "severity") return proposeSeverity(value) ?? undefined;
  const plain = word.replace(/\s+/g, "-");
  const exact = field.choices?.find((choice) => [word, plain].includes(String(choice)));
  if (exact !== undefined) return exact;
  return field.words && Object.hasOwn(field.words, word) ? field.words[word] : undefined;
}

function tableOf(
  proposals: readonly (readonly [string, FieldValue | undefined])[],
): Record<string, FieldValue> {
  return Object.fromEntries(proposals.filter((pair): pair is [string, FieldValue] => pair[1] !== undefined));
}

function questionText(field: Field): string {
  if (field.kind === "severity") return "Which severity does each of these mean?";
  if (field.name === "kind") return "Which of these are incidents?";
  return `What do these mean as ${field.label.toLowerCase()}?`;
}

function whyAsked(field: Field, open: number): string {
  if (field.kind === "severity")
    return "Tools name severities differently, and numbers run either way. 1 is the worst here; what is not said stays unknown.";
  if (field.name === "kind") return "Maintenance, tests and duplicates must not count as incidents.";
  return open === 1 ? "One value is not known here." : `${open} values are not known here.`;
}

function optionsFor(field: Field): Question["options"] {
  const unknown = { value: null, label: "Unknown" };
  const skip = { value: leaveOut, label: "Leave these rows out" };
  if (field.kind === "flag") return [{ value: true, label: "Yes" }, { value: false, label: "No" }, unknown];
  if (field.kind === "severity")
    return [...severities.map((value) => ({ value, label: `Sev-${value}` })), unknown];
  const choices = (field.choices ?? []).map((value) => ({ value, label: String(value) }));
  return field.name === "kind" || field.name === "status"
    ? [...choices, unknown, skip]
    : [...choices, unknown];
}

function askRepeats({ survey, profile, reading, target, mapping }: Asking): Finding[] {
  const { count, examples } = survey.repeatedKeys;
  if (count === 0) return [];
  const growing = reading.columns.filter((column) =>
    /mod.?count|updated|modified|version|changed/i.test(column),
  );
  const by = reading.columns.find((column) => column === profile?.lastBy);
  const [example] = examples;
  const last = (column: string) => ({
    value: { keep: "last", by: column },
    label: `One record in several states: keep the last by ${column}`,
  });
  return [
    ask({
      id: "repeatedKey",
      kind: "repeated-key",
      columns: mapping.fields.externalId ? columnsOf(mapping.fields.externalId) : [],
      text: `What does a repeated key mean in these ${target.label.toLowerCase()}?`,
      why: `${count} ${count === 1 ? "row repeats" : "rows repeat"} a key, for example ${example?.key} on lines ${example?.lines.join(" and ")}.`,
      options: [...new Set([...(by ? [by] : []), ...growing])].map(last).concat([
        {
          value: { keep: "last" } as never,
          label: "One record in several states: keep the row that stands last",
        },
        { value: { keep: "none" } as never, label: "A mistake: keep the first and refuse the others" },
      ]),
      proposed: by ? { keep: "last", by } : null,
    }),
  ];
}

function askSystems(asking: Asking): Finding[] {
  const named = asking.target.fields.filter(
    (field) =>
      (field.kind === "names" || field.kind === "system") &&
      asking.mapping.fields[field.name] &&
      field.name !== "slug",
  );
  const filled = named.filter(
    (field) => asking.survey.values[field.name] === null || asking.survey.values[field.name]?.length,
  );
  if (filled.length === 0) return [];
  const values = filled.flatMap((field) => asking.survey.values[field.name] ?? []);
  return [
    ask({
      id: "createSystems",
      kind: "systems",
      columns: filled.flatMap((field) => columnsFor(field.name, asking)),
      text: "Create the systems that do not exist yet?",
      why: "Rows that name a system which does not exist are refused otherwise. The preview lists those to be created.",
      options: [
        { value: true, label: "Yes, create them" },
        { value: false, label: "No" },
      ],
      values: values.slice(0, 100).map(({ value, count }) => ({ value, count, proposed: null })),
    }),
  ];
}
