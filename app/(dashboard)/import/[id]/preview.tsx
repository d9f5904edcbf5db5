import Link from "next/link";
import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { Card } from "#app/_ui/card.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { formatCount, formatMoment, formatPlural } from "#lib/format.ts";
import { unanswered, unsaid } from "#lib/imports/mapping/answers.ts";
import type { Import, Plan } from "#lib/imports/schema.ts";
import classes from "../import.module.css";
import { Counts } from "./counts.tsx";
import { Doubts, Refused, Remarks } from "./refused-rows.tsx";
import { RunButton } from "./run-button.tsx";
import { Sample } from "./sample-rows.tsx";
import type { Reading } from "./sample-words.ts";

type PreviewProps = { found: Import; zone: string; systems: Reading["systems"] };

/** The plan as it would be carried out now: what changes, what does not, and what cannot be stored. */
export function Preview({ found, zone, systems }: PreviewProps) {
  const plan = found.plan as Plan;
  const { create, update, unchanged, refused, skipped } = plan;
  const rows = create + update + unchanged + refused + skipped;
  const mapped = new Set(Object.keys(found.mapping?.fields ?? {}));
  return (
    <Cards>
      <Wide>
        <Card title="What would be stored" subtitle={spanOf(plan, zone)}>
          <Counts
            counts={{
              "to create": create,
              "to update": update,
              unchanged,
              refused,
              "left out": skipped,
            }}
          />
          <p className={classes.why}>
            {rows === 1 ? "The one row of the file." : `Together all ${formatCount(rows)} rows of the file.`}
          </p>
          <Notes found={found} plan={plan} />
          <RunButton id={found.id} rows={create + update} refused={refused} />
        </Card>
      </Wide>
      {plan.doubts.length > 0 && (
        <Wide>
          <Doubts doubts={plan.doubts} />
        </Wide>
      )}
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
        <Sample plan={plan} reading={{ target: found.target, zone, systems, mapped }} />
      </Wide>
    </Cards>
  );
}

/** What comes with it, what stays unknown, and what is not stored. */
function Notes({ found, plan: { newSystems, skippedReasons } }: { found: Import; plan: Plan }) {
  return (
    <>
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
          {question.kind === "natural-key" ? "Not said" : "Left unknown"}: {question.text}{" "}
          {listed(unsaid(question, found))}{" "}
          {question.kind === "natural-key" &&
            "Until then all of a row does, and a corrected row becomes another record. "}
          <Link href={`/import/${found.id}?step=questions`}>Answer it</Link>
        </p>
      ))}
      {Object.entries(skippedReasons).map(([reason, count]) => (
        <p key={reason} className={classes.why}>
          {formatCount(count)} left out: {reason}
        </p>
      ))}
      <NotStored found={found} />
    </>
  );
}

/** No column is left out in silence. */
function NotStored({ found }: { found: Import }) {
  const unused = found.inspection?.unused ?? [];
  if (unused.length === 0) return null;
  return (
    <p className={classes.why}>
      {formatPlural(unused.length, "column")} {unused.length === 1 ? "is" : "are"} not stored{" "}
      {listed(unused.map(({ column }) => column))}.{" "}
      <Link href={`/import/${found.id}?step=columns`}>Back to the columns</Link>
    </p>
  );
}

const mostListed = 8;

function listed(values: readonly string[]): string {
  if (values.length === 0) return "";
  const more = values.length > mostListed ? ` and ${formatCount(values.length - mostListed)} more` : "";
  return `(${values.slice(0, mostListed).join(", ")}${more})`;
}

function spanOf(plan: Plan, zone: string): string | undefined {
  if (plan.firstStart === null || plan.lastStart === null) return undefined;
  const first = formatMoment(plan.firstStart, { zone, precision: plan.firstStartPrecision });
  return `From ${first} to ${formatMoment(plan.lastStart, { zone, precision: plan.lastStartPrecision })}`;
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
      means="Each row that would be created, and each update that moves a start, in the month it began (UTC)."
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
