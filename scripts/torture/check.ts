import { systemActor } from "#lib/actor.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { openScope } from "#lib/open-scope.ts";
import { type Acknowledged, factorsEach, itemsInBatch, regionsEach, source, systemsEach } from "./clients.ts";
import { openStored, type Stored } from "./stored.ts";

/** Everything wrong with a database whose server was killed, in words. Nothing wrong is an empty list. */
export async function faultsOf(of: { url: string; acknowledged: Iterable<Acknowledged> }): Promise<string[]> {
  const stored = await openStored(of.url);
  try {
    return [
      ...(of.url.startsWith("file:") ? await damage(stored) : []),
      ...(await lost(stored, of.acknowledged)),
      ...(await halfWritten(stored)),
      ...(await partialBatches(stored)),
      ...(await unsearchable(stored, of.url)),
      ...(await figuresApart(stored, of.url)),
    ];
  } finally {
    await stored.close();
  }
}

async function damage(stored: Stored): Promise<string[]> {
  const [integrity] = await stored.rows("pragma integrity_check");
  const dangling = await stored.rows("pragma foreign_key_check");
  return [
    ...(integrity![0] === "ok" ? [] : [`integrity_check: ${integrity![0]}`]),
    ...(dangling.length === 0 ? [] : [`foreign_key_check: ${dangling.length} rows`]),
  ];
}

async function lost(stored: Stored, acknowledged: Iterable<Acknowledged>): Promise<string[]> {
  const rows = await stored.rows(`select external_id, lost_orders from incidents where source = '${source}'`);
  const held = new Map(rows as [string, number][]);
  const gone: string[] = [];
  for (const { name, lostOrders } of acknowledged) {
    const found = held.get(name);
    if (found === undefined) gone.push(`${name} was acknowledged and is not there`);
    else if (found < lostOrders) gone.push(`${name} was acknowledged with ${lostOrders} and holds ${found}`);
  }
  return gone;
}

const ours = `i.source = '${source}'`;
const children = (table: string) => `(select count(*) from ${table} c where c.incident_number = i.number)`;

/** Each query finds what must not be. */
const halves: readonly [string, string][] = [
  [
    "incidents without all their systems",
    `select i.number from incidents i where ${ours} and ${children("incident_systems")} <> ${systemsEach}`,
  ],
  [
    "incidents without all their regions",
    `select i.number from incidents i where ${ours} and ${children("incident_regions")} <> ${regionsEach}`,
  ],
  [
    "incidents without all their factors",
    `select i.number from incidents i where ${ours} and ${children("incident_factors")} <> ${factorsEach}`,
  ],
  [
    "incidents whose audit trail has not one entry for each version",
    `select i.number from incidents i where ${ours}
      and (select count(*) from audit_entries a where a.subject = i.id) <> i.version`,
  ],
  [
    "systems without an audit entry or an import that made them",
    `select s.number from systems s
      where not exists (select 1 from audit_entries a where a.subject = s.id)
      and not exists (select 1 from imports)`,
  ],
  [
    "imported incidents without the row that made them",
    `select i.number from incidents i where (i.source is null or i.source <> '${source}')
      and i.number not in (select r.record_number from import_rows r where r.state = 'created' and r.record_number > 0)`,
  ],
  [
    "imported incidents without their system or region",
    `select i.number from incidents i where (i.source is null or i.source <> '${source}')
      and (${children("incident_systems")} <> 1 or ${children("incident_regions")} <> 1)`,
  ],
  [
    "import rows that name a record which is not there",
    `select r.line from import_rows r where r.state = 'created'
      and r.record_number not in (select i.number from incidents i)`,
  ],
  [
    "imports whose counts are not their rows",
    `select m.id from imports m where m.created <>
      (select count(*) from import_rows r where r.import_id = m.id and r.state = 'created')`,
  ],
  [
    "rows that were imported twice",
    `select external_id from incidents i where i.source <> '${source}' group by source, external_id having count(*) > 1`,
  ],
  [
    "numbers handed out beyond the counter",
    `select number from incidents where number > (select incidents from state)`,
  ],
  [
    "records of a revision that is yet to come",
    `select number from incidents where revision > (select revision from state)`,
  ],
];

async function halfWritten(stored: Stored): Promise<string[]> {
  const found: string[] = [];
  for (const [words, query] of halves) {
    const rows = await stored.rows(query);
    if (rows.length > 0) found.push(`${rows.length} ${words}, such as ${rows[0]![0]}`);
  }
  return found;
}

async function partialBatches(stored: Stored): Promise<string[]> {
  const items = await stored.rows(
    `select external_id from incidents where source = '${source}' and external_id like '%.%'`,
  );
  const batches = Object.groupBy(items as [string][], ([name]) => name.slice(0, name.lastIndexOf(".")));
  return Object.entries(batches)
    .filter(([, found]) => found?.length !== itemsInBatch)
    .map(([batch, found]) => `${found?.length} of ${itemsInBatch} items of the batch ${batch} are there`);
}

async function unsearchable(stored: Stored, url: string): Promise<string[]> {
  const key = url.startsWith("file:") ? "rowid" : "incident_number";
  const rows = await stored.rows(`select number from incidents
    where number not in (select ${key} from incident_words)
    and number not in (select incident_number from incident_words_due)`);
  return rows.length === 0 ? [] : [`${rows.length} incidents are neither indexed for search nor due to be`];
}

/** What pages would show, beside plain sums over the tables. */
async function figuresApart(stored: Stored, url: string): Promise<string[]> {
  const { scope, close } = await openScope(url, systemActor("torture"));
  try {
    const { current } = await getOverview(scope, {});
    const sums = await stored.rows(
      "select count(*), coalesce(sum(lost_orders), 0), count(lost_orders) from incidents",
    );
    const severities = await stored.rows(
      "select severity, count(*) from incidents group by severity order by severity",
    );
    const shown = [current.incidents, current.lostOrders.sum ?? 0, current.lostOrders.recorded];
    const bySeverity = new Map(severities as [number, number][]);
    const apart = [1, 2, 3, 4, 5].filter(
      (severity) => (bySeverity.get(severity) ?? 0) !== current.bySeverity[String(severity) as "1"],
    );
    return [
      ...(String(shown) === String(sums[0]) ? [] : [`pages show ${shown}, the tables hold ${sums[0]}`]),
      ...apart.map((severity) => `pages count other Sev-${severity} than the tables hold`),
    ];
  } finally {
    await close();
  }
}
