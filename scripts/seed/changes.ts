import type { AiAssistance, AiEvidence, AuthorLevel, ChangeKind } from "#lib/values.ts";
import {
  type Calendar,
  changeWeight,
  courseOf,
  DAY,
  type Era,
  eraOf,
  HOUR,
  isoOf,
  through,
  workingInstant,
} from "./calendar.ts";
import { changeTitles, fill, flags, months, publishedTitles } from "./change-titles.ts";
import type { Person, Staff } from "./people.ts";
import { planted } from "./planted.ts";
import type { Random } from "./random.ts";
import type { ChangeRecord } from "./records.ts";
import { pickRegion } from "./regions.ts";
import type { Estate, System } from "./systems.ts";

/** A change with what is true of it, recorded or not. */
export interface Change {
  record: ChangeRecord;
  system: System;
  deployed: number;
  fails: boolean;
  ai: AiAssistance;
  guarded: Guarded;
}

/** Which guardrails were truly met. */
interface Guarded {
  approved: boolean;
  documented: boolean;
  checked: boolean;
  rollback: boolean;
  risk: boolean;
  senior: boolean;
  sandbox: boolean;
}

export const changeSource = "deploy-log";

const kinds: ChangeKind[] = ["code", "configuration", "infrastructure", "data", "environment"];
const kindWeights = [62, 20, 8, 7, 3];
const publishedWeights = [80, 14, 0, 6, 0];
const aiTools: Record<string, string[]> = {
  assisted: ["Kestrel", "Kestrel", "Lathe"],
  generated: ["Kestrel", "Lathe", "Lathe"],
  agent: ["Drover"],
  none: [],
};

export interface Scene {
  random: Random;
  calendar: Calendar;
  estate: Estate;
  staff: Staff;
  scale: number;
}

/** Some 95,000 changes in order of deployment. */
export function deployChanges(scene: Scene): Change[] {
  const { random, calendar, estate, scale } = scene;
  const pickSystem = systemPicker(estate);
  const changes: Change[] = [];
  for (const day of calendar.days) {
    // Draws of its own for each day: a demo made tomorrow tells of the same past.
    const own = { ...scene, random: random.fork(day.name) };
    for (
      let left = own.random.poisson(planted.changesPerMonday * changeWeight(calendar, day) * scale);
      left > 0;
      left--
    ) {
      const deployed = workingInstant(own.random, day);
      const system = pickSystem(own.random);
      if (deployed < calendar.from || deployed >= calendar.now) continue;
      changes.push(makeChange(own, system, deployed));
    }
  }
  changes.sort((a, b) => a.deployed - b.deployed);
  changes.forEach((change, place) => {
    name(random, change.record, 210_000 + place);
  });
  return changes;
}

function systemPicker({ systems }: Estate): (random: Random) => System {
  let total = 0;
  const ends = Float64Array.from(systems, (system) => {
    total += system.pace;
    return total;
  });
  return (random) => {
    const aim = random.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > aim) high = middle;
      else low = middle + 1;
    }
    return systems[low]!;
  };
}

function name(random: Random, record: ChangeRecord, number: number): void {
  record.externalId = `DEP-${number}`;
  if (record.documented) record.documentUrl = `https://changes.wexmoor.example/DEP-${number}`;
  if (random.chance(0.9)) record.url = `https://deploy.wexmoor.example/runs/${number * 7 - 1_204_331}`;
}

/** The odds, not the share, of AI assistance at this instant in an average Tier-1 system. */
function aiOdds(calendar: Calendar, instant: number): number {
  const { growth, assistantRollOut, resetBegins } = calendar;
  const risen = (from: number, to: number) => through({ from, to }, instant);
  const slow = 0.08 + 0.1 * through(growth, instant);
  const rolledOut = instant < assistantRollOut ? 0 : 0.08 + 0.36 * risen(assistantRollOut, resetBegins);
  const held = instant < resetBegins ? 0 : -0.14 + 0.3 * risen(resetBegins, growth.to);
  return slow + rolledOut + held;
}

function assistanceOf(scene: Scene, system: System, instant: number): AiAssistance {
  const { random, calendar } = scene;
  const lesser = system.record.tier === 1 ? 1 : planted.lesserTierAiOdds;
  const odds = aiOdds(calendar, instant) * lesser * Math.exp(planted.aiOddsPerRisk * system.aiLeaning);
  if (!random.chance(odds / (1 + odds))) return "none";
  const agents = instant < calendar.assistantRollOut ? 0.02 : 0.14;
  return random.pickWeighted(["assisted", "generated", "agent"] as const, [0.62, 0.36 - agents, agents]);
}

/** Share of changes that meet each guardrail, before the reset and after it. */
const met: Record<keyof Guarded, Record<Era, number>> = {
  approved: { before: 0.55, after: 0.92 },
  documented: { before: 0.76, after: 0.96 },
  checked: { before: 0.81, after: 0.95 },
  rollback: { before: 0.64, after: 0.89 },
  risk: { before: 0.16, after: 0.84 },
  senior: { before: 0.24, after: 0.87 },
  sandbox: { before: 0.46, after: 0.88 },
};

function guard(scene: Scene, system: System, instant: number): Guarded {
  const { random, calendar } = scene;
  const era = isReached(system) ? eraOf(calendar, instant) : "before";
  const learning = era === "after" && instant < calendar.resetBegins + 14 * DAY ? 0.88 : 1;
  const draw = (rule: keyof Guarded) => random.chance(met[rule][era] * learning);
  return {
    approved: draw("approved"),
    documented: draw("documented"),
    checked: draw("checked"),
    rollback: draw("rollback"),
    risk: draw("risk"),
    senior: draw("senior"),
    sandbox: draw("sandbox"),
  };
}

/** The reset is for Tier 1: all else goes on as before. */
function isReached({ record }: System): boolean {
  return record.tier === 1;
}

function failureOf(scene: Scene, change: Omit<Change, "fails" | "record">): number {
  const { calendar } = scene;
  const { guarded, system, ai, deployed } = change;
  const era = isReached(system) ? eraOf(calendar, deployed) : "before";
  const aiFactor =
    ai === "none" || ai === "unknown"
      ? 1
      : (era === "before" ? planted.aiOddsBefore : planted.aiOddsAfter)[ai];
  const missing = [guarded.approved, guarded.documented, guarded.checked, guarded.rollback].filter(
    (one) => !one,
  );
  const odds =
    planted.baseFailure *
    system.risk *
    aiFactor *
    planted.missingGuardrailOdds ** missing.length *
    (isReached(system) ? courseOf(calendar, deployed, "change") : 1);
  return odds / (1 + odds);
}

function makeChange(scene: Scene, system: System, deployed: number): Change {
  const { random } = scene;
  const ai = assistanceOf(scene, system, deployed);
  const guarded = guard(scene, system, deployed);
  const fails = random.chance(failureOf(scene, { system, deployed, ai, guarded }));
  const record = recordOf(scene, { system, deployed, ai, guarded });
  Object.assign(record, waited(random.fork(`waiting ${deployed}`), deployed, record.approvals));
  return { record, system, deployed, fails, ai, guarded };
}

/** When it was put up and approved, of most that somebody approved: the second approval comes later than the first. */
function waited(random: Random, deployed: number, approvals: number | null) {
  if (approvals === null || approvals === 0 || !random.chance(0.8)) return {};
  const approved = deployed - random.lognormal(-0.5, 0.8) * HOUR;
  const hours = random.lognormal(approvals === 1 ? 0.6 : 1.4, 1);
  return { submittedAt: isoOf(Math.round(approved - hours * HOUR)), approvedAt: isoOf(Math.round(approved)) };
}

function recordOf(scene: Scene, change: Omit<Change, "fails" | "record">): ChangeRecord {
  const { random } = scene;
  const { system, deployed, guarded } = change;
  const kind = random.pickWeighted(kinds, system.layer === 5 ? publishedWeights : kindWeights);
  const person = authorOf(scene, change);
  const aiAssistance = recordedAssistance(random, change.ai);
  const aiKnown = aiAssistance !== "none" && aiAssistance !== "unknown";
  const recorded = (value: boolean, share: number) => (random.chance(share) ? value : null);
  const heldUp = aiKnown || random.chance(0.05);
  return {
    source: changeSource,
    externalId: "",
    title: titleOf(random, system, kind),
    kind,
    system: system.record.slug,
    deployedAt: isoOf(deployed),
    author: person.name,
    authorLevel: recordedLevel(random, person.level),
    aiAssistance,
    aiTool: aiKnown ? random.pick(aiTools[aiAssistance]!) : null,
    aiEvidence: evidenceOf(random, aiAssistance),
    approvals: random.chance(0.95) ? approvalsOf(random, guarded.approved) : null,
    seniorApproval: recorded(guarded.senior, heldUp ? 0.93 : 0.3),
    documented: recorded(guarded.documented, 0.97),
    documentUrl: null,
    checksPassed: recorded(guarded.checked, 0.94),
    riskAssessed: recorded(guarded.risk, heldUp ? 0.92 : 0.2),
    rollbackPlan: recorded(guarded.rollback, 0.92),
    sandboxTested: recorded(guarded.sandbox, kind === "environment" ? 0.9 : 0.1),
    rolledBackAt: rolledBackAt(scene, deployed),
    url: null,
  };
}

/** Taken back without harm, as a few always are. */
function rolledBackAt({ random, calendar }: Scene, deployed: number): string | null {
  const at = deployed + Math.round(random.lognormal(0.7, 0.8) * HOUR);
  return random.chance(0.006) && at < calendar.now ? isoOf(at) : null;
}

function authorOf(scene: Scene, change: Pick<Change, "ai" | "system">): Person {
  const people = scene.staff.engineers.get(change.system.record.org)!;
  const first = scene.random.pick(people);
  // Less experienced engineers lean on AI more.
  return change.ai !== "none" && first.level === "senior" && scene.random.chance(0.4)
    ? scene.random.pick(people)
    : first;
}

function recordedLevel(random: Random, level: AuthorLevel): AuthorLevel {
  return random.chance(0.07) ? "unknown" : level;
}

function recordedAssistance(random: Random, ai: AiAssistance): AiAssistance {
  return random.chance(0.06) ? "unknown" : ai;
}

function evidenceOf(random: Random, recorded: AiAssistance): AiEvidence {
  if (recorded === "unknown") return "none";
  if (recorded === "none")
    return random.pickWeighted(["change-record", "tool-report", "none"] as const, [5, 2, 3]);
  if (recorded === "agent") return random.pick(["commit-trailer", "tool-report"] as const);
  return random.pickWeighted(
    ["commit-trailer", "pull-request-label", "tool-report", "change-record"] as const,
    [46, 26, 18, 10],
  );
}

function approvalsOf(random: Random, approved: boolean): number {
  return approved ? random.pickWeighted([2, 3, 4], [80, 17, 3]) : random.pickWeighted([1, 0], [84, 16]);
}

function titleOf(random: Random, system: System, kind: ChangeKind): string {
  const needs = system.record.dependsOn;
  return fill(random.pick(system.layer === 5 ? publishedTitles : changeTitles[kind]), {
    part: system.part === "api" ? `${system.domain.name.toLowerCase()} API` : system.part,
    noun: system.domain.noun,
    dep: needs.length > 0 ? random.pick(needs) : "config-service",
    region: pickRegion(random),
    flag: random.pick(flags),
    month: random.pick(months),
    pct: random.pick([1, 5, 10, 25, 50]),
    n: random.pick([3, 5, 8, 12, 15, 20, 30, 40]),
    v: random.integer(2, 6),
  });
}
