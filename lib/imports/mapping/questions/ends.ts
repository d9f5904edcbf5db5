import { type Asking, ask, columnsFor, type Finding, labelOf } from "./asking.ts";

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

/** A clock before the start's, where both have one date; asked only where there are such rows. */
export function askOverMidnight(asking: Asking): Finding[] {
  const { count, lines, fields } = asking.survey.overMidnight;
  if (count === 0) return [];
  const which = fields.map((field) => labelOf(field, asking)).join(" or ");
  return [
    ask({
      id: "overMidnight",
      kind: "over-midnight",
      columns: [...new Set(fields.flatMap((field) => columnsFor(field, asking)))],
      text: "Do clocks that stand before the start's belong to the next day?",
      why: `${count === 1 ? "1 row has" : `${count} rows have`} one date and a clock of “${which}” before that of the start, for example on ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}.`,
      options: [
        { value: "next-day", label: "Yes: they went on past midnight" },
        { value: "as-written", label: "No: that moment is left out, as it cannot have been" },
      ],
      proposed: "next-day",
      required: false,
    }),
  ];
}
