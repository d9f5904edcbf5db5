import { isoOf, MINUTE } from "./calendar.ts";
import { fill } from "./change-titles.ts";
import type { Incident } from "./incidents.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import type { TimelineRecord } from "./records.ts";

type Entry = [at: number, kind: TimelineRecord["kind"], text: string];

function given(people: readonly Person[], random: Random): string[] {
  return random.sample(people, 4).map((person) => person.name);
}

/** From the change to the end, in order. */
export function timelineOf(random: Random, incident: Incident, people: readonly Person[]): TimelineRecord[] {
  const entries = [
    ...beginning(random, incident, people),
    ...middle(random, incident, people),
    ...ending(random, incident),
  ];
  return entries
    .sort((a, b) => a[0] - b[0])
    .map(([at, kind, text]) => ({ at: isoOf(Math.floor(at / MINUTE) * MINUTE), kind, text }));
}

function beginning(
  random: Random,
  { change, times, effect, slots, record, system }: Incident,
  people: readonly Person[],
): Entry[] {
  const entries: Entry[] = [];
  const [first] = given(people, random);
  if (change && record.changes.length > 0) {
    entries.push([change.deployed, "change", `${change.record.externalId} deployed: ${change.record.title}`]);
  }
  const signs = [
    `First errors in \`${system.record.slug}\``,
    `Errors of ${slots.name} begin to rise`,
    `Answer times of ${slots.name} leave their usual range`,
  ];
  entries.push([times.started, "detection", `${random.pick(signs)} (found afterwards)`]);
  entries.push([
    times.detected,
    "detection",
    random.pick([
      `Page: "${fill(effect.title, slots)}". ${first} acknowledges`,
      `${first} opens the incident after an alert on ${slots.name}`,
      `${first} takes over: ${fill(effect.title, slots).toLowerCase()}`,
    ]),
  ]);
  return entries;
}

function middle(
  random: Random,
  { times, slots, record, change }: Incident,
  people: readonly Person[],
): Entry[] {
  const [, second, third] = given(people, random);
  const at = (share: number) =>
    Math.round((times.detected + (times.mitigated - times.detected) * share) / MINUTE) * MINUTE;
  const entries: Entry[] = [];
  entries.push([
    at(0.08),
    "escalation",
    random.pick([
      `${second} joins for ${slots.name}`,
      `On-call of ${slots.dep} paged`,
      `Severity raised to ${record.severity}; ${second} leads`,
    ]),
  ]);
  const tries: [TimelineRecord["kind"], string][] = [
    ["action", `${second} looks at ${slots.dep}: nothing unusual`],
    ["action", `Restart of one host of ${slots.name}: no effect`],
    ["action", `${third} compares error rates by zone; all are alike`],
    ["action", `Traffic of one marketplace moved away to see whether it follows; it does`],
    ["communication", 'Status page: "We are looking into problems and will report within 30 minutes"'],
    ["communication", "Message to marketplace teams and customer care"],
    ["escalation", "Director informed; bridge opened"],
    ["action", `${third} suspects the deployment before last; ruled out after a look at the graphs`],
  ];
  const chosen = random.sample(tries, record.severity === 1 ? 4 : 2);
  chosen.forEach(([kind, text], place) => {
    entries.push([at(0.15 + (0.5 * (place + 1)) / (chosen.length + 1)), kind, text]);
  });
  const found =
    change && record.changes.length > 0
      ? `${third} links it to ${change.record.externalId}`
      : `${third} finds the cause in ${slots.part}`;
  entries.push([at(0.75), "action", found]);
  return entries;
}

function ending(random: Random, { times, fix, slots, record }: Incident): Entry[] {
  const entries: Entry[] = [[times.mitigated, "recovery", `${fix} Errors back to usual`]];
  if (record.severity === 1) {
    entries.push([
      times.mitigated + 6 * MINUTE,
      "communication",
      'Status page: "Service is restored; we keep watching"',
    ]);
  }
  if (record.resolvedAt !== null) {
    entries.push([
      times.resolved,
      "recovery",
      random.pick([
        "Closed after an hour without errors",
        `Backlog of ${slots.noun} worked off; closed`,
        "Permanent fix deployed; closed",
      ]),
    ]);
  }
  return entries;
}
