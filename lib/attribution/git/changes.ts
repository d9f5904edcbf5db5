import type { Deployment } from "./deployments.ts";
import type { History } from "./history.ts";
import type { Origin } from "./origin.ts";
import { type SystemPath, systemOf } from "./systems.ts";

/** A change as a repository tells of it, before it is known what is stored of it. */
export interface GitChange {
  /** Its id in the source: of a tag its name, since a tag stays what it is where history is rewritten. */
  externalId: string;
  title: string;
  deployedAt: Date;
  author: string | null;
  url: string | null;
  system: string | null;
  head: number;
  commits: readonly number[];
}

export interface Naming {
  repository: string;
  commitUrl: Origin["commitUrl"];
  /** One system for all, or by the files that commits changed. */
  system: string | null;
  paths: readonly SystemPath[];
  filesOf: ReadonlyMap<string, readonly string[]>;
}

/** Where systems are told by path, what touches several of them is a change of each. */
export function changesOf(history: History, deployments: readonly Deployment[], naming: Naming): GitChange[] {
  return deployments.flatMap((deployment) =>
    [...commitsBySystem(history, deployment.commits, naming)].map(([system, commits]) =>
      changeOf(history, { ...deployment, commits }, { ...naming, system }),
    ),
  );
}

function changeOf(
  { commits: all }: History,
  { tag, head, at, commits }: Deployment,
  naming: Naming,
): GitChange {
  const { repository, commitUrl, system, paths } = naming;
  const { sha, title } = all[head]!;
  const suffix = paths.length === 0 || system === null ? "" : ` ${system}`;
  const authors = new Set(
    commits.flatMap((place) => (all[place]!.parents.length > 1 ? [] : [all[place]!.author])),
  );
  const [author = all[head]!.author] = authors;
  return {
    externalId: `${repository}@${tag ?? sha}${suffix}`,
    title: tag ?? (title === "" ? sha.slice(0, 12) : title),
    deployedAt: at,
    author: authors.size > 1 ? null : author,
    url: commitUrl?.(sha) ?? null,
    system,
    head,
    commits,
  };
}

function commitsBySystem(
  { commits: all }: History,
  commits: readonly number[],
  { paths, system, filesOf }: Naming,
): Map<string | null, number[]> {
  if (paths.length === 0) return new Map([[system, [...commits]]]);
  const bySystem = new Map<string | null, number[]>();
  const everywhere: number[] = [];
  for (const place of commits) {
    const files = filesOf.get(all[place]!.sha) ?? [];
    if (files.length === 0) everywhere.push(place);
    for (const slug of new Set(files.map((file) => systemOf(paths, file)))) {
      const its = bySystem.get(slug) ?? [];
      its.push(place);
      bySystem.set(slug, its);
    }
  }
  if (bySystem.size === 0) bySystem.set(null, []);
  // Merges, and commits without files, went out with all of it.
  return new Map([...bySystem].map(([slug, its]) => [slug, [...its, ...everywhere].sort((a, b) => a - b)]));
}
