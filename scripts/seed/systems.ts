import { type Domain, domains, lesserSystems } from "./domains.ts";
import type { Staff } from "./people.ts";
import { planted } from "./planted.ts";
import type { Random } from "./random.ts";
import type { SystemRecord } from "./records.ts";

/** A system with what the story needs to know of it beyond its record. */
export interface System {
  record: SystemRecord;
  domain: Domain;
  /** What the part is called inside its domain: "promise cache". */
  part: string;
  layer: number;
  /** Share of all changes, not normalised. */
  pace: number;
  /** How often a change to it fails, against the average of Tier 1. */
  risk: number;
  /** Standardised leaning towards AI assistance; goes with risk, which is what confounds. */
  aiLeaning: number;
}

export interface Estate {
  systems: System[];
  bySlug: Map<string, System>;
  /** Who depends directly on this slug. */
  dependents: Map<string, string[]>;
}

const stores =
  /(store|cache|fleet|index|stream|history|archive|ledger|lakehouse|snapshot|vault|log|table)s?$/;
const faces = /(page|gateway|bff|portal|desktop|board|desk|map|submit|login|bot|badge|widget)s?(-api)?$/;

function layerOf(domain: Domain, part: string): number {
  if (domain.key === "platform") return 0;
  if (faces.test(part)) return 4;
  if (part.endsWith("api") || part === "orchestrator") return 3;
  return stores.test(part) ? 1 : 2;
}

const acronyms: Record<string, string> = {
  api: "API",
  bff: "BFF",
  ios: "iOS",
  sms: "SMS",
  sql: "SQL",
  dns: "DNS",
  eta: "ETA",
};

function titled(words: string): string {
  return words
    .split("-")
    .map((word) => acronyms[word] ?? word[0]!.toUpperCase() + word.slice(1))
    .join(" ");
}

function described(domain: Domain, part: string, layer: number): string {
  const words = part.replaceAll("-", " ");
  if (domain.key === "platform") return `Shared platform: ${words} used by all organisations.`;
  const what = ["Data", "Data", "Logic", "Interface", "Front"][layer]!;
  return `${what} of ${domain.name.toLowerCase()}: ${part === "api" ? `${domain.noun} for all callers` : words}.`;
}

function makeTierOne(random: Random, staff: Staff): System[] {
  return domains.flatMap((domain) =>
    domain.parts.split(" ").map((part): System => {
      const layer = layerOf(domain, part);
      const temper = random.normal();
      return {
        record: {
          slug: domain.key === "platform" ? part : `${domain.key}-${part}`,
          name: domain.key === "platform" ? titled(part) : titled(`${domain.key}-${part}`),
          tier: 1,
          org: domain.org,
          owner: staff.directorOf.get(domain.key)!,
          description: described(domain, part, layer),
          dependsOn: [],
        },
        domain,
        part: part.replaceAll("-", " "),
        layer,
        pace: domain.pace * random.lognormal(1, 0.6) * (part === "api" ? 2 : 1),
        risk: domain.risk * Math.exp(planted.riskSpread * temper),
        aiLeaning: temper,
      };
    }),
  );
}

function makeLesser(random: Random, staff: Staff): System[] {
  return lesserSystems.map((lesser): System => {
    const domain = domains.find((one) => one.org === lesser.org)!;
    return {
      record: {
        slug: lesser.slug,
        name: lesser.name,
        tier: lesser.tier,
        org: lesser.org,
        owner: staff.directorOf.get(domain.key)!,
        description: lesser.description,
        dependsOn: [],
      },
      domain,
      part: lesser.name.toLowerCase(),
      layer: 5,
      pace: random.lognormal(lesser.tier === 2 ? 1.4 : 0.7, 0.3),
      risk: planted.lesserTierRisk,
      aiLeaning: 0,
    };
  });
}

/** Tier 2 and 3 together get their planned share of all changes, few as they are. */
function sharePace(systems: System[]): void {
  const sum = (some: System[]) => some.reduce((total, system) => total + system.pace, 0);
  const lesser = systems.filter((system) => system.record.tier !== 1);
  const tierOne = systems.filter((system) => system.record.tier === 1);
  const factor =
    (planted.lesserTierChangeShare / (1 - planted.lesserTierChangeShare)) * (sum(tierOne) / sum(lesser));
  for (const system of lesser) system.pace *= factor;
}

const platformNeeds: Record<number, string[]> = {
  5: ["object-store", "edge-gateway", "feature-flags"],
  4: ["edge-gateway", "feature-flags", "rate-limiter", "identity-token-service", "config-service"],
  3: [
    "service-mesh",
    "config-service",
    "feature-flags",
    "cache-fleet",
    "identity-service-auth",
    "rate-limiter",
  ],
  2: ["message-bus", "config-service", "job-scheduler", "service-mesh", "secret-store"],
  1: ["sql-fleet", "key-value-fleet", "object-store", "message-bus", "cache-fleet"],
};
const platformInner: [string, string][] = [
  ["edge-gateway", "load-balancer"],
  ["edge-gateway", "certificate-manager"],
  ["edge-gateway", "rate-limiter"],
  ["load-balancer", "dns-control"],
  ["service-mesh", "service-registry"],
  ["service-mesh", "certificate-manager"],
  ["service-registry", "key-value-fleet"],
  ["config-service", "key-value-fleet"],
  ["feature-flags", "config-service"],
  ["secret-store", "key-value-fleet"],
  ["certificate-manager", "secret-store"],
  ["rate-limiter", "cache-fleet"],
  ["message-bus", "object-store"],
  ["job-scheduler", "sql-fleet"],
  ["deploy-pipeline", "job-scheduler"],
  ["deploy-pipeline", "object-store"],
  ["autoscaler", "container-scheduler"],
  ["cache-fleet", "container-scheduler"],
  ["sql-fleet", "object-store"],
  // Cycles exist in life, and whoever walks the graph must survive them.
  ["service-registry", "dns-control"],
  ["dns-control", "service-registry"],
];

function connect(random: Random, systems: System[]): void {
  const bySlug = new Map(systems.map((system) => [system.record.slug, system]));
  const entryOf = new Map<string, System>();
  for (const system of systems) {
    const known = entryOf.get(system.domain.key);
    if (system.layer !== 5 && (!known || (known.part !== "api" && system.part === "api"))) {
      entryOf.set(system.domain.key, system);
    }
  }
  for (const system of systems) {
    const needs = new Set<string>();
    for (const slug of needsOf(random, { system, systems, entryOf })) {
      if (slug !== system.record.slug && bySlug.has(slug)) needs.add(slug);
    }
    system.record.dependsOn = [...needs].sort();
  }
}

interface Surroundings {
  system: System;
  systems: System[];
  entryOf: Map<string, System>;
}

function needsOf(random: Random, { system, systems, entryOf }: Surroundings): string[] {
  const slug = system.record.slug;
  if (system.domain.key === "platform") {
    return platformInner.filter(([from]) => from === slug).map(([, to]) => to);
  }
  const shared = random.sample(platformNeeds[system.layer]!, random.integer(1, 3));
  if (system.layer === 5) return shared;
  const home = systems.filter((other) => other.domain === system.domain && other.layer < system.layer);
  const inner = random.sample(home, system.layer === 3 ? random.integer(3, 5) : random.integer(1, 2));
  const calls =
    system.part === "api" ? system.domain.uses : random.sample(system.domain.uses, callCount(random, system));
  const outer = calls.map((key) => entryOf.get(key)!);
  return [...inner.map((other) => other.record.slug), ...outer.map((other) => other.record.slug), ...shared];
}

function callCount(random: Random, system: System): number {
  if (system.layer >= 4) return random.integer(1, 3);
  return system.layer === 1 ? 0 : random.integer(0, 1);
}

/** All systems with their dependencies: storefront above services above platform. */
export function buildEstate(random: Random, staff: Staff): Estate {
  const systems = [...makeTierOne(random, staff), ...makeLesser(random, staff)];
  sharePace(systems);
  connect(random, systems);
  const dependents = new Map<string, string[]>(systems.map((system) => [system.record.slug, []]));
  for (const system of systems) {
    for (const slug of system.record.dependsOn) dependents.get(slug)!.push(system.record.slug);
  }
  return { systems, bySlug: new Map(systems.map((system) => [system.record.slug, system])), dependents };
}
