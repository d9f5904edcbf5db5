import { Card } from "#app/_ui/card.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { formatMoment } from "#lib/format.ts";
import type { Import, Plan, SampleRow } from "#lib/imports/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { type Precision, precisionOf } from "#lib/moments.ts";
import classes from "../import.module.css";

type Label = (field: string) => string;

/** Fields as the columns were mapped to them; lists that several fields make keep the name of the list. */
export function labelsOf(target: Import["target"]): Label {
  const labels = new Map(targets[target].fields.map(({ name, label }) => [name, label]));
  return (field) => labels.get(field) ?? wordsFor(field);
}

export function Sample({ plan, zone, label }: { plan: Plan; zone: string; label: Label }) {
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
  const rest = [...said].filter(
    (field) => !first.includes(field) && !quiet.has(field) && !field.endsWith("Precision"),
  );
  return [...first.filter((field) => said.has(field)), ...rest];
}

function Created({ rows, zone, label }: SampleProps<"create">) {
  const fields = fieldsOf(rows);
  return (
    <Card title="The first rows to be created, as they will read">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scrolls" aria-label="First rows to be created" tabIndex={0}>
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
                    {body[field] === undefined
                      ? ""
                      : written(body[field], { zone, precision: knownTo(body, field) })}
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
          {label(field)}: <span className={classes.old}>{written(from, { zone })}</span> →{" "}
          {written(to, { zone })}
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

const knownTo = (body: Record<string, unknown>, field: string) =>
  precisionOf({ precision: field.replace(/At$/, "Precision") }, body);

function written(value: unknown, of: { zone: string; precision?: Precision }): string {
  if (value === null || value === undefined) return "not recorded";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en-GB", { maximumFractionDigits: 3 });
  if (typeof value === "string" && instant.test(value)) return formatMoment(value, of);
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
