import Link from "next/link";
import { BucketBars } from "#app/_charts/bucket-bars.tsx";
import { Card } from "#app/_ui/card.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { formatCount, formatInstant, formatPlural } from "#lib/format.ts";
import { unanswered, unsaid } from "#lib/imports/mapping/answers.ts";
import type { Import, Plan, Reason, SampleRow } from "#lib/imports/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import classes from "../import.module.css";
import { Counts } from "./counts.tsx";
import { RunButton } from "./run-button.tsx";

/** The plan as it would be carried out now: what changes, what does not, and what cannot be stored. */
export function Preview({ found, zone }: { found: Import; zone: string }) {
  const plan = found.plan as Plan;
  const { create, update, unchanged, refused, skipped, firstStart, lastStart, newSystems } = plan;
  return (
    <Cards>
      <Wide>
        <Card title="What would be stored" subtitle={spanOf(firstStart, lastStart, zone)}>
          <Counts
            counts={{
              "to create": create,
              "to update": update,
              unchanged,
              refused,
              "left out": skipped,
            }}
          />
          {newSystems.length > 0 && (
            <p>
              {formatPlural(newSystems.length, "system")} would be added:{" "}
              {newSystems
                .slice(0, 40)
                .map(({ name }) => name)
                .join(", ")}
              {newSystems.length > 40 && " and others"}.
            </p>
          )}
          {unanswered(found.inspection?.questions ?? [], found).map((question) => (
            <p key={question.id} className={classes.why}>
              Left unknown: {question.text} {listed(unsaid(question, found))}{" "}
              <Link href={`/import/${found.id}?step=questions`}>Answer it</Link>
            </p>
          ))}
          {Object.entries(plan.skippedReasons).map(([reason, count]) => (
            <p key={reason} className={classes.why}>
              {formatCount(count)} left out: {reason}
            </p>
          ))}
          <RunButton id={found.id} rows={create + update} refused={refused} />
        </Card>
      </Wide>
      {refused > 0 && (
        <Wide>
          <Refused plan={plan} />
        </Wide>
      )}
      {plan.remarks > 0 && (
        <Wide>
          <Remarks plan={plan} />
        </Wide>
      )}
      {Object.keys(plan.months).length > 0 && (
        <Wide>
          <Months plan={plan} />
        </Wide>
      )}
      <Wide>
        <Sample plan={plan} zone={zone} label={labelsOf(found.target)} />
      </Wide>
    </Cards>
  );
}

const mostListed = 8;

function listed(values: readonly string[]): string {
  if (values.length === 0) return "";
  const more = values.length > mostListed ? ` and ${formatCount(values.length - mostListed)} more` : "";
  return `(${values.slice(0, mostListed).join(", ")}${more})`;
}

function spanOf(first: Date | null, last: Date | null, zone: string): string | undefined {
  if (first === null || last === null) return undefined;
  return `From ${formatInstant(first, zone)} to ${formatInstant(last, zone)}`;
}

/** A gap in the months is a gap in the data, so it is drawn. */
function Months({ plan }: { plan: Plan }) {
  const named = Object.keys(plan.months).sort();
  const [first, last] = [named[0], named.at(-1)] as [string, string];
  const buckets = [];
  for (let at = new Date(`${first}-01T00:00:00Z`); at <= new Date(`${last}-01T00:00:00Z`); ) {
    const month = at.toISOString().slice(0, 7);
    buckets.push({ start: at, complete: true, values: { rows: plan.months[month] ?? 0 } });
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  }
  return (
    <BucketBars
      title="Rows per month"
      unit="rows to be created or updated, per month of their start"
      counts="Each row that would be created, and each update that moves a start, in the month it began (UTC)."
      n={Object.values(plan.months).reduce((sum, count) => sum + count, 0)}
      noun={plan.create + plan.update === 1 ? "row" : "rows"}
      bucket="month"
      zone="UTC"
      height={170}
      buckets={buckets}
      series={[{ key: "rows", label: "Rows", colour: "var(--accent)" }]}
    />
  );
}

type Label = (field: string) => string;

/** Fields as the columns were mapped to them; lists that several fields make keep the name of the list. */
function labelsOf(target: Import["target"]): Label {
  const labels = new Map(targets[target].fields.map(({ name, label }) => [name, label]));
  return (field) => labels.get(field) ?? wordsFor(field);
}

function Sample({ plan, zone, label }: { plan: Plan; zone: string; label: Label }) {
  const created = plan.sample.filter((row) => row.action === "create");
  const updated = plan.sample.filter((row) => row.action === "update");
  return (
    <>
      {created.length > 0 && <Created rows={created} zone={zone} label={label} />}
      {updated.length > 0 && <Updated rows={updated} zone={zone} label={label} />}
    </>
  );
}

type RowOf<A extends SampleRow["action"]> = Extract<SampleRow, { action: A }>;
type SampleProps<A extends SampleRow["action"]> = { rows: RowOf<A>[]; zone: string; label: Label };

const first = ["title", "name", "slug", "severity", "startedAt", "deployedAt", "day"];
const quiet = new Set(["summary", "customFields", "source", "severityRaw"]);

/** What names a record goes first, and then what the rows hold, in the order in which they say it. */
function fieldsOf(rows: readonly RowOf<"create">[]): string[] {
  const said = new Set(rows.flatMap(({ body }) => Object.keys(body)));
  const rest = [...said].filter((field) => !first.includes(field) && !quiet.has(field));
  return [...first.filter((field) => said.has(field)), ...rest];
}

function Created({ rows, zone, label }: SampleProps<"create">) {
  const fields = fieldsOf(rows);
  return (
    <Card title="The first rows to be created, as they will read">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label="First rows to be created" tabIndex={0}>
        <table className={classes.sample}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {label(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, body }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {fields.map((field) => (
                  <td key={field} className={isWhole(body[field]) ? classes.whole : undefined}>
                    {body[field] === undefined ? "" : written(body[field], zone)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Updated({ rows, zone, label }: SampleProps<"update">) {
  return (
    <Card title="The first rows to be updated, and what changes">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label="First rows to be updated" tabIndex={0}>
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
                  <Changes row={row} zone={zone} label={label} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Changes({ row, zone, label }: { row: RowOf<"update">; zone: string; label: Label }) {
  return (
    <ul className={classes.changes}>
      {row.changes.map(({ field, from, to }) => (
        <li key={field}>
          {label(field)}: <span className={classes.old}>{written(from, zone)}</span> → {written(to, zone)}
        </li>
      ))}
    </ul>
  );
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What is short and read as one: moments and numbers. */
function isWhole(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && instant.test(value));
}

function written(value: unknown, zone: string): string {
  if (value === null || value === undefined) return "not recorded";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en-GB", { maximumFractionDigits: 3 });
  if (typeof value === "string" && instant.test(value)) return formatInstant(value, zone);
  const text =
    typeof value === "string"
      ? value
      : Array.isArray(value)
        ? value.map(named).join(", ")
        : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function named(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const { slug, part, factor, externalId, id } = item as Record<string, unknown>;
  if (slug !== undefined) return part === "origin" ? `${slug} (origin)` : String(slug);
  return String(factor ?? externalId ?? id ?? JSON.stringify(item));
}

function Refused({ plan }: { plan: Plan }) {
  return (
    <Card
      title="Rows that cannot be stored"
      subtitle={`${formatPlural(plan.refused, "row")}; after the run they can be downloaded, mended and imported by themselves.`}
    >
      <Reasons sample={plan.refusedSample} of={plan.refused} />
    </Card>
  );
}

function Remarks({ plan }: { plan: Plan }) {
  return (
    <Card
      title="Rows that are not stored to the letter"
      subtitle={`${formatPlural(plan.remarks, "remark")} on rows that are stored all the same. Another encoding, or the file mended, may make them needless.`}
    >
      <Reasons sample={plan.remarkSample} of={plan.remarks} />
    </Card>
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

function linesInWords(lines: readonly number[]): string {
  const named = lines.slice(0, mostLines).join(", ");
  const more = lines.length > mostLines ? ` and ${formatCount(lines.length - mostLines)} more` : "";
  return `${lines.length === 1 ? "Line" : "Lines"} ${named}${more}`;
}

function inWords({ column, value, reason }: Reason): string {
  if (column === null) return reason;
  return value === null ? `${column}: ${reason}` : `${column} “${value}”: ${reason}`;
}
