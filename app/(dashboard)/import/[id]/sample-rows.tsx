import { Card } from "#app/_ui/card.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import type { Plan, SampleRow } from "#lib/imports/schema.ts";
import classes from "../import.module.css";
import { labelOf, type Reading, sideInWords, toldChanges, valueInWords } from "./sample-words.ts";

type Of = { plan: Plan; reading: Reading };

export function Sample({ plan, reading }: Of) {
  const created = plan.sample.filter((row) => row.action === "create");
  const updated = plan.sample.filter((row) => row.action === "update");
  return (
    <>
      {created.length > 0 && <Created rows={created} reading={reading} />}
      {updated.length > 0 && <Updated rows={updated} reading={reading} />}
    </>
  );
}

type RowOf<A extends SampleRow["action"]> = Extract<SampleRow, { action: A }>;

type SampleProps<A extends SampleRow["action"]> = { rows: RowOf<A>[]; reading: Reading };

const first = ["title", "name", "slug", "severity", "startedAt", "deployedAt", "day"];

/** What is long, or stands for something that is shown already. */
const quiet = new Set(["summary", "customFields", "source", "severityRaw"]);

/** What names a record goes first, and then what the rows hold, in the order in which they say it. */
function fieldsOf(rows: readonly RowOf<"create">[], { mapped }: Reading): string[] {
  const said = new Set(rows.flatMap(({ body }) => Object.keys(body)));
  // Rows that bring no id are given one, which says nothing to people.
  if (!mapped.has("externalId")) said.delete("externalId");
  const rest = [...said].filter(
    (field) => !first.includes(field) && !quiet.has(field) && !field.endsWith("Precision"),
  );
  return [...first.filter((field) => said.has(field)), ...rest];
}

function Created({ rows, reading }: SampleProps<"create">) {
  const fields = fieldsOf(rows, reading);
  return (
    <Card title="The first rows to be created, as they will read" subtitle={`Times in ${reading.zone}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="First rows to be created" tabIndex={0}>
        <table className={classes.sample}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {labelOf(field, reading)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, body }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {fields.map((field) => (
                  <Value key={field} field={field} body={body} reading={reading} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

type ValueProps = { field: string; body: Record<string, unknown>; reading: Reading };

function Value({ field, body, reading }: ValueProps) {
  const value = body[field];
  if (field === "severity" && reading.target === "incidents")
    return (
      <td className={classes.whole}>
        <SeverityBadge severity={(value as number | null | undefined) ?? null} />
      </td>
    );
  if (value === undefined) return <td />;
  const isWhole = typeof value === "number" || field.endsWith("At");
  return <td className={isWhole ? classes.whole : undefined}>{valueInWords(field, body, reading)}</td>;
}

function Updated({ rows, reading }: SampleProps<"update">) {
  return (
    <Card title="The first rows to be updated, and what changes" subtitle={`Times in ${reading.zone}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="First rows to be updated" tabIndex={0}>
        <table className={classes.sample}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">What changes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <th scope="row">{row.line}</th>
                <td>
                  <Changes row={row} reading={reading} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Changes({ row, reading }: { row: RowOf<"update">; reading: Reading }) {
  return (
    <ul className={classes.changes}>
      {toldChanges(row.changes, reading).map(({ field, from, to, known }) => (
        <li key={field}>
          {labelOf(field, reading)}{" "}
          <span className={classes.old}>{sideInWords(from, { field, precision: known?.from }, reading)}</span>{" "}
          → {sideInWords(to, { field, precision: known?.to }, reading)}
        </li>
      ))}
    </ul>
  );
}
