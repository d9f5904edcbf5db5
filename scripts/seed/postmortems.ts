import type { ActionKind } from "#lib/values.ts";
import { aiRoleOf } from "./ai-role.ts";
import { DAY, dayName, HOUR, isoOf, MINUTE } from "./calendar.ts";
import { fill, flags } from "./change-titles.ts";
import type { Scene } from "./changes.ts";
import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";
import type { ActionRecord, PostmortemRecord } from "./records.ts";
import { timelineOf } from "./timeline.ts";

/** Most Sev-1s and a good part of the Sev-2s; some are late, some never written. */
export function writePostmortems(scene: Scene, incidents: readonly Incident[]): PostmortemRecord[] {
  return incidents
    .filter((incident) => isDue(scene, incident))
    .map((incident) => writePostmortem(scene, incident));
}

function isDue({ random, calendar }: Scene, { record, times }: Incident): boolean {
  if (record.status === "open" || times.mitigated > calendar.now - 8 * HOUR) return false;
  if (record.severity === 1) return random.chance(0.93);
  return record.severity === 2 && random.chance(0.62);
}

function writePostmortem(scene: Scene, incident: Incident): PostmortemRecord {
  const { random, staff } = scene;
  const people = staff.engineers.get(incident.system.record.org)!;
  const owner = random.pick(people).name;
  const published = publishedAt(scene, incident);
  const state = published === null ? (random.chance(0.55) ? "in-review" : "draft") : "published";
  const full = state !== "draft" || random.chance(0.3);
  return {
    incident: { source: incident.record.source, externalId: incident.record.externalId },
    state,
    summary: summaryOf(random, incident),
    impact: impactOf(incident),
    detection: full ? detectionOf(random, incident) : null,
    rootCause: full || incident.record.rootCause !== "unknown" ? rootCauseOf(random, incident) : null,
    aiRole: full ? aiRoleOf(random, incident) : null,
    wentWell: full ? wentWell(random, incident) : null,
    wentWrong: full ? wentWrong(random, incident) : null,
    lucky: full ? luckyOf(random) : null,
    fiveWhys: full ? whysOf(incident) : [],
    lessons: full ? incident.scenario.lesson : null,
    owner,
    reviewers: random.sample(staff.reviewers, random.integer(1, 3)),
    publishedAt: published === null ? null : isoOf(published),
    timeline: timelineOf(random, incident, people),
    actions: state === "draft" ? [] : actionsOf(scene, incident),
  };
}

/** Half within four working days, the rest late; null when it is still being written. */
function publishedAt({ random, calendar }: Scene, { record, times }: Incident): number | null {
  const days = random.lognormal(record.severity === 1 ? 4.5 : 6, 0.6);
  const when = times.resolved + Math.round(days * DAY);
  const stuck = random.chance(0.08);
  if (stuck || record.aiInvolvement === "unknown" || when >= calendar.now) return null;
  return when;
}

function whysOf({ scenario, variant, slots, effect, cause }: Incident): string[] {
  const known = variant === 0 ? scenario.whys.slice(0, -2) : [cause];
  return [effect.told, ...known, ...scenario.whys.slice(-2)].map((why) => sentence(fill(why, slots)));
}

const sentence = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const clock = (instant: number) => isoOf(instant).slice(11, 16);

function spanOf(from: number, to: number): string {
  const minutes = Math.round((to - from) / MINUTE);
  if (minutes < 90) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} hours` : `${hours} h ${minutes % 60} min`;
}

function summaryOf(random: Random, { record, effect, slots, cause, fix, times }: Incident): string {
  const day = new Date(times.started).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const seen = fill(effect.told, slots);
  const when = random.pick([
    `On ${day}, from ${clock(times.started)} UTC for ${spanOf(times.started, times.mitigated)}: ${seen}`,
    `${seen} This began on ${day} at ${clock(times.started)} UTC and lasted ${spanOf(times.started, times.mitigated)}.`,
  ]);
  const reach = record.systems.length > 1 ? ` ${record.systems.length} systems were reached.` : "";
  return `${when} ${cause} ${fix}${reach}`;
}

const number = (value: number) => value.toLocaleString("en-GB");

function impactOf({ record, times, slots }: Incident): string {
  const resolved =
    record.resolvedAt === null ? "" : `, ${spanOf(times.started, times.resolved)} until resolved`;
  const lines = [
    `- Duration: ${spanOf(times.started, times.mitigated)} until mitigated${resolved}`,
    `- Lost orders: ${record.lostOrders === null ? "not measured" : number(record.lostOrders)}`,
    `- Errors: ${record.errors === null ? "not measured" : number(record.errors)}`,
  ];
  if (record.customersAffected !== null) lines.push(`- Customers: ${number(record.customersAffected)}`);
  if (record.orderDropPercent !== null) lines.push(`- Orders fell by up to ${record.orderDropPercent}%`);
  lines.push(`- Where: ${String(slots.where).replace(/^in /, "")}`);
  const affected = record.systems.filter((one) => one.part === "affected").map((one) => `\`${one.slug}\``);
  if (affected.length > 0) lines.push(`- Also affected: ${affected.join(", ")}`);
  return lines.join("\n");
}

function detectionOf(random: Random, { times, system, slots }: Incident): string {
  const minutes = Math.max(1, Math.round((times.detected - times.started) / MINUTE));
  const facing = system.domain.customerFacing;
  if (minutes <= 5) {
    return random.pick([
      `An alert on the error rate of ${slots.name} paged the person on call after ${minutes} min.`,
      `The ${facing ? "order-rate" : "throughput"} alert fired ${minutes} min after the beginning; it was the first sign.`,
      `The deployment dashboard turned red ${minutes} min after the first errors, and the author saw it.`,
    ]);
  }
  if (minutes <= 25) {
    return random.pick([
      `The alert needs three bad intervals and so fired after ${minutes} min. ${facing ? "Customer care" : "A warehouse team"} had called two minutes before.`,
      `A synthetic ${facing ? "purchase" : "check"} failed twice in a row; the page came ${minutes} min after the beginning.`,
      `The team of ${slots.dep} noticed odd calls and asked; that was ${minutes} min in.`,
    ]);
  }
  return random.pick([
    `No alert fired. ${facing ? "Customer care reported a rising number of contacts" : "Users inside the company complained"} about ${system.domain.noun} after ${minutes} min.`,
    `An engineer saw it by chance on a dashboard, ${spanOf(times.started, times.detected)} after the beginning. The alert watches the average, which hardly moved.`,
    `It was reported by a marketplace team after ${spanOf(times.started, times.detected)}. Errors were answered with status 200 and so counted as successes.`,
  ]);
}

function rootCauseOf(random: Random, { record, cause, change }: Incident): string {
  if (!change || record.changes.length === 0) return cause;
  const gaps: string[] = [];
  const { approvals, documented, checksPassed, rollbackPlan } = change.record;
  if (approvals !== null && approvals < 2)
    gaps.push(approvals === 0 ? "no approval" : "one approval instead of two");
  if (documented === false) gaps.push("no entry in the change-management tool");
  if (checksPassed === false) gaps.push("reliability checks that had not passed");
  if (rollbackPlan === false) gaps.push("no rollback plan");
  const id = `${change.record.externalId} ("${change.record.title}")`;
  if (gaps.length === 0) {
    return `${cause}\n\nThe change was ${id}. ${random.pick(["All guardrails that are recorded for it were met.", "It had gone through every step that the process asks for."])}`;
  }
  return `${cause}\n\nThe change was ${id}. It went out with ${listed(gaps)}.`;
}

function listed(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function wentWell(random: Random, { times, change, slots }: Incident): string {
  const seen = [
    `The owners of ${slots.dep} joined within minutes and stayed until the end.`,
    `The status page was updated before customers asked.`,
    `One person led and wrote nothing else; decisions were quick.`,
    `Marketplace teams were told early and could answer their customers.`,
    `Nobody tried a second change before the first was understood.`,
    `The runbook of ${slots.name} was right to the last line.`,
    `Traffic could be shifted without a deployment.`,
  ];
  const told = random.sample(seen, 2);
  if (times.detected - times.started < 6 * MINUTE) told.unshift("It was noticed within minutes.");
  else if (change?.guarded.rollback)
    told.unshift("The rollback plan existed and worked at the first attempt.");
  return bullets(told.slice(0, 3));
}

function wentWrong(random: Random, { times, change, slots, record }: Incident): string {
  const told: string[] = [];
  if (times.detected - times.started > 20 * MINUTE)
    told.push(`It took ${spanOf(times.started, times.detected)} to notice.`);
  if (change && !change.guarded.rollback)
    told.push("There was no rollback plan, so the way back had to be worked out during the incident.");
  if (change && !change.guarded.documented)
    told.push("The change stood in no record; the search went the wrong way at first.");
  const others = [
    `Three teams looked at ${slots.name} before anybody looked at ${slots.part}.`,
    "The bridge had forty people on it, most of them listening.",
    "Two dashboards disagreed about when it began.",
    "The person who knows this part best was paged last.",
    "An old alert fired again and again and hid the one that mattered.",
    `Nobody could say which ${slots.noun} were affected until the next day.`,
    "The first message to customers promised a time that could not be kept.",
    "Access to production had expired for two of the people on call.",
    "The runbook names a host that was retired last year.",
  ];
  told.push(...random.sample(others, record.severity === 1 ? 2 : 1));
  return bullets(told);
}

function luckyOf(random: Random): string {
  return random.pick([
    "It hit a quiet week. Ten days earlier it would have met a campaign.",
    "The only engineer who had seen this before was still in the office.",
    "A cache kept half of the answers usable.",
    "The campaign planned for noon had been moved to the next day.",
    "The affected marketplace was past its evening peak.",
    "Logs of that hour would have been deleted the same night.",
    "A second fault of the same kind lay in another zone and was found before it mattered.",
    "Nothing was lucky about this one.",
    "The queue had room for four more hours; an hour later messages would have been lost.",
    "A test account happened to be among the first ones hit.",
  ]);
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join("\n");

const commonActions: [ActionKind, string][] = [
  ["detect", "Add a synthetic check for {noun} {where}"],
  ["detect", "Lower the alert threshold of {name} to five minutes"],
  ["process", "Update the runbook of {name} with what was learnt"],
  ["process", "Walk the on-call team of {dep} through this incident"],
  ["mitigate", "Practise the rollback of {name}"],
  ["mitigate", "Add a switch that turns off {part} alone"],
  ["prevent", "Require two approvals for changes to {name}"],
];

function actionsOf({ random, calendar, staff }: Scene, incident: Incident): ActionRecord[] {
  const { scenario, system, record, times } = incident;
  const people = staff.engineers.get(system.record.org)!;
  const own = random.sample(scenario.actions, random.integer(1, scenario.actions.length));
  const common = commonActions.filter(([kind]) => incident.change !== null || kind !== "prevent");
  const more = random.sample(common, record.severity === 1 ? random.integer(1, 2) : random.integer(0, 1));
  const decided = Math.min(times.resolved + 2 * DAY, calendar.now);
  return [...own, ...more].map(([kind, template]) => {
    const due = decided + random.pick([7, 14, 14, 21, 30, 30, 45, 60, 90]) * DAY;
    return {
      title: sentence(fill(template, { ...incident.slots, flag: incident.slots.flag ?? flags[0]! })),
      kind,
      owner: random.pick(people).name,
      dueOn: dayName(due),
      createdAt: isoOf(decided),
      priority: random.pickWeighted(
        ["high", "medium", "low"] as const,
        record.severity === 1 ? [6, 3, 1] : [3, 5, 2],
      ),
      trackerUrl: random.chance(0.7)
        ? `https://tracker.wexmoor.example/REL-${random.integer(1000, 9999)}`
        : null,
      ...outcomeOf(random, { decided, due, now: calendar.now }),
    };
  });
}

function outcomeOf(
  random: Random,
  { decided, due, now }: { decided: number; due: number; now: number },
): Pick<ActionRecord, "state" | "closedAt"> {
  // One in six is put off again and again, and done long after its day.
  const putOff = random.chance(1 / 6) ? random.lognormal(5, 0.6) : 1;
  const ends = decided + Math.round((due - decided) * random.lognormal(0.85, 0.6) * putOff);
  if (ends >= now) return { state: "open", closedAt: null };
  const state = random.pickWeighted(["done", "dropped"] as const, [92, 8]);
  return { state, closedAt: isoOf(ends) };
}
