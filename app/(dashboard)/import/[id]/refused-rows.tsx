import { Card } from "#app/_ui/card.tsx";
import { formatCount, formatPlural, upperFirst } from "#lib/format.ts";
import type { Plan, Reason } from "#lib/imports/schema.ts";
import classes from "../import.module.css";

export function Refused({ plan }: { plan: Plan }) {
  return (
    <Card
      title="Rows that cannot be stored"
      subtitle={`${formatPlural(plan.refused, "row")}; after the run they can be downloaded, mended and imported by themselves.`}
    >
      <Reasons sample={plan.refusedSample} of={plan.refused} />
    </Card>
  );
}

export function Remarks({ plan }: { plan: Plan }) {
  return (
    <Card
      title="Rows that are not stored to the letter"
      subtitle={`${formatPlural(plan.remarks, "remark")} on rows that are stored all the same. Another encoding, or the file mended, may make them needless.`}
    >
      <Reasons sample={plan.remarkSample} of={plan.remarks} />
    </Card>
  );
}

/** What cannot have been as the rows say, counted, and what becomes of it. */
export function Doubts({ doubts }: { doubts: Plan["doubts"] }) {
  return (
    <Card
      title="What cannot be right"
      subtitle="Nothing of this is guessed: what cannot have been is left out, and the rest of the row is stored."
    >
      <ul className={classes.settled}>
        {doubts.map(({ kind, what, becomes, rows, lines }) => (
          <li key={kind}>
            <strong>
              {upperFirst(what)} ({formatCount(rows)})
            </strong>
            , {linesInWords(lines, rows).toLowerCase()}. {becomes}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Remarked = { line: number; reasons: Reason[] }[];

/** Of a run that is through: what was not kept to the letter stays with the import. */
export function KeptRemarks({ rows }: { rows: Remarked }) {
  if (rows.length === 0) return null;
  return (
    <>
      <p>Stored, but not to the letter:</p>
      <ul className={classes.settled}>
        {byReason(rows).map(([words, lines]) => (
          <li key={words}>
            {linesInWords(lines)}: {words}
          </li>
        ))}
      </ul>
    </>
  );
}

function Reasons({ sample, of }: { sample: Plan["refusedSample"]; of: number }) {
  return (
    <>
      <ul className={classes.settled}>
        {byReason(sample).map(([words, lines]) => (
          <li key={words}>
            {linesInWords(lines)}: {words}
          </li>
        ))}
      </ul>
      {sample.length < of && <p className={classes.why}>These are the first {sample.length} of them.</p>}
    </>
  );
}

/** One mistake is often made on many lines: it is told once, the commonest first. */
function byReason(sample: Plan["refusedSample"]): [words: string, lines: number[]][] {
  const groups = Map.groupBy(sample, ({ reasons }) => reasons.map(inWords).join(" "));
  return [...groups]
    .map(([words, rows]): [string, number[]] => [words, rows.map(({ line }) => line)])
    .toSorted(([, a], [, b]) => b.length - a.length);
}

const mostLines = 8;

function linesInWords(lines: readonly number[], of = lines.length): string {
  const told = lines.slice(0, mostLines);
  const more = of > told.length ? ` and ${formatCount(of - told.length)} more` : "";
  return `${of === 1 ? "Line" : "Lines"} ${told.join(", ")}${more}`;
}

function inWords({ column, value, reason }: Reason): string {
  if (column === null) return reason;
  return value === null ? `${column}: ${reason}` : `${column} “${value}”: ${reason}`;
}
