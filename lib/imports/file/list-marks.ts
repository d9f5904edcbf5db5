import { saysNothing } from "#lib/csv/fillers.ts";
import type { FieldSource, listMarks } from "../mapping/schema.ts";
import type { Field } from "../targets/target.ts";
import { openJson } from "./cells.ts";
import { bare, marksOf, piecesOf } from "./pieces.ts";
import { remembered } from "./remembered.ts";
import type { Watcher, Watching } from "./survey.ts";

/** What the cells of a column say of the marks between the items of its lists. */

type Mark = Exclude<(typeof listMarks)[number], "none">;

/** The stronger first: where several stand in a cell, the first of them is rather the one between items. */
const partingMarks = ["newline", "|", ";", ","] as const;
/** These stand in names as well, and are marks only where something says so. */
const doubtfulMarks = ["/", "+", "&"] as const;

export type ListMarkEvidence = {
  /** The marks that part items, or may. */
  marks: Mark[];
  /** Cells that hold each of them outside brackets and quotes, and one of these cells. */
  cells: Record<string, { count: number; example: string }>;
  /** Whether some cell holds two of them. */
  together: boolean;
  /** Each cell is one item of a list that other columns add to. */
  isItem: boolean;
};

const mostKept = 2_000;

function collectListMarks(isItem: boolean) {
  const cells: ListMarkEvidence["cells"] = {};
  const pairs = new Set<string>();
  const alone = new Set<string>();
  const doubtful = new Map<string, Mark[]>();
  const marksIn = remembered((text) => (saysNothing(text) ? [] : marksOutside(text)));

  function add(text: string): void {
    const opened = openJson(text);
    if (!Array.isArray(opened)) addText(text);
    else if (isItem) for (const item of opened) if (typeof item === "string") addText(item);
  }

  function addText(text: string): void {
    const marks = marksIn(text);
    for (const mark of marks) {
      const known = cells[mark];
      if (known) known.count++;
      else cells[mark] = { count: 1, example: Buffer.from(text.trim()).toString() };
    }
    if (marks.length > 1) pairs.add(marks.join(" "));
    for (const item of itemsOf(text, isItem ? [] : [...partingMarks])) {
      const within = marks.filter(isDoubtful);
      if (within.length === 0 && alone.size < mostKept) alone.add(item.toLowerCase());
      else if (doubtful.size < mostKept) doubtful.set(item, within);
    }
  }

  function result(): ListMarkEvidence {
    const found = [
      ...partingMarks.filter((mark) => cells[mark]),
      ...doubtfulMarks.filter((mark) => cells[mark] && mayPart(mark, { doubtful, alone })),
    ];
    const together = [...pairs].some(
      (pair) => pair.split(" ").filter((mark) => found.includes(mark as Mark)).length > 1,
    );
    return { marks: found, cells, together, isItem };
  }

  return { add, result };
}

const isDoubtful = (mark: Mark) => (doubtfulMarks as readonly string[]).includes(mark);

/** The marks of a cell that have something on both sides, outside brackets and quotes. */
function marksOutside(text: string): Mark[] {
  const isAddress = text.includes("://");
  return [...partingMarks, ...doubtfulMarks].filter(
    (mark) => !(isAddress && mark === "/") && itemsOf(text, [mark]).length > 1,
  );
}

export function itemsOf(text: string, marks: readonly Mark[]): string[] {
  return piecesOf(text, marksOf(marks))
    .map(bare)
    .filter((item) => item !== "");
}

type Seen = { doubtful: ReadonlyMap<string, readonly Mark[]>; alone: ReadonlySet<string> };

/** Blanks around it, or parts that stand alone elsewhere or in another place, say that a mark parts items. */
function mayPart(mark: Mark, { doubtful, alone }: Seen): boolean {
  const first = new Set<string>();
  const later = new Set<string>();
  for (const [item, marks] of doubtful) {
    if (!marks.includes(mark)) continue;
    if (mark !== "&" && item.includes(` ${mark} `)) return true;
    const [head, ...rest] = itemsOf(item, [mark]).map((part) => part.toLowerCase());
    if (head === undefined || rest.length === 0) continue;
    if ([head, ...rest].some((part) => alone.has(part))) return true;
    first.add(head);
    for (const part of rest) later.add(part);
  }
  return [...first].some((part) => later.has(part));
}

const lists = new Set<Field["kind"]>(["names", "places", "labels", "factors", "references"]);

/** Where nobody said what parts the items of a list, its cells are asked. */
export function watchListMarks(
  field: Field,
  { from }: FieldSource,
  { cell, split, survey, finish }: Watching,
): Watcher[] {
  if (!lists.has(field.kind) || split !== null || from === "ticked") return [];
  const collector = collectListMarks(from === "each");
  finish.push(() => {
    const evidence = collector.result();
    if (evidence.marks.length > 0) survey.listMarks[field.name] = evidence;
  });
  return [(cells) => collector.add(cell(cells))];
}
