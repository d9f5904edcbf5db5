import { auditChanges, earlierVolumes } from "./audits.ts";
import { type Calendar, companyZone, makeCalendar } from "./calendar.ts";
import { deployChanges, type Scene } from "./changes.ts";
import { domains } from "./domains.ts";
import { breakOrder } from "./incident-record.ts";
import { makeIncidents } from "./incidents.ts";
import { interventionsOf } from "./interventions.ts";
import { hireStaff } from "./people.ts";
import { planted } from "./planted.ts";
import { writePostmortems } from "./postmortems.ts";
import { publicReports, publicWorst } from "./public-reports.ts";
import { type Random, seededRandom } from "./random.ts";
import type {
  AuditRecord,
  ChangeRecord,
  ChangeVolumeRecord,
  IncidentRecord,
  InterventionRecord,
  PostmortemRecord,
  SystemRecord,
} from "./records.ts";
import { buildEstate } from "./systems.ts";
import { makeUncounted } from "./uncounted.ts";

export interface CompanyOptions {
  seed: number;
  /** The end of the thirty months. */
  now: Date | string | number;
  /** 1 gives some 3,200 incidents and 95,000 changes; the systems stay as they are. */
  scale?: number;
}

export interface Company {
  organisation: string;
  zone: string;
  systems: SystemRecord[];
  changes: ChangeRecord[];
  changeVolumes: ChangeVolumeRecord[];
  audits: AuditRecord[];
  incidents: IncidentRecord[];
  postmortems: PostmortemRecord[];
  interventions: InterventionRecord[];
  /** What a test wants to know and no record says. */
  planted: {
    resetStartsOn: string;
    /** External ids of incidents whose times are out of order. */
    invalidOrder: string[];
  };
}

/**
 * Wexmoor, an invented online retailer over the thirty months up to `now`: what it runs, what it changed, what
 * broke, and what it did about it. `planted.ts` says which effects are in the data. The same seed and `now` give
 * the same company.
 */
export function generateCompany({ seed, now, scale = 1 }: CompanyOptions): Company {
  const random = seededRandom(seed);
  const calendar = makeCalendar(new Date(now).getTime());
  const orgs = [...new Set(domains.map((domain) => domain.org))];
  const staff = hireStaff(
    random.fork("staff"),
    orgs,
    domains.map((domain) => domain.key),
  );
  const estate = buildEstate(random.fork("systems"), staff);
  const scene = (part: string): Scene => ({ random: random.fork(part), calendar, estate, staff, scale });

  const changes = deployChanges(scene("changes"));
  const incidents = makeIncidents(scene("incidents"), changes);
  const uncounted = makeUncounted(scene("uncounted"), incidents);
  const reports = publicReports(calendar.from, calendar.now);
  const own = incidents.map((incident) => incident.record);
  shapeLosses(random.fork("losses"), own, reports.incidents);
  keepOneOpen(own);
  const records = [...own, ...uncounted].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  records.forEach((record, place) => {
    record.externalId = `OPS-${20_001 + place}`;
  });
  const postmortems = writePostmortems(scene("postmortems"), incidents);
  const invalidOrder = breakSome(random.fork("order"), own);

  return {
    organisation: "Wexmoor",
    zone: companyZone,
    systems: estate.systems.map((system) => system.record),
    changes: [...changes.map((change) => change.record), ...reports.changes].sort(byDeployment),
    changeVolumes: earlierVolumes(scene("volumes")),
    audits: auditChanges(scene("audits"), changes),
    incidents: [...records, ...reports.incidents].sort(byStart),
    postmortems,
    interventions: interventionsOf(calendar),
    planted: { resetStartsOn: resetDay(calendar), invalidOrder },
  };
}

const byStart = (a: IncidentRecord, b: IncidentRecord) => a.startedAt.localeCompare(b.startedAt);
const byDeployment = (a: ChangeRecord, b: ChangeRecord) => a.deployedAt.localeCompare(b.deployedAt);

function resetDay(calendar: Calendar): string {
  return interventionsOf(calendar).find((one) => one.kind === "reset")!.startsOn;
}

/** Where an outage costs orders at once. */
const nearOrders = /^(storefront|search|pricing|cart|checkout|payments|orders|identity|edge|load)-/;

/** A few enormous losses, and one that exceeds all others together. */
function shapeLosses(random: Random, own: IncidentRecord[], reports: readonly IncidentRecord[]): void {
  const measured = own.filter((record) => record.lostOrders !== null && record.lostOrders > 0);
  const severe = measured.filter((record) => record.severity === 1);
  const central = severe.filter((record) => nearOrders.test(record.systems[0]?.slug ?? ""));
  const worst = central.length >= planted.enormous ? central : severe;
  const chosen = random.sample(worst, planted.enormous);
  chosen.forEach((record) => {
    record.lostOrders = Math.round(record.lostOrders! + random.lognormal(420_000, 0.5));
    record.errors = Math.round(record.lostOrders * random.lognormal(9, 0.3));
  });
  const sum = (some: readonly IncidentRecord[]) =>
    some.reduce((total, record) => total + record.lostOrders!, 0);
  const factor = Math.min(1, planted.ownLossesCap / sum(measured));
  for (const record of measured) record.lostOrders = Math.round(record.lostOrders! * factor);
  if (reports.some((record) => record.lostOrders === publicWorst)) return;
  const giant = chosen[0] ?? measured[0];
  const others = [
    ...measured.filter((record) => record !== giant),
    ...reports.filter((record) => record.lostOrders),
  ];
  if (giant) giant.lostOrders = Math.round(sum(others) * 1.3) + 1;
}

/** There is always something going on. */
function keepOneOpen(own: readonly IncidentRecord[]): void {
  const last = own.at(-1);
  if (!last || own.some((record) => record.status === "open")) return;
  Object.assign(last, {
    status: "open",
    mitigatedAt: null,
    resolvedAt: null,
    lostOrders: null,
    errors: null,
  });
}

function breakSome(random: Random, own: readonly IncidentRecord[]): string[] {
  return own
    .filter((record) => random.chance(0.012) && breakOrder(random, record))
    .map((record) => record.externalId);
}
