import type { Question, Settled } from "../schema.ts";
import type { Asking, Finding } from "./asking.ts";
import { askDateOnly, askDayNumbers, askMonthYear, askOrder, askZone } from "./dates.ts";
import { askAbsentEnd, askOverMidnight } from "./ends.ts";
import { askListMarks } from "./list-marks.ts";
import { askNaturalKey } from "./natural-key.ts";
import { askMarks, askUnits } from "./numbers.ts";
import { askReading } from "./reading.ts";
import { askRepeats } from "./repeats.ts";
import { askSources } from "./sources.ts";
import { askSystems } from "./systems.ts";
import { askUnreadable } from "./unreadable.ts";
import { askValues } from "./values.ts";

/** What a person has to say before rows can be read, and what the file says by itself. */

export type Asked = { questions: Question[]; settled: Settled[] };

export function askQuestions(asking: Asking): Asked {
  const found: Finding[] = [
    ...askReading(asking),
    ...askOrder(asking),
    ...askZone(asking),
    ...askDateOnly(asking),
    ...askMonthYear(asking),
    ...askDayNumbers(asking),
    ...askOverMidnight(asking),
    ...askMarks(asking),
    ...askUnits(asking),
    ...askUnreadable(asking),
    ...askSources(asking),
    ...askValues(asking),
    ...askListMarks(asking),
    ...askAbsentEnd(asking),
    ...askRepeats(asking),
    ...askNaturalKey(asking),
    ...askSystems(asking),
  ];
  return {
    questions: found.flatMap(({ question }) => question ?? []),
    settled: found.flatMap(({ settled }) => settled ?? []),
  };
}
