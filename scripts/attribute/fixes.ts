import type { LoggedCommit } from "#lib/attribution/git/log.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { updateChange } from "#lib/changes/write.ts";
import { commitsKnown } from "#lib/evidence/read.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { mendingTimes } from "#lib/reworks/read.ts";
import type { ReworkBody } from "#lib/reworks/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { blamedBy } from "./blame.ts";
import type { Tell } from "./read.ts";
import type { Found } from "./repository.ts";

/** Whose lines the fixes of incidents change. */

/** By its title, or since it names what it takes back or mends. */
export function isFix({ title, references }: Pick<LoggedCommit, "title" | "references">): boolean {
  return references.length > 0 || /^(?:hot)?fix(?:es|ed)?\b|^bug(?:fix)?\b|\bhotfix\b|^revert\b/i.test(title);
}

/** A fix of many lines touches the work of many; those it touches least say least. */
const mostBlamed = 5;

/**
 * Blames the fixes that went out while an incident lasted, or within two days of its end: no other can point back at
 * what caused one, and blame reads the history of each line.
 */
export async function blameFixes(
  scope: Scope,
  { history, changes }: Pick<Found, "history" | "changes">,
  { folder, tell, out, done }: { folder: string; tell: Tell; out: (line: string) => void; done(): void },
): Promise<void> {
  const times = await mendingTimes(scope, undefined);
  const isThen = (at: number) => times.some(({ from, to }) => at >= from && at <= to);
  const fixes = changes
    .filter(({ deployedAt }) => isThen(deployedAt.getTime()))
    .flatMap(({ commits }) => commits.map((place) => ({ fix: history.commits[place]!, commits })))
    .filter(({ fix }) => isFix(fix));
  let [looked, kept] = [0, 0];
  for (const { fix, commits } of fixes) {
    const own = new Set(commits.map((place) => history.commits[place]!.sha));
    const blamed = (await blamedBy(folder, fix.sha)).filter(({ sha }) => !own.has(sha)).slice(0, mostBlamed);
    const reworks = blamed.map(
      (one): ReworkBody => ({ kind: "blamed-lines", said: fix.title.slice(0, 500), ...one }),
    );
    if (reworks.length > 0) kept += await keep(scope, fix.sha, reworks);
    looked += 1;
    tell("fixes blamed", looked);
  }
  done();
  out(
    `Blamed: ${formatPlural(looked, "fix", "fixes")} that went out during incidents or within two days of their end; ${formatCount(kept)} of their changes now name whose lines they mend.`,
  );
}

/** How many changes learnt of it. */
async function keep(scope: Scope, sha: string, reworks: ReworkBody[]): Promise<number> {
  const known = await commitsKnown(scope, { shas: [sha] });
  const stored = await changesByNumber(scope, { numbers: [...new Set(known.map(({ change }) => change))] });
  let kept = 0;
  for (const { number, version } of stored) {
    const after = await updateChange(scope, { key: `${number}`, patch: { version, reworks } });
    if (after.version !== version) kept += 1;
  }
  return kept;
}
