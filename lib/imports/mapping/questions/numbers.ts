import { type DurationUnit, durationUnits, readDuration, unitInName } from "#lib/csv/durations.ts";
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

/** The unit of plain numbers and of clocks of two numbers, of which the first may be hours or minutes. */
export function askUnits(asking: Asking): Finding[] {
  return Object.entries(asking.survey.durations).flatMap(([field, found]) => {
    const { plain, clocks, examples, withHours } = found;
    if (plain + clocks === 0) return [];
    const columns = columnsFor(field, asking);
    const id = `durationUnit.${field}`;
    const known = asking.profile?.durationUnit?.[field];
    if (known)
      return settle({ id, field, answer: known, why: `${asking.profile?.label} gives it in ${known}.` });
    const [named] = columns.flatMap((column) => unitInName(column) ?? []);
    // Two numbers with a colon are nothing in seconds or days.
    if (named !== undefined && (clocks === 0 || named === "hours" || named === "minutes"))
      return settle({ id, field, answer: named, why: `The column is called ${columns.join(", ")}.` });
    if (plain === 0 && withHours !== null) {
      const why = `“${withHours}” has hours, so that ${examples[0]} is minutes and seconds.`;
      return settle({ id, field, answer: "minutes", why });
    }
    const units = clocks === 0 ? durationUnits : (["minutes", "hours"] as const);
    return ask({
      id,
      kind: "duration-unit",
      field,
      columns,
      text: `In which unit is ${labelOf(field, asking)}?`,
      why: `${open(found)}: ${examples.join(", ")}.`,
      options: units.map((unit) => ({ value: unit, label: labelIn(unit, examples) })),
    });
  });
}

function open({ plain, clocks }: { plain: number; clocks: number }): string {
  const count = plain + clocks;
  const are = count === 1 ? "1 cell is" : `${count} cells are`;
  if (clocks === 0) return `${are} plain numbers`;
  return `${are} plain numbers, or hours and minutes, or minutes and seconds`;
}

/** What the first of them would be. */
function labelIn(unit: DurationUnit, [example]: readonly string[]): string {
  const reading = readDuration(example ?? "", { unit, mark: "point" });
  if (reading.kind !== "duration") return unit;
  return `${unit}: ${example} is ${spelled(reading.millis)}`;
}

const scales = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
] as const;

function spelled(millis: number): string {
  let rest = millis;
  const parts = scales.flatMap(([scale, name]) => {
    const count = Math.floor(rest / scale);
    rest -= count * scale;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.length === 0 ? "nothing" : parts.slice(0, 3).join(" ");
}
