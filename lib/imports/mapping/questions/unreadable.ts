import { isWeekday, monthOf } from "#lib/csv/calendar-names.ts";
import { isBound, isRange } from "#lib/csv/durations.ts";
import { isFiller } from "#lib/csv/fillers.ts";
import type { UnreadableCell } from "../../file/unreadable.ts";
import { fieldOf } from "../../targets/target.ts";
import { type Asking, ask, columnsFor, type Finding, labelOf } from "./asking.ts";

/** What cells mean that are no date, number, duration or yes and no where one belongs: one question for the file. */
export function askUnreadable(asking: Asking): Finding[] {
  const { cells, more } = asking.survey.unreadable;
  const rest = Object.values(more).reduce((sum, count) => sum + count, 0);
  if (cells.length === 0 && rest === 0) return [];
  const met = new Set([...cells.flatMap((cell) => cell.fields), ...Object.keys(more)]);
  const fields = asking.target.fields.flatMap(({ name }) => (met.has(name) ? [name] : []));
  const values = cells.map((cell) => ({
    value: cell.text,
    count: cell.count,
    proposed: proposalFor(cell, asking) as "nothing" | "refuse" | null,
  }));
  if (rest > 0) values.push({ value: others, count: rest, proposed: null });
  return [
    ask({
      id: "unreadable",
      kind: "unreadable",
      columns: [...new Set(fields.flatMap((field) => columnsFor(field, asking)))],
      text: "What do these cells mean, where a date, an amount, a duration or yes and no belongs?",
      why: whyAsked(asking, fields),
      options: [
        { value: "nothing", label: "Nothing recorded" },
        { value: "refuse", label: "An error: refuse those rows" },
      ],
      values,
      proposed: Object.fromEntries(
        values.flatMap(({ value, proposed }) => (proposed === null ? [] : [[value, proposed]])),
      ),
    }),
  ];
}

/** Speaks for all that are not named. */
const others = "*";

/** What says no value says nothing; what tries to say one is for somebody to mend. */
function proposalFor({ text, fields }: UnreadableCell, { target }: Asking): "nothing" | "refuse" {
  const kinds = new Set(fields.map((field) => fieldOf(target, field)?.kind));
  const isDate = kinds.has("instant") || kinds.has("day");
  if (isFiller(text) || /^[0\s:./-]+$/.test(text)) return "nothing";
  if (!/\p{N}/u.test(text)) return isDate && namesTime(text) ? "refuse" : "nothing";
  // “> 4h” and “2-3 hours” say less than a value.
  const saysLess = isBound(text) || (kinds.has("duration") && isRange(text));
  return saysLess && !isDate ? "nothing" : "refuse";
}

/** “yesterday”, “Monday evening” and “March” say when, to somebody who knows when they were written. */
function namesTime(text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  return (
    words.some((word) => whens.has(word) || isWeekday(word) || monthOf(word) !== undefined) ||
    /昨日|明日|[月火水木金土日]曜/.test(text)
  );
}

const whens = new Set([
  ..."yesterday tomorrow week weekend noon midnight morning evening gestern vorgestern morgen woche mittag mitternacht".split(
    " ",
  ),
  ..."hier demain semaine midi minuit ayer mañana semana mediodía medianoche ontem amanhã ieri domani settimana".split(
    " ",
  ),
  ..."gisteren eergisteren".split(" "),
]);

function whyAsked(asking: Asking, fields: readonly string[]): string {
  const { cells, more } = asking.survey.unreadable;
  const told = fields.map((field) => {
    const here = cells.filter((cell) => cell.fields.includes(field));
    const named = here.slice(0, 3).map(({ text }) => `“${text}”`);
    const left = here.length - named.length;
    const others =
      more[field] === undefined ? [] : [`${more[field]} cells with other words, which are answered together`];
    const rest = [...(left > 0 ? [`${left} more`] : []), ...others];
    return `${columnsFor(field, asking).join(", ")} (${labelOf(field, asking)}): ${[...named, ...rest].join(", ")}`;
  });
  return `They cannot be read. ${told.join("; ")}.`;
}
