import type { Bounds } from "#lib/moments.ts";
import type { Plan } from "../schema.ts";
import type { DoubtKind } from "./doubts.ts";
import type { PlannedBatch } from "./plan.ts";

/** What a preview says of doubts: how many rows, which of them, and what becomes of each. */

export type Counted = Map<DoubtKind, { rows: number; lines: number[]; last: number }>;

const mostLines = 8;

export function countDoubts(counted: Counted, doubts: PlannedBatch["doubts"]): void {
  for (const { kind, line } of doubts) {
    const before = counted.get(kind) ?? { rows: 0, lines: [], last: -1 };
    counted.set(kind, before);
    if (before.last === line) continue;
    before.last = line;
    before.rows++;
    if (before.lines.length < mostLines) before.lines.push(line);
  }
}

const left = "The row is stored without that moment.";
const leftOrRefused = `A row that began then is refused; of others that moment alone is left out.`;

const words: Record<DoubtKind, (bounds: Bounds) => { what: string; becomes: string }> = {
  "end-before-start": () => ({ what: "ends before it began", becomes: left }),
  "detected-before-start": () => ({ what: "detected before it began", becomes: left }),
  future: () => ({ what: "lies in the future", becomes: leftOrRefused }),
  "too-early": ({ earliestDay }) => ({ what: `lies before ${earliestDay}`, becomes: leftOrRefused }),
  "open-with-end": () => ({
    what: "open, but with an end",
    becomes: "It is stored as open; what goes on has no end, so that is left out.",
  }),
  "mitigated-with-resolution": () => ({
    what: "mitigated, but with a resolution",
    becomes: "It is stored as mitigated; the resolution is left out.",
  }),
  long: () => ({
    what: "lasts longer than a year",
    becomes: "It is stored as it is: look whether that is right.",
  }),
};

export function doubtsInWords(counted: Counted, bounds: Bounds): Plan["doubts"] {
  return (Object.keys(words) as DoubtKind[]).flatMap((kind) => {
    const found = counted.get(kind);
    return found === undefined
      ? []
      : [{ kind, ...words[kind](bounds), rows: found.rows, lines: found.lines }];
  });
}
