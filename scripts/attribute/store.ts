import type { GitChange } from "#lib/attribution/git/changes.ts";
import { type MetChange, met, newPieces, type Stored } from "#lib/attribution/git/meeting.ts";
import { gitSource, piecesOf } from "#lib/attribution/git/pieces.ts";
import { earlierThan } from "#lib/attribution/references.ts";
import { changesOfRepository } from "#lib/changes/commits/read.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import type { Change, ChangeBody } from "#lib/changes/schema.ts";
import { recordChanges, updateChange } from "#lib/changes/write.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import type { ReworkBody } from "#lib/reworks/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import type { Tell } from "./read.ts";
import type { Found } from "./repository.ts";

/** Takes what was found in a repository to what is stored, through the same command as everybody. */

/** As many changes as are read and sent together, and as many commits as one of them may name. */
const together = 500;
const mostShas = 20_000;
const mostReworks = 1000;

async function storedOf(scope: Scope, { repository, history }: Found): Promise<Stored> {
  const changes = await changesOfRepository(scope, { repository });
  const numbers = new Set(changes.map(({ number }) => number));
  const all = history.commits.map(({ sha }) => sha);
  const listed = new Set<string>();
  const pairs = changes.flatMap(({ sha, number }) => (sha === null ? [] : [{ sha, change: number }]));
  for (const shas of inParts(all, 5000))
    for (const { sha, change } of await commitsKnown(scope, { shas }))
      if (numbers.has(change)) {
        pairs.push({ sha, change });
        listed.add(`${change} ${sha}`);
      }
  const byCommit = new Map(
    [...Map.groupBy(pairs, ({ sha }) => sha)].map(([sha, its]) => [
      sha,
      [...new Set(its.map(({ change }) => change))].sort((a, b) => a - b),
    ]),
  );
  return { changes, byCommit, listed };
}

/** What is to be written: bodies that name their record, and corrections of records without a name. */
interface Planned {
  bodies: ChangeBody[];
  nameless: { number: number; version: number; patch: Partial<ChangeBody> }[];
  fresh: number;
  added: number;
  settled: number;
}

async function planned(scope: Scope, found: Found, tell: Tell): Promise<Planned> {
  const meeting = met(found.history, found.changes, await storedOf(scope, found));
  const plan: Planned = { bodies: [], nameless: [], fresh: meeting.fresh.length, added: 0, settled: 0 };
  for (const change of meeting.fresh) plan.bodies.push(...bodiesOf(found, change));
  let done = 0;
  for (const some of inParts(meeting.known, together)) {
    const numbers = some.map(({ number }) => number);
    const stored = new Map(
      (await changesByNumber(scope, { numbers })).map((change) => [change.number, change]),
    );
    for (const one of some) addKnown(plan, found, one, stored.get(one.number));
    done += some.length;
    tell("recorded changes looked at", done);
  }
  return plan;
}

function bodiesOf(found: Found, change: GitChange): ChangeBody[] {
  const { externalId, title, deployedAt, author, url, system, commits } = change;
  const own = { source: gitSource, externalId, title: title.slice(0, 500), deployedAt };
  const body = {
    ...own,
    kind: "code" as const,
    author: author?.slice(0, 300) ?? null,
    url,
    repository: found.repository,
    ...(system === null ? {} : { system }),
    evidence: piecesOf(found, commits),
    reworks: reworksOf(found, commits),
  };
  const [shas = [], ...more] = inParts(shasOf(found, commits), mostShas);
  return [{ ...body, shas }, ...more.map((rest) => ({ ...own, repository: found.repository, shas: rest }))];
}

function addKnown(plan: Planned, found: Found, of: MetChange, stored: Change | undefined): void {
  if (stored === undefined) return;
  const evidence = newPieces(found, of.commits, stored.evidence);
  const shas = shasOf(
    found,
    of.commits.filter((place) => !of.held.has(place)),
  );
  const { source, externalId, number, version, title, deployedAt, deployedPrecision } = stored;
  const system =
    source === gitSource && of.change?.system != null && of.change.system !== stored.system
      ? { system: of.change.system }
      : {};
  const rework = stored.rework === null ? { reworks: reworksOf(found, of.commits) } : {};
  const isSettled = [system, rework].every((more) => Object.keys(more).length === 0);
  if (evidence.length === 0 && shas.length === 0 && isSettled) {
    plan.settled += 1;
    return;
  }
  plan.added += 1;
  const said = { repository: stored.repository ?? found.repository, evidence, shas, ...system, ...rework };
  if (source === null || externalId === null) plan.nameless.push({ number, version, patch: said });
  else plan.bodies.push({ source, externalId, title, deployedAt, deployedPrecision, ...said });
}

const shasOf = ({ history }: Found, commits: readonly number[]) =>
  commits.map((place) => history.commits[place]!.sha);

/** What its commits say that they take back or mend, of what went out before them. */
function reworksOf({ history }: Found, commits: readonly number[]): ReworkBody[] {
  const earlier = earlierThan(commits.map((place) => history.commits[place]!));
  return earlier.slice(0, mostReworks).map((one) => ({ ...one, lines: null }));
}

export async function whatWouldBeStored(scope: Scope, found: Found): Promise<string[]> {
  const plan = await planned(scope, found, () => undefined);
  const slugs = [...new Set(found.changes.flatMap(({ system }) => system ?? []))];
  const systems = slugs.length === 0 ? new Map() : await systemsBySlug(scope, { slugs });
  const missing = slugs.filter((slug) => !systems.has(slug));
  return [
    planWords(plan),
    ...(missing.length === 0
      ? []
      : [`There is no system ${missing.join(", ")}: --create-systems adds what is not there.`]),
  ];
}

function planWords({ fresh, added, settled }: Planned): string {
  return `To store: ${formatPlural(fresh, "new change")}, evidence or commits for ${formatPlural(added, "recorded one")}; ${formatCount(settled)} hold all of it already.`;
}

interface Work extends Found {
  createSystems: boolean;
  out: (line: string) => void;
  tell: Tell;
  done(): void;
}

export async function store(
  scope: Scope,
  { createSystems, out, tell, done, ...found }: Work,
): Promise<number> {
  const plan = await planned(scope, found, tell);
  const counts = { created: 0, updated: 0, unchanged: plan.settled, refused: 0 };
  const refusals: string[] = [];
  let sent = 0;
  for (const items of inParts(plan.bodies, together)) {
    const answer = await recordChanges(scope, { items, createSystems });
    counts.created += answer.created;
    counts.updated += answer.updated;
    counts.unchanged += answer.unchanged;
    counts.refused += answer.refused.length;
    for (const { index, errors } of answer.refused)
      refusals.push(
        `${items[index]!.externalId}: ${errors.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
      );
    sent += items.length;
    tell("changes stored", sent);
  }
  for (const { number, version, patch } of plan.nameless) {
    await updateChange(scope, { key: `${number}`, patch: { ...patch, version }, createSystems });
    counts.updated += 1;
  }
  done();
  const n = formatCount;
  out(
    `Stored: ${n(counts.created)} created, ${n(counts.updated)} updated, ${n(counts.unchanged)} unchanged, ${n(counts.refused)} refused.`,
  );
  for (const line of refusals.slice(0, 10)) out(`  ${line}`);
  if (refusals.length > 10) out(`  and ${n(refusals.length - 10)} others`);
  return refusals.length === 0 ? 0 : 1;
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < all.length; i += size) parts.push(all.slice(i, i + size));
  return parts;
}
