import { type Asking, ask, columnsFor, type Finding } from "./asking.ts";

/** What it means that rows tell neither an end nor a state; asked only where there are such rows. */
export function askAbsentEnd(asking: Asking): Finding[] {
  const { count, lines } = asking.survey.endless;
  if (count === 0) return [];
  const rows = count === 1 ? "1 row has" : `${count} rows have`;
  return [
    ask({
      id: "absentEnd",
      kind: "absent-end",
      columns: ["status", "mitigatedAt", "resolvedAt"].flatMap((field) => columnsFor(field, asking)),
      text: "What does it mean that no end is recorded?",
      why: `${rows} neither an end nor a state, for example on ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}.`,
      options: [
        { value: "unknown", label: "When they ended is not known: they count as neither open nor over" },
        { value: "open", label: "They still go on" },
      ],
      proposed: "unknown",
      required: false,
    }),
  ];
}
