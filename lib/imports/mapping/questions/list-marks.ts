import { itemsOf, type ListMarkEvidence } from "../../file/list-marks.ts";
import { ownProfile } from "../own-profile.ts";
import { type Asking, ask, columnsFor, type Finding, labelOf, settle } from "./asking.ts";

type Mark = ListMarkEvidence["marks"][number];

/** What parts the items of a list: settled where the cells leave one reading, and asked where they leave several. */
export function askListMarks(asking: Asking): Finding[] {
  if (asking.mapping.profile === ownProfile) return [];
  return Object.entries(asking.survey.listMarks).map(([field, evidence]) => {
    const { marks, isItem, cells } = evidence;
    const [only] = marks;
    if (marks.length === 1 && only && isPlain(only) && !isItem)
      return settle({
        id: `split.${field}`,
        field,
        answer: only,
        why: `No other mark parts ${labelOf(field, asking)}: ${inWords(cells[only]!.example, [only])}.`,
      });
    return askMark(field, evidence, asking);
  });
}

/** These are marks in any list; / + & stand in names as well. */
const isPlain = (mark: Mark) => ["newline", "|", ";", ","].includes(mark);

function askMark(
  field: string,
  { marks, cells, together, isItem }: ListMarkEvidence,
  asking: Asking,
): Finding {
  const [strongest] = marks;
  const each = marks.map((mark) => ({
    value: mark,
    label: `${named[mark]}: ${inWords(cells[mark]!.example, [mark])}`,
  }));
  const all = { value: marks, label: `Each of ${marks.map((mark) => named[mark]).join(", ")}` };
  const none = { value: "none" as const, label: "Nothing: a cell is one item" };
  const found = marks.map(
    (mark) => `${named[mark]} in ${cells[mark]!.count} (${inWords(cells[mark]!.example, [mark])})`,
  );
  return ask({
    id: `split.${field}`,
    kind: "list-mark",
    field,
    columns: columnsFor(field, asking),
    text: `What parts the items of ${labelOf(field, asking)}?`,
    why: `Cells hold ${found.join(", ")}.${isItem ? " Each of these columns adds to the list by itself." : ""}`,
    options: [...each, ...(marks.length > 1 ? [all] : []), none],
    proposed: isItem ? "none" : marks.length > 1 && !together ? marks : strongest!,
  });
}

const named: Readonly<Record<Mark, string>> = {
  newline: "a new line",
  "|": "“|”",
  ";": "“;”",
  ",": "“,”",
  "/": "“/”",
  "+": "“+”",
  "&": "“&”",
};

const longest = 80;

function inWords(cell: string, marks: readonly Mark[]): string {
  const items = itemsOf(cell, marks).map((item) => `“${item}”`);
  const text = items.slice(0, 4).join(" and ");
  return `${text.length > longest ? `${text.slice(0, longest)}…` : text}${items.length > 4 ? " and more" : ""}`;
}
