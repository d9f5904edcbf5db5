import type { ContributingFactor, Severity, Status } from "#lib/values.ts";
import { DAY, eraOf, isoOf, MINUTE } from "./calendar.ts";
import { fill } from "./change-titles.ts";
import { changeSource, type Scene } from "./changes.ts";
import { sentence } from "./incident-words.ts";
import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";
import type { IncidentRecord } from "./records.ts";
import type { System } from "./systems.ts";

/** What of an incident is recorded. */

const incidentSource = "ops-console";

export function blank(): IncidentRecord {
  return {
    source: incidentSource,
    externalId: "",
    kind: "incident",
    title: "",
    summary: null,
    severity: null,
    severityRaw: null,
    status: "closed",
    startedAt: "",
    detectedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    lostOrders: null,
    errors: null,
    customersAffected: null,
    orderDropPercent: null,
    customerFacing: null,
    trigger: "unknown",
    rootCause: "unknown",
    rootCauseDetail: null,
    aiInvolvement: "unknown",
    aiTool: null,
    aiEvidence: "none",
    aiNote: null,
    systems: [],
    regions: [],
    factors: [],
    changes: [],
  };
}

export function rawSeverity(random: Random, severity: Severity | null): string | null {
  if (severity === null) return random.pick(["TBD", "?", null]);
  return random.chance(0.85) ? `SEV-${severity}` : `Sev ${severity}`;
}

export function recordTimes({ random, calendar }: Scene, { record, times }: Incident): void {
  const age = calendar.now - times.started;
  const recent = age < 5 * DAY;
  const mitigated = times.mitigated < calendar.now && !(recent && random.chance(0.25));
  const resolved = mitigated && times.resolved < calendar.now && !(recent && random.chance(0.35));
  const keep = record.severity === 1 || record.severity === 2 ? 0.97 : 0.86;
  record.status = statusOf(random, { mitigated, resolved, age });
  if (times.detected < calendar.now && random.chance(keep)) record.detectedAt = isoOf(times.detected);
  if (mitigated && random.chance(keep)) record.mitigatedAt = isoOf(times.mitigated);
  if (resolved && random.chance(0.96)) record.resolvedAt = isoOf(times.resolved);
}

function statusOf(random: Random, seen: { mitigated: boolean; resolved: boolean; age: number }): Status {
  if (!seen.mitigated) return "open";
  if (!seen.resolved) return "mitigated";
  return seen.age > 10 * DAY && random.chance(0.9) ? "closed" : "resolved";
}

export function recordCause(random: Random, { record, scenario, cause, change }: Incident): void {
  const serious = record.severity !== null && record.severity <= 2;
  const found = record.status !== "open" && random.chance(serious ? 0.97 : change ? 0.92 : 0.8);
  const seen = scenario.trigger !== "unknown" && random.chance(found ? 0.98 : 0.55);
  if (seen) record.trigger = scenario.trigger;
  if (!found || scenario.rootCause === "unknown") return;
  record.rootCause = scenario.rootCause;
  record.rootCauseDetail = random.chance(serious ? 1 : 0.8) ? cause : null;
}

function affectedBy({ random, estate }: Scene, system: System, severity: Severity | null): string[] {
  const reach =
    severity === 1 ? random.integer(2, 8) : severity === 2 ? random.integer(0, 4) : random.poisson(0.5);
  const affected = new Set<string>();
  let border = [system.record.slug];
  while (affected.size < reach && border.length > 0) {
    const next = [...new Set(border.flatMap((slug) => estate.dependents.get(slug)!))].filter(
      (slug) => slug !== system.record.slug && !affected.has(slug),
    );
    border = random.sample(next, reach - affected.size);
    for (const slug of border) affected.add(slug);
  }
  return [...affected];
}

export function recordSystems(scene: Scene, { record, system }: Incident): void {
  const minor = record.severity === null || record.severity > 2;
  if (minor && scene.random.chance(0.03)) return;
  const affected = affectedBy(scene, system, record.severity);
  record.systems = [
    { slug: system.record.slug, part: "origin" },
    ...affected.map((slug) => ({ slug, part: "affected" as const })),
  ];
}

export const mitigateMinutes = [58, 76, 140, 390, 900];

const typicalLoss = [8200, 620, 38, 3, 0];

const lossRecorded = [0.86, 0.68, 0.4, 0.2, 0.1];

const errorsRecorded = [0.9, 0.8, 0.62, 0.45, 0.25];

const typicalErrors = [190_000, 26_000, 2600, 240, 25];

export function recordImpact(random: Random, { record, system, times }: Incident): void {
  const place = (record.severity ?? 3) - 1;
  const length = Math.sqrt((times.mitigated - times.started) / MINUTE / mitigateMinutes[place]!);
  const lost = system.domain.customerFacing ? random.lognormal(typicalLoss[place]!, 1.5) * length : 0;
  if (record.status !== "open") {
    const counted = system.domain.customerFacing ? 1 : 0.3;
    if (random.chance(lossRecorded[place]! * counted)) record.lostOrders = Math.round(lost);
    if (random.chance(errorsRecorded[place]!)) {
      record.errors = Math.round(random.lognormal(typicalErrors[place]!, 1.3) * length);
    }
    if (random.chance(lossRecorded[place]! * 0.5)) {
      record.customersAffected = Math.round(lost * random.lognormal(4, 0.6)) + random.integer(0, 40);
    }
  }
  if (place < 2 && system.domain.customerFacing && random.chance(place === 0 ? 0.65 : 0.3)) {
    record.orderDropPercent = Math.min(92, Math.round(random.lognormal(place === 0 ? 24 : 6, 0.7) * 10) / 10);
  }
}

export function factorsOf(scene: Scene, incident: Incident): IncidentRecord["factors"] {
  const { random, calendar } = scene;
  const { record, scenario, change, times } = incident;
  if (record.rootCause === "unknown" && random.chance(0.7)) return [];
  const found = new Map<ContributingFactor, string | null>();
  const add = (factor: ContributingFactor, chance: number, note: string | null = null) => {
    if (random.chance(chance)) found.set(factor, note);
  };
  const care = record.severity !== null && record.severity <= 2 ? 0.85 : 0.5;
  for (const factor of scenario.factors) add(factor, care);
  if (change && !change.guarded.rollback) add("no-rollback-plan", 0.55 * care);
  if (change && !change.guarded.documented) add("undocumented-change", 0.55 * care);
  if (change && !change.guarded.approved) add("review-missing", 0.4 * care);
  if (times.detected - times.started > 30 * MINUTE) add("late-detection", 0.5 * care);
  if (times.started > calendar.layoffs && eraOf(calendar, times.started) === "before") add("staffing", 0.06);
  add(
    "other",
    0.012,
    random.pick([
      "Two unrelated alerts hid this one",
      "The runbook described an older version",
      "A public holiday in half of the team's countries",
    ]),
  );
  return [...found].map(([factor, note]) => ({ factor, note }));
}

export function linkChange({ random, calendar }: Scene, incident: Incident): void {
  const { record, change, times, fix, scenario, slots, variant } = incident;
  if (!change) return;
  const rolledBack = /rolled back|taken back|turned off|put back|restored/.test(fix);
  const inTime = times.mitigated < calendar.now && record.status !== "open";
  if (inTime && rolledBack && random.chance(0.8)) {
    change.record.rolledBackAt = isoOf(
      Math.max(times.detected, times.mitigated - random.integer(1, 3) * MINUTE),
    );
  }
  const link = random.pickWeighted(["culprit", "suspected", null] as const, [82, 9, 9]);
  change.record.title = sentence(fill(scenario.change![variant]!, slots));
  if (link === null) return;
  record.changes = [{ source: changeSource, externalId: change.record.externalId, link }];
}

/** A resolution before the mitigation, as hasty typing makes it; none before the start, which is refused. */
export function breakOrder(random: Random, record: IncidentRecord): boolean {
  const started = Date.parse(record.startedAt);
  const { mitigatedAt, resolvedAt } = record;
  if (!mitigatedAt || !resolvedAt || Date.parse(mitigatedAt) === started) return false;
  const resolved = Date.parse(mitigatedAt) - random.integer(3, 90) * MINUTE;
  record.resolvedAt = isoOf(Math.max(started, resolved));
  return true;
}
