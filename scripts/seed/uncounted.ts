import { HOUR, isoOf, MINUTE, workingInstant } from "./calendar.ts";
import { fill } from "./change-titles.ts";
import type { Scene } from "./changes.ts";
import { blank } from "./incident-record.ts";
import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";
import type { IncidentRecord } from "./records.ts";

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
