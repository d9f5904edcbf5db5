import { readBoolean } from "#lib/csv/words.ts";
import { tickedName } from "../file/cells.ts";
import type { ColumnFacts } from "../file/columns.ts";
import { plainName } from "../targets/target.ts";

/** Columns of ticks that stand side by side, one for each value of a list. */

export type TickedRun = { field: "systems" | "regions"; columns: string[] };

/** The longest run of systems and of regions, where nothing says that they are something else. */
export function tickedRuns(free: readonly ColumnFacts[], all: readonly ColumnFacts[]): TickedRun[] {
  const isFree = new Set(free);
  const longest: Record<TickedRun["field"], ColumnFacts[]> = { systems: [], regions: [] };
  let run: ColumnFacts[] = [];
  let before: TickedRun["field"] | null = null;
  for (const column of all.filter(({ path }) => path === null)) {
    const isTick = isFree.has(column) && isTicks(column) && !saysOtherwise(column.name);
    const field = isTick ? (isPlace(tickedName(column.name)) ? "regions" : "systems") : null;
    run = field === null ? [] : field === before ? [...run, column] : [column];
    before = field;
    const within = betweenTicks(run);
    if (field !== null && within.length > longest[field].length) longest[field] = within;
  }
  return (["systems", "regions"] as const).flatMap((field) =>
    longest[field].length < 2 ? [] : [{ field, columns: longest[field].map(({ column }) => column) }],
  );
}

/** A column that nothing is ticked in may stand between others, but shows nothing by itself. */
function betweenTicks(run: readonly ColumnFacts[]): ColumnFacts[] {
  const ticked = run.filter(({ values }) => values.size > 0);
  if (!ticked.some(hasTick)) return [];
  return run.slice(run.indexOf(ticked[0]!), run.indexOf(ticked.at(-1)!) + 1);
}

function isTicks({ values }: ColumnFacts): boolean {
  return values.size <= 2 && [...values.keys()].every((value) => readBoolean(value).kind === "value");
}

function hasTick({ values }: ColumnFacts): boolean {
  return [...values.keys()].some((value) => {
    const reading = readBoolean(value);
    return reading.kind === "value" && reading.value;
  });
}

/** What is true or false of an incident itself, or a count or rank that happens to be 0 and 1. */
function saysOtherwise(name: string): boolean {
  return statement.test(name) || /\?\s*$/.test(name) || statements.has(plainName(name));
}

const statement =
  /^(?:is|has|was|were|did|needs?|can|should|ist|hat|war|est|es|foi|é)[\s_]|[\s_](?:flag|count|number|total|level|id|score|rank|met|only)$|(?:breach|escalat|reopen|acknowledg|automat|resolv|mitigat|detect|notif|review|approv|complet|confirm|duplicat|archiv|delet|publish|verif|recurr|repeat)\w*$/i;
const statements = new Set(
  "active open closed major minor critical urgent vip test sla public private internal external security manual auto automatic weekend holiday postmortem rca known duplicate recurring repeat planned unplanned maintenance outage incident severity priority impact downtime customer customers paged oncall on-call page alert retries attempts"
    .split(" ")
    .map(plainName),
);

const isPlace = (name: string) =>
  /^(?:eu|us|usa|uk|gb|na|emea|apac|apj|latam|anz|mena|dach|nordics|americas?|north america|south america|europe|asia|africa|oceania|global|worldwide|(?:[a-z]{2}|us-gov|asia|europe|northamerica)-[a-z]+-?\d[a-z]?)$/i.test(
    name.trim(),
  );
