import { durationUnits } from "#lib/csv/durations.ts";
import { type Asking, ask, columnsFor, type Finding, labelOf, settle } from "./asking.ts";

export function askMarks(asking: Asking): Finding[] {
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

export function askUnits(asking: Asking): Finding[] {
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
