import { type Buckets, bucketFinder, dayStart, type Period } from "#lib/period.ts";
import { assistanceCodes } from "./facts/changes.ts";
import type { Facts } from "./facts/store.ts";
import type { Which } from "./filter.ts";
import type { Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/**
 * The base rate: the share of production changes made with AI (assisted, generated or by an agent) among those whose
 * assistance is known. Of the filter's words only those that a change has apply: organisation, tier, system, tool
 * and source. Totals by day count where no single change of that day and system was sent, so nothing counts twice.
 */

const [none, unknown] = [assistanceCodes.code("none"), assistanceCodes.code("unknown")];

/** Rows of change facts, deployed in the period, that the filter means. */
export function selectChanges(of: { facts: Facts; which: Which; period: Period }): Int32Array {
  const { facts, which, period } = of;
  const { changes } = facts;
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const keep = systemMask(facts, which);
  const tools = which.tool?.map((tool) => (tool === null ? 0 : changes.tools.find(tool)));
  const sources = which.source?.map((source) => (source === null ? 0 : changes.sources.find(source)));
  const rows = new Int32Array(changes.count);
  let found = 0;
  for (let row = 0; row < changes.count; row += 1) {
    const at = changes.deployedAt.values[row]!;
    if (at < from || at >= to || changes.live.values[row] === 0) continue;
    if (keep !== null && keep[changes.system.values[row]!] !== 1) continue;
    if (tools !== undefined && !tools.includes(changes.tool.values[row])) continue;
    if (sources !== undefined && !sources.includes(changes.source.values[row])) continue;
    rows[found] = row;
    found += 1;
  }
  return rows.subarray(0, found);
}

/** For each system number (0: none) whether the filter means it; null where it does not speak of systems. */
function systemMask({ systems }: Facts, which: Which): Uint8Array | null {
  if (which.system === undefined && which.org === undefined && which.tier === undefined) return null;
  const slugs = which.system && new Set(which.system);
  const orgs = which.org && new Set(which.org.map((org) => (org === null ? 0 : systems.orgs.find(org))));
  const tiers = which.tier && new Set(which.tier.map((tier) => tier ?? 0));
  const matches = (system: { slug: string | null; org: number; tier: number }) =>
    (slugs === undefined || slugs.has(system.slug)) &&
    (orgs === undefined || orgs.has(system.org)) &&
    (tiers === undefined || tiers.has(system.tier));
  const mask = new Uint8Array(systems.byNumber.length + 1);
  if (matches({ slug: null, org: 0, tier: 0 })) mask[0] = 1;
  for (const system of systems.byNumber) if (system !== undefined && matches(system)) mask[system.number] = 1;
  return mask;
}

interface Counts {
  yes: number;
  known: number;
  unknown: number;
}

const nothing = (): Counts => ({ yes: 0, known: 0, unknown: 0 });

function add(counts: Counts, assistance: number, times: number): void {
  if (assistance === unknown || assistance === 0) counts.unknown += times;
  else {
    counts.known += times;
    if (assistance !== none) counts.yes += times;
  }
}

/** The base rate in each bucket, and over all of them. */
export function baseRates(of: { facts: Facts; which: Which; period: Period; buckets: Buckets }): {
  all: Share;
  buckets: Share[];
} {
  const { facts, which, period, buckets } = of;
  const all = nothing();
  const each = Array.from({ length: buckets.edges.length - 1 }, nothing);
  const find = bucketFinder(buckets);
  const { deployedAt, assistance } = facts.changes;
  for (const row of selectChanges({ facts, which, period })) {
    add(all, assistance.values[row]!, 1);
    add(each[find(deployedAt.values[row]!)]!, assistance.values[row]!, 1);
  }
  for (const volume of countingVolumes({ facts, which, period })) {
    add(all, volume.assistance, volume.count);
    add(each[find(volume.at)]!, volume.assistance, volume.count);
  }
  return { all: shareOf(all), buckets: each.map(shareOf) };
}

/** Daily totals in the period that no single change makes superfluous. A filter on tool or source leaves them out. */
export function countingVolumes(of: { facts: Facts; which: Which; period: Period }) {
  const { facts, which, period } = of;
  if (facts.volumes.byId.size === 0 || which.tool !== undefined || which.source !== undefined) return [];
  const keep = systemMask(facts, which);
  const covered = coveredDays(facts, period.zone);
  const counting: { at: number; assistance: number; count: number; system: number }[] = [];
  for (const { day, system, assistance, count } of facts.volumes.byId.values()) {
    const at = dayStart(day, period.zone).getTime();
    if (at < period.from.getTime() || at >= period.to.getTime()) continue;
    if (keep !== null && keep[system] !== 1) continue;
    if (covered.has(`${day} ${system}`)) continue;
    counting.push({ at, assistance, count, system });
  }
  return counting;
}

const coverage = new WeakMap<Facts, { key: string; days: Set<string> }>();

/** Days and systems of which single changes were sent; kept until the facts move on. */
function coveredDays(facts: Facts, zone: string): Set<string> {
  const key = `${facts.revision} ${zone}`;
  const kept = coverage.get(facts);
  if (kept?.key === key) return kept.days;
  const days = new Set<string>();
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const { changes } = facts;
  for (let row = 0; row < changes.count; row += 1) {
    if (changes.live.values[row] === 0) continue;
    days.add(`${format.format(changes.deployedAt.values[row])} ${changes.system.values[row]}`);
  }
  coverage.set(facts, { key, days });
  return days;
}
