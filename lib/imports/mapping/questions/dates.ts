import { spelled } from "#lib/csv/dates.ts";
import { type DayCount, readDayNumber } from "#lib/csv/day-numbers.ts";
import type { DateOrder } from "#lib/csv/instants.ts";
import { zoneWordProposals } from "#lib/csv/zones.ts";
import { fieldOf } from "../../targets/target.ts";
import { ownProfile } from "../own-profile.ts";
import { type Asking, ask, columnsFor, type Finding, labelOf, settle, tableOf } from "./asking.ts";

/** Dates that leave the order open follow the other dates of the file where those agree: one tool wrote them all. */
export function askOrder(asking: Asking): Finding[] {
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
      fields: open.map(({ field }) => field),
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

export function askZone(asking: Asking): Finding[] {
  const { survey, profile } = asking;
  const found: Finding[] = [];
  // A calendar day is the day as written; only moments need a zone.
  const evidence = Object.entries(survey.instants).filter(
    ([field]) => fieldOf(asking.target, field)?.kind === "instant",
  );
  // A date that stays a date needs none, where a moment may be known to one.
  const timed = evidence.filter(([field, found]) =>
    mayBeDate(field, asking) ? found.timesWithoutZone > 0 : found.withoutZone > 0,
  );
  const isOwn = asking.mapping.profile === ownProfile;
  const bare = (
    timed.length > 0 || isOwn ? timed : evidence.filter(([, found]) => found.withoutZone > 0)
  ).map(([field]) => field);
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
          when: timed.length > 0 ? null : { id: "dateOnly", is: "midnight" },
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

/** Whether a moment may be known to a date alone. */
function mayBeDate(field: string, { target }: Asking): boolean {
  return fieldOf(target, field)?.precision !== undefined;
}

export function askDateOnly(asking: Asking): Finding[] {
  const bare = Object.entries(asking.survey.instants).filter(
    ([field, { dateOnly }]) => dateOnly > 0 && fieldOf(asking.target, field)?.kind === "instant",
  );
  // Our own export writes a date where no more is known.
  if (bare.length === 0 || asking.mapping.profile === ownProfile) return [];
  const columns = bare.flatMap(([field]) => columnsFor(field, asking));
  const count = bare.reduce((sum, [, { dateOnly }]) => sum + dateOnly, 0);
  const dates = bare.some(([field]) => mayBeDate(field, asking));
  const longer = monthsAlone(asking).length > 0;
  const why = `${count} ${count === 1 ? "cell has" : "cells have"} a date only.`;
  return [
    ask({
      id: "dateOnly",
      kind: "date-only",
      columns,
      text: "What do dates without a time mean?",
      why: dates && bare.some(([field]) => field === "startedAt") ? `${why}${onDurations(asking)}` : why,
      options: [
        ...(dates
          ? [
              {
                value: "day",
                label: `${longer ? "That day, or the month or year that is named" : "That day"}: it stays that ${longer ? "date" : "day"} for every reader, and counts in no hour`,
              },
            ]
          : []),
        { value: "midnight", label: "Midnight at the start of that day, in the chosen zone" },
        { value: "refuse", label: "None: refuse those rows" },
      ],
      proposed: dates ? "day" : "midnight",
    }),
  ];
}

function onDurations({ mapping }: Asking): string {
  const has = ["timeToDetect", "timeToMitigate", "timeToResolve"].some((field) => mapping.fields[field]);
  return has
    ? " Durations from a start that is known to the day count from one day on; midnight keeps shorter ones."
    : "";
}

function monthsAlone(asking: Asking) {
  return Object.entries(asking.survey.instants).filter(
    ([field, { monthOrYear }]) => monthOrYear > 0 && mayBeDate(field, asking),
  );
}

/** A month, a quarter or a year without a day, in moments that may be known to one. */
export function askMonthYear(asking: Asking): Finding[] {
  const found = monthsAlone(asking);
  if (found.length === 0 || asking.mapping.profile === ownProfile) return [];
  const count = found.reduce((sum, [, { monthOrYear }]) => sum + monthOrYear, 0);
  const examples = found.flatMap(([, { monthOrYearExamples }]) => monthOrYearExamples).slice(0, 3);
  return [
    ask({
      id: "monthYear",
      kind: "month-year",
      columns: found.flatMap(([field]) => columnsFor(field, asking)),
      text: "What do months, quarters and years without a day mean?",
      why: `${count} ${count === 1 ? "cell names" : "cells name"} a month, a quarter or a year alone: ${examples.join(", ")}.`,
      options: [
        {
          value: "keep",
          label: "That month, quarter or year: it counts in no day, and in no duration that is shorter",
        },
        { value: "refuse", label: "None: refuse those rows" },
      ],
      proposed: "keep",
      // What is said of days holds for months too, but for midnights.
      when: askDateOnly(asking).length > 0 ? { id: "dateOnly", is: "midnight" } : null,
    }),
  ];
}

/** Bare numbers of days as spreadsheets count them. */
export function askDayNumbers(asking: Asking): Finding[] {
  const found = Object.entries(asking.survey.instants).filter(([, { dayNumbers }]) => dayNumbers > 0);
  if (found.length === 0) return [];
  const count = found.reduce((sum, [, { dayNumbers }]) => sum + dayNumbers, 0);
  const examples = found.flatMap(([, { dayNumberExamples }]) => dayNumberExamples).slice(0, 3);
  const [first] = examples as [string];
  const label = (since: number, days: DayCount) =>
    `Days since ${since}, as spreadsheets count them: ${first} is ${inWords(first, days)}`;
  return [
    ask({
      id: "dayNumbers",
      kind: "day-numbers",
      columns: found.flatMap(([field]) => columnsFor(field, asking)),
      text: "What do bare numbers among the dates mean?",
      why: `${count} ${count === 1 ? "cell is a number" : "cells are numbers"} where a date belongs: ${examples.join(", ")}.`,
      options: [
        { value: "excel", label: label(1900, "excel") },
        { value: "excel-1904", label: label(1904, "excel-1904") },
        { value: "refuse", label: "None: refuse those rows" },
      ],
      proposed: "excel",
    }),
  ];
}

function inWords(number: string, days: DayCount): string {
  const time = readDayNumber(number, days);
  if (time === null) return "no date";
  const text = new Date(time.local).toISOString();
  return time.hasTime ? text.slice(0, 16).replace("T", " ") : text.slice(0, 10);
}
