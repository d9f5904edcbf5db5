import { formatCount, formatPlural } from "#lib/format.ts";
import { fieldOf } from "../../targets/target.ts";
import { type Asking, ask, columnsFor, type Finding, labelOf } from "./asking.ts";

/** Rows without an id: what tells them apart, so that a corrected one is found again. */

/** Of so many rows nearly all are told apart. */
const nearlyAll = 0.95;

export function askNaturalKey(asking: Asking): Finding[] {
  const { natural } = asking.survey;
  if (natural === null || natural.rows === 0) return [];
  const { rows, keys } = natural;
  const whole = { fields: [] as readonly string[], apart: rows };
  const good = keys.filter(({ apart }) => apart >= rows * nearlyAll).sort((a, b) => b.apart - a.apart);
  // Sets come the smallest first, and stay so where they tell as many apart.
  const best = good[0] ?? whole;
  return [
    ask({
      id: "naturalKey",
      kind: "natural-key",
      columns: (keys[0]?.fields ?? []).flatMap((field) => columnsFor(field, asking)),
      text: "What tells these rows apart, since they have no id?",
      why: `${formatPlural(rows, "row has", "rows have")} no id. Where all of a row tells it apart, a row that is corrected later becomes another record. ${onBest(best, asking)}`,
      options: [
        ...keys.map(({ fields, apart }) => ({
          value: [...fields],
          label: `${inWords(fields, asking)}: tells ${formatCount(apart)} of ${formatPlural(rows, "row")} apart`,
        })),
        { value: [], label: "The whole row: a corrected row becomes another record" },
      ],
      proposed: [...best.fields],
      required: false,
    }),
  ];
}

function inWords(fields: readonly string[], asking: Asking): string {
  const labels = fields.map((field) => (field === "systems" ? "Systems" : labelOf(field, asking)));
  return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}

function onBest({ fields, apart }: { fields: readonly string[]; apart: number }, asking: Asking): string {
  const { natural, instants } = asking.survey;
  const { rows, keys } = natural!;
  const told = fields.length === 0 ? keys.toSorted((a, b) => b.apart - a.apart)[0]! : { fields, apart };
  const left = rows - told.apart;
  const [start] = told.fields;
  const { dateOnly = 0 } = instants[start!] ?? {};
  const known =
    dateOnly === 0 || fieldOf(asking.target, start!) === undefined
      ? ""
      : ` (${labelOf(start!, asking)} is known to the day alone in ${formatPlural(dateOnly, "row")})`;
  const words = inWords(told.fields, asking);
  if (left === 0) return `${words} tell all of them apart.`;
  const rest = `${formatPlural(left, "row shares theirs with another and is", "rows share theirs with another and are")} told apart by the whole row`;
  return `${words} cannot tell ${formatPlural(left, "row")} apart${known}: ${rest}, so that a corrected one of those becomes another record.`;
}
