import { describe, expect, test } from "vitest";
import { type Company, generateCompany } from "./company.ts";
import type { ChangeRecord, IncidentRecord } from "./records.ts";

const now = "2026-11-20T09:30:00Z";
const DAY = 86_400_000;
const company = generateCompany({ seed: 1, now });
const moments: [seed: number, now: string][] = [
  [2, now],
  [3, "2026-07-01T00:00:00Z"],
  [4, "2027-05-14T17:00:00Z"],
  [5, "2032-02-29T12:00:00Z"],
  [6, "2025-08-31T12:00:00Z"],
];
const others = moments.map(([seed, at]) => ({ at, made: generateCompany({ seed, now: at }) }));
const all = [{ at: now, made: company }, ...others];

const counted = (made: Company) => made.incidents.filter((one) => one.kind === "incident");
const keyOf = (one: { source: string; externalId: string }) => `${one.source}/${one.externalId}`;
const usesAi = (change: ChangeRecord) => change.aiAssistance !== "none";

function culpritsOf(made: Company): Set<string> {
  const links = counted(made).flatMap((one) => one.changes.filter((change) => change.link === "culprit"));
  return new Set(links.map(keyOf));
}

interface Table {
  aiFailed: number;
  aiFine: number;
  failed: number;
  fine: number;
}

function tables(made: Company, stratum: (change: ChangeRecord) => string): Table[] {
  const culprits = culpritsOf(made);
  const found = new Map<string, Table>();
  for (const change of made.changes) {
    if (change.aiAssistance === "unknown" || change.deployedAt >= made.planted.resetStartsOn) continue;
    const table = found.get(stratum(change)) ?? { aiFailed: 0, aiFine: 0, failed: 0, fine: 0 };
    found.set(stratum(change), table);
    const failed = culprits.has(keyOf(change));
    if (usesAi(change)) failed ? table.aiFailed++ : table.aiFine++;
    else failed ? table.failed++ : table.fine++;
  }
  return [...found.values()];
}

/** Mantel and Haenszel's odds ratio over strata; with one stratum the crude one. */
function oddsRatio(strata: Table[]): number {
  let above = 0;
  let below = 0;
  for (const { aiFailed, aiFine, failed, fine } of strata) {
    const n = aiFailed + aiFine + failed + fine;
    above += (aiFailed * fine) / n;
    below += (aiFine * failed) / n;
  }
  return above / below;
}

function lossesOf(made: Company): number[] {
  return counted(made)
    .map((one) => one.lostOrders ?? 0)
    .sort((a, b) => b - a);
}

function inWindow(made: Company, from: number, to: number): number {
  return counted(made).filter(({ startedAt }) => Date.parse(startedAt) >= from && Date.parse(startedAt) < to)
    .length;
}

function inOrder({ startedAt, detectedAt, mitigatedAt, resolvedAt }: IncidentRecord): boolean {
  const times = [startedAt, detectedAt, mitigatedAt, resolvedAt].filter((time) => time !== null);
  return times.every((time, place) => place === 0 || times[place - 1]! <= time);
}

describe("the company", () => {
  test("is the same for the same seed and moment, and another for another seed", () => {
    const small = { seed: 9, now, scale: 0.1 };
    expect(generateCompany(small)).toEqual(generateCompany(small));
    expect(generateCompany({ ...small, seed: 10 }).incidents).not.toEqual(generateCompany(small).incidents);
  });

  test("has 335 of 350 systems in Tier 1, about 3,200 incidents and 95,000 changes", () => {
    for (const { made } of all) {
      expect(made.systems).toHaveLength(350);
      expect(made.systems.filter((system) => system.tier === 1)).toHaveLength(335);
      expect(Math.abs(counted(made).length - 3200)).toBeLessThan(500);
      expect(Math.abs(made.changes.length - 95_000)).toBeLessThan(5000);
    }
  });

  test("ends at the given moment and begins thirty months before it", () => {
    for (const { at, made } of all) {
      const end = new Date(at).toISOString();
      const begin = new Date(Date.parse(at) - 916 * DAY).toISOString();
      const outside = made.changes.filter(({ deployedAt }) => deployedAt < begin || deployedAt >= end);
      expect(outside).toEqual([]);
      const astray = made.incidents.filter(
        ({ startedAt, detectedAt, mitigatedAt, resolvedAt }) =>
          startedAt < begin ||
          [startedAt, detectedAt, mitigatedAt, resolvedAt].some((time) => time !== null && time >= end),
      );
      expect(astray).toEqual([]);
      for (const { publishedAt, actions } of made.postmortems) {
        if (publishedAt !== null) expect(publishedAt < end).toBe(true);
        for (const { createdAt, closedAt, dueOn } of actions) {
          expect(createdAt <= (closedAt ?? end) && createdAt.slice(0, 10) < dueOn).toBe(true);
          if (closedAt !== null) expect(closedAt < end).toBe(true);
        }
      }
    }
  });

  test("names only systems and changes that exist, and no key twice", () => {
    for (const { made } of all) {
      const slugs = new Set(made.systems.map((system) => system.slug));
      const changes = new Set(made.changes.map(keyOf));
      const incidents = new Set(made.incidents.map(keyOf));
      expect(slugs.size).toBe(made.systems.length);
      expect(changes.size).toBe(made.changes.length);
      expect(incidents.size).toBe(made.incidents.length);
      for (const system of made.systems) {
        expect(system.dependsOn).not.toContain(system.slug);
        expect(system.dependsOn.filter((slug) => !slugs.has(slug))).toEqual([]);
      }
      expect(made.changes.filter(({ system }) => system !== null && !slugs.has(system))).toEqual([]);
      for (const incident of made.incidents) {
        const named = incident.systems.map((system) => system.slug);
        expect(named.every((slug) => slugs.has(slug)) && new Set(named).size === named.length).toBe(true);
        expect(incident.changes.every((change) => changes.has(keyOf(change)))).toBe(true);
      }
      const written = made.postmortems.map((one) => keyOf(one.incident));
      expect(new Set(written).size).toBe(written.length);
      expect(written.filter((key) => !incidents.has(key))).toEqual([]);
      expect(made.audits.filter((audit) => !changes.has(keyOf(audit.change)))).toEqual([]);
    }
  });

  test("has times in order, except where disorder is planted", () => {
    for (const { made } of all) {
      const broken = made.incidents.filter((one) => !inOrder(one)).map((one) => one.externalId);
      expect(broken.sort()).toEqual([...made.planted.invalidOrder].sort());
      expect(broken.length).toBeGreaterThan(5);
    }
  });

  test("leaves much unrecorded: losses, times, AI's hand, authors' levels, guardrails", () => {
    for (const { made } of all) {
      const incidents = counted(made);
      const share = (some: unknown[], whole: unknown[]) => some.length / whole.length;
      expect(
        share(
          incidents.filter((one) => one.lostOrders === null),
          incidents,
        ),
      ).toBeGreaterThan(0.4);
      expect(
        share(
          incidents.filter((one) => one.errors === null),
          incidents,
        ),
      ).toBeGreaterThan(0.2);
      expect(
        share(
          incidents.filter((one) => one.detectedAt === null),
          incidents,
        ),
      ).toBeGreaterThan(0.05);
      expect(
        share(
          incidents.filter((one) => one.aiInvolvement === "unknown"),
          incidents,
        ),
      ).toBeGreaterThan(0.03);
      expect(
        share(
          made.changes.filter((one) => one.authorLevel === "unknown"),
          made.changes,
        ),
      ).toBeGreaterThan(0.04);
      expect(
        share(
          made.changes.filter((one) => one.rollbackPlan === null),
          made.changes,
        ),
      ).toBeGreaterThan(0.04);
      expect(incidents.some((one) => one.status === "open")).toBe(true);
      expect(new Set(made.incidents.map((one) => one.kind)).size).toBe(4);
    }
  });

  test("tells incidents that hardly ever read the same", () => {
    for (const { made } of all) {
      const incidents = counted(made);
      expect(new Set(incidents.map((one) => one.title)).size / incidents.length).toBeGreaterThan(0.72);
      const text = JSON.stringify([incidents, made.postmortems, made.changes.slice(0, 5000)]);
      expect(text.match(/undefined|NaN|\{\w+\}/)).toBeNull();
    }
  });
});

describe("planted effects", () => {
  test("before the reset AI-assisted changes fail more often, and less so once tier and system are accounted for", () => {
    for (const { made } of all) {
      const tiers = new Map(made.systems.map((system) => [system.slug, system.tier]));
      const crude = oddsRatio(tables(made, () => "all"));
      const byTier = oddsRatio(tables(made, (change) => String(tiers.get(change.system ?? ""))));
      const bySystem = oddsRatio(tables(made, (change) => String(change.system)));
      expect(crude).toBeGreaterThan(byTier * 1.1);
      expect(byTier).toBeGreaterThan(bySystem * 1.1);
      expect(bySystem).toBeGreaterThan(1.2);
    }
  });

  test("incidents per day fall with the reset, beyond chance", () => {
    for (const { made } of all) {
      const reset = Date.parse(made.planted.resetStartsOn);
      const before = inWindow(made, reset - 90 * DAY, reset);
      const after = inWindow(made, reset, reset + 90 * DAY);
      const upper = Math.exp(Math.log(after / before) + 1.96 * Math.sqrt(1 / before + 1 / after));
      expect(upper).toBeLessThan(0.8);
    }
  });

  test("the single worst incident is more than half of all lost orders, with a long tail behind it", () => {
    for (const { made } of all) {
      const losses = lossesOf(made);
      const total = losses.reduce((sum, loss) => sum + loss, 0);
      expect(losses[0]! / total).toBeGreaterThan(0.5);
      expect(losses[1]! / total).toBeGreaterThan(0.01);
      const median = losses.filter((loss) => loss > 0);
      expect(median[Math.floor(median.length / 2)]!).toBeLessThan(total / 10_000);
    }
  });

  test("AI's share of changes rises", () => {
    for (const { made } of all) {
      const third = Math.floor(made.changes.length / 3);
      const share = (some: ChangeRecord[]) => {
        const known = some.filter((one) => one.aiAssistance !== "unknown");
        return known.filter(usesAi).length / known.length;
      };
      expect(share(made.changes.slice(-third))).toBeGreaterThan(share(made.changes.slice(0, third)) * 1.3);
    }
  });

  test("culprits lack guardrails more often than other changes", () => {
    for (const { made } of all) {
      const culprits = culpritsOf(made);
      const before = made.changes.filter((one) => one.deployedAt < made.planted.resetStartsOn);
      const lack = (some: ChangeRecord[]) =>
        some.filter(
          (one) => one.rollbackPlan === false || one.documented === false || one.checksPassed === false,
        ).length / some.length;
      const guilty = before.filter((one) => culprits.has(keyOf(one)));
      expect(lack(guilty)).toBeGreaterThan(lack(before) * 1.05);
    }
  });
});

describe("the public reports", () => {
  const reports = company.incidents.filter((one) => one.source === "public-report");

  test("say where they come from, and fill in only what was reported", () => {
    expect(reports.map((one) => one.startedAt.slice(0, 10))).toEqual([
      "2025-12-01",
      "2026-03-02",
      "2026-03-05",
    ]);
    for (const report of reports) {
      expect(report.summary).toContain("Publicly reported, 2026");
      expect(report.systems).toEqual([]);
      expect(report.detectedAt).toBeNull();
      expect(report.customersAffected).toBeNull();
    }
    expect(reports.map((one) => one.lostOrders)).toEqual([null, 120_000, 6_300_000]);
    expect(reports.map((one) => one.errors)).toEqual([null, 1_600_000, null]);
    expect(reports.map((one) => one.aiInvolvement)).toEqual(["primary", "primary", "unknown"]);
  });

  test("stay away when they lie outside the window", () => {
    const { made } = others.find((one) => one.at.startsWith("2032"))!;
    expect(made.incidents.some((one) => one.source === "public-report")).toBe(false);
  });

  test("come before the reset", () => {
    expect(company.planted.resetStartsOn).toBe("2026-03-10");
  });
});

describe("post-mortems", () => {
  const severity = new Map(company.incidents.map((one) => [keyOf(one), one]));

  test("exist for most Sev-1s and many Sev-2s, but not for all", () => {
    const own = counted(company).filter((one) => one.source !== "public-report" && one.status !== "open");
    const written = new Set(company.postmortems.map((one) => keyOf(one.incident)));
    for (const [level, low] of [
      [1, 0.75],
      [2, 0.45],
    ] as const) {
      const some = own.filter((one) => one.severity === level);
      const share = some.filter((one) => written.has(keyOf(one))).length / some.length;
      expect(share).toBeGreaterThan(low);
    }
    expect(own.some((one) => one.severity === 2 && !written.has(keyOf(one)))).toBe(true);
  });

  test("are published only with a summary, a root cause, a timeline, an action and a settled AI involvement", () => {
    const published = company.postmortems.filter((one) => one.state === "published");
    expect(published.length).toBeGreaterThan(100);
    for (const one of published) {
      expect([one.summary, one.rootCause, one.publishedAt]).not.toContain(null);
      expect(one.timeline.length).toBeGreaterThan(3);
      expect(one.actions.length).toBeGreaterThan(0);
      expect(severity.get(keyOf(one.incident))!.aiInvolvement).not.toBe("unknown");
    }
  });

  test("have a timeline in order and actions in every state, some of them overdue", () => {
    const actions = company.postmortems.flatMap((one) => one.actions);
    expect(new Set(actions.map((action) => action.state)).size).toBe(3);
    expect(actions.some((action) => action.state === "open" && action.dueOn < now.slice(0, 10))).toBe(true);
    for (const { timeline } of company.postmortems) {
      const times = timeline.map((entry) => entry.at);
      expect([...times].sort()).toEqual(times);
    }
  });
});
