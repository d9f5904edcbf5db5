import type { Severity } from "#lib/values.ts";
import { aiRecordOf } from "./ai-record.ts";
import { courseOf, isoOf, MINUTE, shoppingInstant } from "./calendar.ts";
import { fill } from "./change-titles.ts";
import type { Change, Scene } from "./changes.ts";
import type { Effect } from "./domains.ts";
import {
  blank,
  factorsOf,
  linkChange,
  mitigateMinutes,
  rawSeverity,
  recordCause,
  recordImpact,
  recordSystems,
  recordTimes,
} from "./incident-record.ts";
import { effectOf, sentence, slotsFor, summaryOf, titleOf } from "./incident-words.ts";
import { planted } from "./planted.ts";
import type { Random } from "./random.ts";
import type { IncidentRecord } from "./records.ts";
import { marketplaceCount, pickRegions } from "./regions.ts";
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
  // Each has chance of its own, so that what was told of one yesterday is told of it tomorrow.
  return origins.map((origin) =>
    makeIncident({ ...scene, random: scene.random.fork(`record ${origin.started}`) }, origin),
  );
}

function fromChanges({ random, calendar }: Scene, changes: readonly Change[]): Origin[] {
  return changes
    .filter((change) => change.fails)
    .map((change) => ({
      started: change.deployed + Math.round(random.fork(`${change.deployed}`).lognormal(8, 1.1) * MINUTE),
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
    const own = random.fork(day.name);
    const perDay = planted.otherIncidentsPerDay * courseOf(calendar, day.begins, "other") * scale;
    for (let left = own.poisson(perDay); left > 0; left--) {
      const started = shoppingInstant(own, day);
      const system = own.pickWeighted(tierOne, weights);
      if (started < calendar.from || started >= calendar.now - 5 * MINUTE) continue;
      origins.push({ started, system, change: null });
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
