import type { AiAssistance, AuthorLevel, ChangeKind, RootCause, Severity, Trigger } from "#lib/values.ts";
import { domains } from "./domains.ts";
import { blank } from "./incident-record.ts";
import { hireStaff } from "./people.ts";
import { seededRandom } from "./random.ts";
import type { ChangeRecord, IncidentRecord, SystemRecord } from "./records.ts";
import { buildEstate } from "./systems.ts";

export interface RowsOptions {
  /** How many incidents, and as many changes. */
  rows: number;
  seed: number;
  /** The span over which they are spread evenly; five years up to 2026-11-01 when left out. */
  from?: Date;
  to?: Date;
}

export interface Rows {
  systems: SystemRecord[];
  /** Each call begins anew and yields the same. */
  changes(): IterableIterator<ChangeRecord>;
  incidents(): IterableIterator<IncidentRecord>;
}

const rowsSource = "bench";

const severities: (Severity | null)[] = [1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, null];
const triggers: Trigger[] = [
  "change",
  "change",
  "load",
  "dependency",
  "infrastructure",
  "external",
  "unknown",
];
const causes: RootCause[] = [
  "code-defect",
  "configuration",
  "deployment",
  "capacity",
  "dependency",
  "network",
  "unknown",
];
const kinds: ChangeKind[] = [
  "code",
  "code",
  "code",
  "configuration",
  "infrastructure",
  "data",
  "environment",
];
const assistances: AiAssistance[] = [
  "none",
  "none",
  "none",
  "none",
  "assisted",
  "generated",
  "agent",
  "unknown",
];
const levels: AuthorLevel[] = ["junior", "mid", "mid", "senior", "unknown"];
const flags = [true, true, true, false, null];
const regions = ["United States", "United Kingdom", "Germany", "Japan", "Canada", "France"];
const titles = [
  "Checkout errors",
  "Slow product pages",
  "Orders stuck",
  "Payments time out",
  "Stale prices",
  "Search timeouts",
];

/** Plain rows for benchmarks, cheap to make: they have the shape of the company's records but tell no story. */
export function generateRows({ rows, seed, from, to }: RowsOptions): Rows {
  const end = (to ?? new Date("2026-11-01T00:00:00Z")).getTime();
  const begin = (from ?? new Date("2021-11-01T00:00:00Z")).getTime();
  const random = seededRandom(seed);
  const staff = hireStaff(
    random.fork("staff"),
    [...new Set(domains.map((domain) => domain.org))],
    domains.map((domain) => domain.key),
  );
  const systems = buildEstate(random.fork("systems"), staff).systems.map((system) => system.record);
  const span = { begin, step: (end - begin) / rows, rows, seed, systems };
  return { systems, changes: () => makeChanges(span), incidents: () => makeIncidents(span) };
}

interface Span {
  begin: number;
  step: number;
  rows: number;
  seed: number;
  systems: SystemRecord[];
}

function pickFrom(next: () => number): <T>(values: readonly T[]) => T {
  return (values) => values[Math.floor(next() * values.length)]!;
}

function* makeChanges({ begin, step, rows, seed, systems }: Span): IterableIterator<ChangeRecord> {
  const { next } = seededRandom(seed).fork("changes");
  const pick = pickFrom(next);
  for (let row = 0; row < rows; row++) {
    const aiAssistance = pick(assistances);
    yield {
      source: rowsSource,
      externalId: `C${row}`,
      title: `Change ${row}`,
      kind: pick(kinds),
      system: pick(systems).slug,
      deployedAt: new Date(begin + Math.floor(row * step)).toISOString(),
      author: null,
      authorLevel: pick(levels),
      aiAssistance,
      aiTool: null,
      aiEvidence: "none",
      approvals: next() < 0.05 ? null : Math.floor(next() * 4),
      seniorApproval: pick(flags),
      documented: pick(flags),
      documentUrl: null,
      checksPassed: pick(flags),
      riskAssessed: pick(flags),
      rollbackPlan: pick(flags),
      sandboxTested: pick(flags),
      rolledBackAt: null,
      url: null,
    };
  }
}

function* makeIncidents({ begin, step, rows, seed, systems }: Span): IterableIterator<IncidentRecord> {
  const { next } = seededRandom(seed).fork("incidents");
  const pick = pickFrom(next);
  const skewed = (typical: number) => typical / (0.02 + next()) ** 1.5;
  const later = (instant: number, minutes: number) => instant + Math.floor(skewed(minutes) * 60_000);
  // What is to come is not recorded yet.
  const end = begin + step * rows;
  const past = (instant: number) => (instant < end ? new Date(instant).toISOString() : null);
  for (let row = 0; row < rows; row++) {
    const started = begin + Math.floor(row * step);
    const detected = later(started, 5);
    const mitigated = later(detected, 30);
    const trigger = pick(triggers);
    const origin = pick(systems);
    const record = blank();
    record.source = rowsSource;
    record.externalId = `I${row}`;
    record.title = `${pick(titles)} (${origin.slug})`;
    record.severity = pick(severities);
    record.startedAt = new Date(started).toISOString();
    if (next() < 0.9) record.detectedAt = past(detected);
    if (next() < 0.9) record.mitigatedAt = past(mitigated);
    if (next() < 0.9) record.resolvedAt = past(later(mitigated, 60));
    if (next() < 0.5) record.lostOrders = Math.floor(skewed(12));
    if (next() < 0.6) record.errors = Math.floor(skewed(200));
    record.trigger = trigger;
    record.rootCause = pick(causes);
    record.aiInvolvement =
      trigger === "change" ? pick(["none", "none", "contributing", "primary", "unknown"]) : "none";
    record.systems.push({ slug: origin.slug, part: "origin" });
    if (next() < 0.3 && origin.dependsOn.length > 0)
      record.systems.push({ slug: pick(origin.dependsOn), part: "affected" });
    record.regions.push(pick(regions));
    if (next() < 0.4) record.factors.push({ factor: "insufficient-testing", note: null });
    if (trigger === "change")
      record.changes.push({ source: rowsSource, externalId: `C${row}`, link: "culprit" });
    yield record;
  }
}
