import { dayNumber, dayStart } from "#lib/calendar.ts";
import { type Buckets, bucketFinder, type Period } from "#lib/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { changeGroups } from "./ai-groups.ts";
import { deploymentDays, type Zones } from "./deployment-dates.ts";
import type { Dictionary } from "./facts/columns.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Facts } from "./facts/store.ts";
import type { FilterTerms } from "./filter.ts";
import type { Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/**
 * The base rate: the share of production changes made with AI (assisted, generated or by an agent) among those whose
 * assistance is known. Of the filter's words only those that a change has apply: organisation, tier, system, tool
 * and source. Totals by day count where no single change of that day and system was sent, so nothing counts twice. The
 * day of a total is one of the organisation's zone, and so is that of the changes held against it, whatever zone the
 * reader counts days in; in buckets it keeps its date. A word on the source means the totals of that source too, beside
 * the single changes of that source; a word on the tool leaves totals out, since they name none.
 */

/** Rows of change facts, deployed in the period, that the filter means. */
export function selectChanges(of: { facts: Facts; which: FilterTerms; period: Period }): Int32Array {
  const { facts, which, period } = of;
  const { changes } = facts;
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const keep = systemMask(facts, which);
  const tools =
    which.tool &&
    new Set(which.tool.flatMap((tool) => (tool === null ? 0 : changes.aiTool.dictionary.codesNaming(tool))));
  const sources = which.source && codesOf(changes.source.dictionary, which.source);
  const rows = new Int32Array(changes.count);
  let found = 0;
  for (let row = 0; row < changes.count; row += 1) {
    const at = changes.deployedAt.values[row]!;
    if (!(at >= from && at < to) || changes.live.values[row] === 0) continue;
    if (keep !== null && keep[changes.system.values[row]!] !== 1) continue;
    if (tools !== undefined && !tools.has(changes.aiTool.values[row]!)) continue;
    if (sources !== undefined && !sources.has(changes.source.values[row]!)) continue;
    rows[found] = row;
    found += 1;
  }
  return rows.subarray(0, found);
}

/** For each system number (0: none) whether the filter means it; null where it does not speak of systems. */
function systemMask({ systems }: Facts, which: FilterTerms): Uint8Array | null {
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

/** From how many there are of each group, a share. */
function shareAmong([yes, no, unknown]: ArrayLike<number> & Iterable<number>): Share {
  return shareOf({ yes: yes!, known: yes! + no!, unknown: unknown! });
}

/** Changes are looked for in the period; the settings say in which zone a day's total was counted. */
interface Asked {
  facts: Facts;
  which: FilterTerms;
  period: Period;
  settings: Pick<Settings, "zone">;
}

/** The base rate in each bucket, and over all of them; and how many of these changes totals alone tell of. */
export function baseRates(asked: Asked & { buckets: Buckets }): {
  all: Share;
  buckets: Share[];
  totals: number;
} {
  const { facts, which, period, buckets } = asked;
  const size = buckets.edges.length - 1;
  const counts = new Float64Array(size * 3);
  const all = new Float64Array(3);
  const find = bucketFinder(buckets);
  const count = (at: number, assistance: number, times: number) => {
    const group = changeGroups[assistance]!;
    counts[find(at) * 3 + group]! += times;
    all[group]! += times;
  };
  const [deployedAt, assistance] = [facts.changes.deployedAt.values, facts.changes.aiAssistance.values];
  const rows = selectChanges({ facts, which, period });
  for (let i = 0; i < rows.length; i += 1) count(deployedAt[rows[i]!]!, assistance[rows[i]!]!, 1);
  let totals = 0;
  for (const volume of countingVolumes(asked)) {
    count(volume.at, volume.assistance, volume.count);
    totals += volume.count;
  }
  return {
    totals,
    all: shareAmong(all),
    buckets: Array.from({ length: size }, (_, b) => shareAmong(counts.subarray(b * 3, b * 3 + 3))),
  };
}

/**
 * Daily totals in the period that no single change among those that are meant makes superfluous. Nothing but the base
 * rate knows of them: nobody can say which of their changes failed.
 */
function countingVolumes({ facts, which, period, settings }: Asked) {
  if (facts.volumes.byId.size === 0 || which.tool !== undefined) return [];
  const keep = systemMask(facts, which);
  const sources = which.source && new Set(which.source);
  const isCovered = coverageBy(facts, { home: settings.zone, reader: period.zone, which });
  const starts = new Map<string, number>();
  const counting: { at: number; assistance: number; count: number }[] = [];
  for (const { day, system, assistance, count, source } of facts.volumes.byId.values()) {
    let at = starts.get(day);
    if (at === undefined) {
      at = dayStart(day, period.zone).getTime();
      starts.set(day, at);
    }
    if (at < period.from.getTime() || at >= period.to.getTime()) continue;
    if (keep !== null && keep[system] !== 1) continue;
    if (sources !== undefined && !sources.has(source)) continue;
    if (isCovered(placeKey(dayNumber(day), system))) continue;
    counting.push({ at, assistance, count });
  }
  return counting;
}

/** One number for a day and a system: there are fewer than four million systems. */
function placeKey(day: number, system: number): number {
  return day * 4_194_304 + system;
}

const coverage = keptWhile(() => new Map<string, Map<number, Set<number>>>());

/** Whether single changes that the source asked for sent, or anyone where none is, stand for a day and system. */
function coverageBy(
  facts: Facts,
  { which, ...zones }: Zones & { which: FilterTerms },
): (place: number) => boolean {
  const byZone = coverage(facts);
  const key = `${zones.home} ${zones.reader}`;
  const senders = byZone.get(key) ?? sendersByPlace(facts, zones);
  byZone.set(key, senders);
  if (which.source === undefined) return (place) => senders.has(place);
  const asked = codesOf(facts.changes.source.dictionary, which.source);
  return (place) => !(senders.get(place)?.isDisjointFrom(asked) ?? true);
}

/** Of the days and systems that have totals, the sources that sent single changes of them. */
function sendersByPlace(facts: Facts, zones: Zones): Map<number, Set<number>> {
  const { changes, volumes } = facts;
  const totals = new Set<number>();
  for (const { day, system } of volumes.byId.values()) totals.add(placeKey(dayNumber(day), system));
  const senders = new Map<number, Set<number>>();
  if (totals.size === 0) return senders;
  const { live, system, source } = changes;
  const dayOf = deploymentDays(facts, zones);
  for (let row = 0; row < changes.count; row += 1) {
    if (live.values[row] === 0) continue;
    const place = placeKey(dayOf(row), system.values[row]!);
    if (!totals.has(place)) continue;
    const known = senders.get(place) ?? new Set();
    senders.set(place, known.add(source.values[row]!));
  }
  return senders;
}

/** Codes of the words that single changes have; 0 where none is recorded. */
function codesOf(dictionary: Dictionary, words: readonly (string | null)[]): Set<number> {
  return new Set(words.flatMap((word) => (word === null ? 0 : (dictionary.find(word) ?? []))));
}
