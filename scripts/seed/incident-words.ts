import { fill, flags } from "./change-titles.ts";
import type { Scene } from "./changes.ts";
import type { Effect } from "./domains.ts";
import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";
import { told } from "./regions.ts";
import type { Scenario } from "./scenarios.ts";
import type { System } from "./systems.ts";

/** How an incident is told. */

const lesserEffects: Effect[] = [
  { title: "{name} shows outdated content", told: "{name} served the content of the day before." },
  { title: "{name} unavailable", told: "{name} answered with an error page." },
  { title: "Broken layout on {name}", told: "Pages of {name} were shown without styles." },
];

export function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** One that goes with both the part and the cause; with the cause at least. */
export function effectOf(random: Random, system: System, scenario: Scenario): Effect {
  if (system.record.tier !== 1) return random.pick(lesserEffects);
  const alike = system.domain.effects.filter(
    (one) => !one.nature || !scenario.shows || one.nature === scenario.shows,
  );
  const own = alike.filter((one) => one.parts?.test(system.part));
  const general = alike.filter((one) => !one.parts);
  if (own.length > 0 && (general.length === 0 || random.chance(0.6))) return random.pick(own);
  return random.pick(general.length > 0 ? general : alike.length > 0 ? alike : system.domain.effects);
}

export function slotsFor(
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

export function titleOf(
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

const endings = [
  "Hosts of {name} were restarted, and errors stopped.",
  "It ended without anything being done.",
  "Traffic was moved to other hosts, which helped.",
  "{name} recovered after half an hour of tries; which of them helped is not known.",
];

export function summaryOf(random: Random, { record, effect, slots, cause, fix }: Incident): string | null {
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
