import { marksIn, readDuration } from "./durations.ts";
import { collectMarks, type MarkEvidence } from "./evidence.ts";
import { markEvidence } from "./numbers.ts";
import { isMissing } from "./words.ts";

/** What a whole column of durations says of how it is to be read. */

export type DurationEvidence = {
  /** Plain numbers, which need a unit. */
  plain: number;
  /** Two numbers with a colon, of which the first may be hours or minutes. */
  clocks: number;
  /** Of both kinds some. */
  examples: string[];
  /** A cell with hours, minutes and seconds, where no clock of two numbers can have more than 59 of the first. */
  withHours: string | null;
  unreadable: number;
  unreadableExamples: string[];
  /** Only where some number leaves its mark open. */
  marks: MarkEvidence;
};

export function collectDurations() {
  const marks = collectMarks();
  const found = {
    plain: 0,
    clocks: 0,
    examples: [] as string[],
    unreadable: 0,
    unreadableExamples: [] as string[],
  };
  let withHours: string | null = null;
  let most = 0;
  let hasIdleHours = false;
  let isOpen = false;

  function add(cell: string, line: number): void {
    if (/^\d{1,15}$/.test(cell)) noteOpen(cell);
    else if (!isMissing(cell)) addWritten(cell, line);
  }

  function addWritten(cell: string, line: number): void {
    for (const number of marksIn(cell)) {
      marks.add(number, line);
      isOpen ||= markEvidence(number) === "open";
    }
    const long = /^\s*(\d+):\d\d:\d\d/.exec(cell);
    if (long !== null) {
      if (Number(long[1]) === 0) hasIdleHours = true;
      else withHours ??= cell.trim();
    }
    const reading = readDuration(cell, { unit: null, mark: null });
    if (reading.kind === "no-unit") noteOpen(cell.trim());
    else if (reading.kind === "unreadable") {
      found.unreadable++;
      if (found.unreadableExamples.length < 3) found.unreadableExamples.push(cell.trim());
    }
  }

  function noteOpen(text: string): void {
    const first = /(\d+):/.exec(text)?.[1];
    if (first === undefined) found.plain++;
    else {
      found.clocks++;
      most = Math.max(most, Number(first));
    }
    if (found.examples.length < 3) found.examples.push(text);
  }

  /** Whoever writes hours where there are any has none where there are two numbers. */
  const result = (): DurationEvidence => ({
    ...found,
    withHours: most < 60 && !hasIdleHours ? withHours : null,
    marks: isOpen ? marks.result() : { state: "none" },
  });

  return { add, result };
}
