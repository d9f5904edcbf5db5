import type { ContributingFactor, Severity, Status } from "#lib/values.ts";
import { aiRecordOf } from "./ai-record.ts";
import { courseOf, DAY, eraOf, HOUR, isoOf, MINUTE, shoppingInstant, workingInstant } from "./calendar.ts";
import { fill, flags } from "./change-titles.ts";
import { type Change, changeSource, type Scene } from "./changes.ts";
import type { Effect } from "./domains.ts";
import { planted } from "./planted.ts";
import type { Random } from "./random.ts";
import type { IncidentRecord } from "./records.ts";
import { marketplaceCount, pickRegions, told } from "./regions.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import type { System } from "./systems.ts";

/** An incident with what is true of it, recorded or not. */
export interface Incident {
  record: IncidentRecord;
  system: System;
  change: Change | null;
  scenario: Scenario;
  effect: Effect;
  slots: Record<string, string | number>;
  /** Which of the scenario's causes it was. */
  variant: number;
  cause: string;
  fix: string;
  times: Times;
}

interface Times {
  started: number;
  detected: number;
  mitigated: number;
  resolved: number;
}

const incidentSource = "ops-console";

/** What set an incident off, before anything is told about it. */
interface Origin {
  started: number;
  system: System;
  change: Change | null;
}

/** Everything that failed in the window, in order of its beginning, without external ids. */
export function makeIncidents(scene: Scene, changes: readonly Change[]): Incident[] {
  const origins = [...fromChanges(scene, changes), ...fromElsewhere(scene)];
  origins.sort((a, b) => a.started - b.started);
  return origins.map((origin) => makeIncident(scene, origin));
}

function fromChanges({ random, calendar }: Scene, changes: readonly Change[]): Origin[] {
  return changes
    .filter((change) => change.fails)
    .map((change) => ({
      started: change.deployed + Math.round(random.lognormal(8, 1.1) * MINUTE),
      system: change.system,
      change,
    }))
    .filter((origin) => origin.started < calendar.now - 5 * MINUTE);
}

function fromElsewhere({ random, calendar, estate, scale }: Scene): Origin[] {
  const tierOne = estate.systems.filter((system) => system.record.tier === 1);
  const weights = tierOne.map((system) => system.risk);
  const origins: Origin[] = [];
  for (const day of calendar.days) {
    const perDay = planted.otherIncidentsPerDay * courseOf(calendar, day.begins, "other") * scale;
    for (let left = random.poisson(perDay); left > 0; left--) {
      const started = shoppingInstant(random, day);
      if (started < calendar.from || started >= calendar.now - 5 * MINUTE) continue;
      origins.push({ started, system: random.pickWeighted(tierOne, weights), change: null });
    }
  }
  return origins;
}

const severities: (Severity | null)[] = [1, 2, 3, 4, 5, null];

function severityOf(random: Random, { change, system }: Origin): Severity | null {
  if (system.record.tier !== 1) return random.pickWeighted(severities, [0, 2, 20, 52, 22, 4]);
  const agent = change?.ai === "agent" ? 1.7 : 1;
  return random.pickWeighted(severities, [2.6 * agent, 13.5 * agent, 37, 34, 9.4, 3.5]);
}

function scenarioFor(random: Random, { change, system }: Origin, severity: Severity | null): Scenario {
  const pool = change === null ? scenarios.withoutChange : poolFor(random, change);
  const fitting = pool.filter(
    (one) =>
      (one.rootCause !== "unknown" || severity === null || severity > 2) &&
      (!one.layers || one.layers.includes(system.layer)) &&
      (change === null || one.changeKinds!.includes(change.record.kind!)),
  );
  const choice = fitting.length > 0 ? fitting : pool;
  return random.pickWeighted(
    choice,
    choice.map((one) => one.weight),
  );
}

function poolFor(random: Random, change: Change): Scenario[] {
  if (change.ai === "agent") return scenarios.fromAi.filter((one) => one.ai === "agent");
  if (change.ai !== "none" && random.chance(0.75)) {
    const fitting = scenarios.fromAi.filter(
      (one) => one.ai === "assisted" && one.changeKinds!.includes(change.record.kind!),
    );
    if (fitting.length > 0) return fitting;
  }
  return scenarios.fromChanges;
}

/** Typical minutes, by severity; the unknown severity is treated as the third. */
const detectMinutes = [4, 8, 22, 70, 130];
const mitigateMinutes = [58, 76, 140, 390, 900];
const resolveMinutes = [170, 150, 200, 560, 900];

function timesOf(random: Random, origin: Origin, severity: Severity | null): Times {
  const place = (severity ?? 3) - 1;
  const slow = origin.change && !origin.change.guarded.rollback ? planted.noRollbackPlanDelay : 1;
  const detect = random.lognormal(detectMinutes[place]!, 0.95);
  const after = random.lognormal((mitigateMinutes[place]! - detectMinutes[place]!) * slow, 0.85);
  const detected = origin.started + Math.round(detect * MINUTE);
  const mitigated = detected + Math.round(after * MINUTE);
  const resolved = mitigated + Math.round(random.lognormal(resolveMinutes[place]!, 1.1) * MINUTE);
  return { started: origin.started, detected, mitigated, resolved };
}

function regionsOf(random: Random, system: System, severity: Severity | null): string[] {
  if (!system.domain.customerFacing && random.chance(0.45)) return [];
  if (random.chance(0.07)) return [];
  if (severity === 1)
    return pickRegions(random, random.chance(0.3) ? marketplaceCount : random.integer(1, 6));
  if (severity === 2) return pickRegions(random, Math.min(6, 1 + random.poisson(1.2)));
  return pickRegions(random, random.chance(0.8) ? 1 : 2);
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

const lesserEffects: Effect[] = [
  { title: "{name} shows outdated content", told: "{name} served the content of the day before." },
  { title: "{name} unavailable", told: "{name} answered with an error page." },
  { title: "Broken layout on {name}", told: "Pages of {name} were shown without styles." },
];

/** One that goes with both the part and the cause; with the cause at least. */
function effectOf(random: Random, system: System, scenario: Scenario): Effect {
  if (system.record.tier !== 1) return random.pick(lesserEffects);
  const alike = system.domain.effects.filter(
    (one) => !one.nature || !scenario.shows || one.nature === scenario.shows,
  );
  const own = alike.filter((one) => one.parts?.test(system.part));
  const general = alike.filter((one) => !one.parts);
  if (own.length > 0 && (general.length === 0 || random.chance(0.6))) return random.pick(own);
  return random.pick(general.length > 0 ? general : alike.length > 0 ? alike : system.domain.effects);
}

function slotsFor(
  { random, estate }: Scene,
  system: System,
  regions: string[],
): Record<string, string | number> {
  const needs = system.record.dependsOn;
  const dep = needs.length > 0 ? random.pick(needs) : "config-service";
  return {
    name: system.record.name,
    part: system.part === "api" ? `the ${system.domain.name.toLowerCase()} API` : `the ${system.part}`,
    noun: system.domain.noun,
    dep: estate.bySlug.get(dep)!.record.name,
    flag: random.pick(flags),
    where: told(regions),
    n: random.pick([4, 6, 7, 9, 11, 12, 14, 17, 18, 22, 25, 35]),
    pct: random.pick([3, 4, 7, 8, 12, 15, 18, 22, 35]),
  };
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function titleOf(
  random: Random,
  { scenario, effect, slots, system, change, variant, record }: Incident,
): string {
  const where = String(slots.where);
  const short = where.length <= 34 && where !== "in part of the traffic" ? ` ${where}` : "";
  const seen = fill(effect.title, slots);
  const own = scenario.titles.filter((_, place) => place === variant || place >= scenario.cause.length);
  const told = () => sentence(fill(random.pick(own), slots));
  const options = [
    () => `${seen}${short}`,
    () => `${seen} (${system.record.slug})`,
    () => (change ? `${seen} after release of ${slots.name}` : `${seen}${short}`),
    told,
    () => told() + (random.chance(0.4) ? short : ""),
  ];
  const known = record.rootCause !== "unknown" || scenario.rootCause === "unknown" ? 1 : 0;
  return random.pickWeighted(options, [26, 14, 12 * known, 32 * known, 20 * known])();
}

function makeIncident(scene: Scene, origin: Origin): Incident {
  const { random } = scene;
  const { system, change } = origin;
  const severity = severityOf(random, origin);
  const scenario = scenarioFor(random, origin, severity);
  const times = timesOf(random, origin, severity);
  const regions = regionsOf(random, system, severity);
  const slots = slotsFor(scene, system, regions);
  const effect = effectOf(random, system, scenario);
  const variant = random.integer(0, scenario.cause.length - 1);
  const cause = sentence(fill(scenario.cause[variant]!, slots));
  const fix = sentence(fill(scenario.fix[variant] ?? scenario.fix[0]!, slots));
  const incident: Incident = {
    record: blank(),
    system,
    change,
    scenario,
    effect,
    slots,
    variant,
    cause,
    fix,
    times,
  };
  const record = incident.record;
  record.severity = severity;
  record.severityRaw = rawSeverity(random, severity);
  record.startedAt = isoOf(times.started);
  record.customerFacing = random.chance(0.93) ? system.domain.customerFacing : null;
  record.regions = regions;
  recordTimes(scene, incident);
  recordCause(random, incident);
  record.title = titleOf(random, incident);
  recordSystems(scene, incident);
  recordImpact(random, incident);
  record.summary = summaryOf(random, incident);
  Object.assign(record, aiRecordOf(random, incident));
  record.factors = factorsOf(scene, incident);
  linkChange(scene, incident);
  return incident;
}

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

function rawSeverity(random: Random, severity: Severity | null): string | null {
  if (severity === null) return random.pick(["TBD", "?", null]);
  return random.chance(0.85) ? `SEV-${severity}` : `Sev ${severity}`;
}

function recordTimes({ random, calendar }: Scene, { record, times }: Incident): void {
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

function recordCause(random: Random, { record, scenario, cause, change }: Incident): void {
  const serious = record.severity !== null && record.severity <= 2;
  const found = record.status !== "open" && random.chance(serious ? 0.97 : change ? 0.92 : 0.8);
  const seen = scenario.trigger !== "unknown" && random.chance(found ? 0.98 : 0.55);
  if (seen) record.trigger = scenario.trigger;
  if (!found || scenario.rootCause === "unknown") return;
  record.rootCause = scenario.rootCause;
  record.rootCauseDetail = random.chance(serious ? 1 : 0.8) ? cause : null;
}

function recordSystems(scene: Scene, { record, system }: Incident): void {
  const minor = record.severity === null || record.severity > 2;
  if (minor && scene.random.chance(0.03)) return;
  const affected = affectedBy(scene, system, record.severity);
  record.systems = [
    { slug: system.record.slug, part: "origin" },
    ...affected.map((slug) => ({ slug, part: "affected" as const })),
  ];
}

const typicalLoss = [8200, 620, 38, 3, 0];
const lossRecorded = [0.86, 0.68, 0.4, 0.2, 0.1];
const errorsRecorded = [0.9, 0.8, 0.62, 0.45, 0.25];
const typicalErrors = [190_000, 26_000, 2600, 240, 25];

function recordImpact(random: Random, { record, system, times }: Incident): void {
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

const endings = [
  "Hosts of {name} were restarted, and errors stopped.",
  "It ended without anything being done.",
  "Traffic was moved to other hosts, which helped.",
  "{name} recovered after half an hour of tries; which of them helped is not known.",
];

function summaryOf(random: Random, { record, effect, slots, cause, fix }: Incident): string | null {
  const seen = fill(effect.told, slots);
  const open = record.status === "open";
  const found = record.rootCause !== "unknown";
  const ended = open ? "Work on it goes on." : found ? fix : fill(random.pick(endings), slots);
  const why = found ? cause : open ? "The cause is not yet known." : "The cause was not found.";
  if (record.severity !== null && record.severity <= 2) return `${seen} ${why} ${ended}`;
  return random.pickWeighted(
    [`${seen} ${why} ${ended}`, `${seen} ${ended}`, found ? why : seen, seen, null],
    [34, 22, 22, 16, 6],
  );
}

function factorsOf(scene: Scene, incident: Incident): IncidentRecord["factors"] {
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

function linkChange({ random, calendar }: Scene, incident: Incident): void {
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

/** A time that breaks the order, as clocks and hasty typing do. */
export function breakOrder(random: Random, record: IncidentRecord): boolean {
  const started = Date.parse(record.startedAt);
  const { detectedAt, mitigatedAt, resolvedAt } = record;
  if (detectedAt && random.chance(0.5)) {
    record.detectedAt = isoOf(started - random.integer(2, 40) * MINUTE);
    return true;
  }
  if (mitigatedAt && resolvedAt) {
    record.resolvedAt = isoOf(Date.parse(mitigatedAt) - random.integer(3, 90) * MINUTE);
    return true;
  }
  return false;
}

/** Planned work, exercises and second reports of the same thing: none of them counts in figures. */
export function makeUncounted(scene: Scene, incidents: readonly Incident[]): IncidentRecord[] {
  const { random, calendar, scale } = scene;
  const planned = Array.from({ length: Math.round(62 * scale) }, () => maintenance(scene));
  const exercises = Array.from({ length: Math.round(22 * scale) }, () => exercise(scene));
  const noticed = incidents.filter(
    ({ record, times }) => record.severity !== null && record.severity <= 3 && times.resolved < calendar.now,
  );
  const twice = random.sample(noticed, Math.round(46 * scale)).map((incident) => duplicate(random, incident));
  return [...planned, ...exercises, ...twice];
}

function uncounted(scene: Scene, kind: "maintenance" | "exercise", hours: number): IncidentRecord {
  const { random, calendar, estate } = scene;
  const day = random.pick(calendar.days.slice(1, -2));
  const started =
    kind === "exercise" ? workingInstant(random, day) : day.begins + random.integer(1, 4) * HOUR;
  const system = random.pick(estate.systems.filter((one) => one.layer < 5));
  const ends = started + Math.round(random.lognormal(hours, 0.4) * HOUR);
  const record = blank();
  const past = ends < calendar.now;
  record.kind = kind;
  record.title = system.record.name;
  record.startedAt = isoOf(started);
  record.status = past ? "closed" : "open";
  record.resolvedAt = past ? isoOf(ends) : null;
  record.aiInvolvement = "none";
  record.systems = [{ slug: system.record.slug, part: "origin" }];
  return record;
}

function maintenance(scene: Scene): IncidentRecord {
  const record = uncounted(scene, "maintenance", 2);
  const what = scene.random.pick([
    "Planned failover of",
    "Scheduled upgrade of",
    "Move to new hosts:",
    "Database version upgrade:",
    "Certificate renewal for",
  ]);
  record.title = `${what} ${record.title}`;
  record.summary = "Announced in the change calendar; short interruptions were possible.";
  record.customerFacing = false;
  return record;
}

function exercise(scene: Scene): IncidentRecord {
  const record = uncounted(scene, "exercise", 1.2);
  const what = scene.random.pick([
    "Exercise: loss of one zone for",
    "Game day: slow dependency of",
    "Exercise: restore from backup of",
    "Exercise: rollback of",
  ]);
  record.title = `${what} ${record.title}`;
  record.summary = "Held in production under supervision, outside shopping hours.";
  record.customerFacing = false;
  return record;
}

function duplicate(random: Random, { record, effect, slots, times }: Incident): IncidentRecord {
  const copy = blank();
  const seen = fill(effect.title, slots);
  copy.kind = "duplicate";
  copy.title = random.pick([`Customers report: ${seen}`, `${seen} (second report)`, `Ticket wave: ${seen}`]);
  copy.summary = `Reported separately; the same as "${record.title}".`;
  copy.severity = record.severity;
  copy.severityRaw = record.severityRaw;
  copy.startedAt = isoOf(times.started + random.integer(2, 45) * MINUTE);
  copy.systems = record.systems.slice(0, 1);
  copy.regions = record.regions.slice(0, 1);
  return copy;
}
