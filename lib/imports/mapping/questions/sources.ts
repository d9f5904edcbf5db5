import type { Disagreement } from "../../file/disagreement.ts";
import type { FieldSource } from "../schema.ts";
import { type Asking, ask, type Finding, labelOf } from "./asking.ts";

/** Which column a field is, where the tool writes several that could be it, and they do not say the same. */
export function askSources(asking: Asking): Finding[] {
  return asking.undecided.flatMap(({ field, columns, why }) => {
    const found = asking.survey.disagreements[field];
    if (!found || agree(found, columns)) return [];
    const first: FieldSource = { from: "first", columns };
    return [
      ask({
        id: `sources.${field}`,
        kind: "sources",
        field,
        columns,
        text: `Which column tells ${labelOf(field, asking).toLowerCase()}?`,
        why: `${why} ${counted(found)}`,
        options: [
          { value: first, label: `${columns.join(", or where it is empty ")}` },
          ...columns.map((column) => ({
            value: { from: "column", column },
            label: `${column} alone: where it is empty, nothing is recorded`,
          })),
        ],
        proposed: first,
      }),
    ];
  });
}

/** The first column says all that the others do. */
function agree({ differ, alone }: Disagreement, [first]: readonly string[]): boolean {
  return differ === 0 && Object.keys(alone).every((column) => column === first);
}

function counted({ differ, alone }: Disagreement): string {
  const rows = (count: number) => (count === 1 ? "1 row" : `${count} rows`);
  const parts = [
    ...(differ > 0 ? [`they differ in ${rows(differ)}`] : []),
    ...Object.entries(alone).map(([column, count]) => `${column} stands alone in ${rows(count)}`),
  ];
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
