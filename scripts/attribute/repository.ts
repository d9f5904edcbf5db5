import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { systemActor } from "#lib/actor.ts";
import { changesOf, type GitChange } from "#lib/attribution/git/changes.ts";
import type { Deployment } from "#lib/attribution/git/deployments.ts";
import type { History } from "#lib/attribution/git/history.ts";
import type { Known } from "#lib/attribution/git/pieces.ts";

import { readSystemPaths, type SystemPath } from "#lib/attribution/git/systems.ts";
import { isConfigurationError, readEnvironment } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { formatPlural } from "#lib/format.ts";
import { openScope } from "#lib/open-scope.ts";
import { deployed } from "./deployed.ts";
import { blameFixes } from "./fixes.ts";
import { FlagError, type Flags, readFlags, usage } from "./flags.ts";
import { isGitError } from "./git.ts";
import { NothingDone, textOf } from "./nothing-done.ts";
import { progressOn } from "./progress.ts";
import * as clones from "./read.ts";
import { reportOf } from "./report.ts";
import { store, whatWouldBeStored } from "./store.ts";

/** `npm run attribute -- PATH`: the changes of a repository and what it says of AI in them, first told and then stored. */

type Out = (line: string) => void;

interface Screens {
  out: Out;
  progress: Parameters<typeof progressOn>[0];
}

const terminal: Screens = { out: console.log, progress: process.stderr };

export async function attributeRepository(args: readonly string[], screens = terminal): Promise<number> {
  const { out } = screens;
  try {
    const flags = readFlags(args);
    if (flags.help) {
      out(usage);
      return 0;
    }
    return await attribute(flags, screens);
  } catch (error) {
    if (error instanceof FlagError) out(`${error.message}\nSee: npm run attribute -- --help`);
    else if (
      isAppError(error) ||
      error instanceof NothingDone ||
      isConfigurationError(error) ||
      isGitError(error)
    )
      out((error as Error).message);
    else throw error;
    return 2;
  }
}

async function attribute(flags: Flags, { out, progress }: Screens): Promise<number> {
  const { tell, done } = progressOn(progress);
  const found = await readRepository(flags, tell);
  done();
  for (const line of [...reportOf(found), ...found.remarks]) out(line);
  const url = flags.database ?? readEnvironment(process.env).DATABASE_URL;
  const file = /^file:(.*)$/.exec(url)?.[1];
  if (!flags.apply && file !== undefined && !existsSync(file)) {
    out("Nothing was stored. There is no database yet; --apply makes one and stores this.");
    return 0;
  }
  const { scope, close } = await openScope(url, systemActor("command line"));
  try {
    if (flags.apply) {
      const status = await store(scope, { ...found, createSystems: flags.createSystems, out, tell, done });
      if (flags.blame) await blameFixes(scope, found, { folder: flags.folder, out, tell, done });
      return status;
    }
    for (const line of await whatWouldBeStored(scope, found)) out(line);
    out("Nothing was stored: --apply stores it.");
    return 0;
  } finally {
    done();
    await close();
  }
}

export interface Found extends Known {
  repository: string;
  changes: readonly GitChange[];
  grouping: string;
  remarks: readonly string[];
}

export async function readRepository(flags: Flags, tell: clones.Tell = () => undefined): Promise<Found> {
  const folder = resolve(flags.folder);
  if (!existsSync(folder)) throw new NothingDone(`There is no folder ${flags.folder}.`);
  const clone = await clones.openClone(folder, flags.branch);
  if (clone.main === null)
    throw new NothingDone(
      flags.branch === undefined ? "The repository has no commits." : `There is no branch ${flags.branch}.`,
    );
  const repository = flags.repository ?? clone.origin?.name ?? basename(folder).replace(/\.git$/, "");
  const { history, deployments, grouping, remarks } = await deployed(
    flags,
    { ...clone, main: clone.main },
    tell,
  );
  const known = await knownOf(flags, { folder, head: clone.main.sha, history, deployments }, tell);
  const paths = flags.pathFile === undefined ? [] : systemPathsIn(flags.pathFile);
  const shas = deployments.flatMap((one) => shasOf(history, one));
  const filesOf = paths.length === 0 ? new Map() : await clones.readPaths(folder, shas, tell);
  const naming = {
    repository,
    commitUrl: clone.origin?.commitUrl ?? null,
    system: flags.system ?? null,
    paths,
    filesOf,
  };
  return {
    ...known,
    repository,
    changes: changesOf(history, deployments, naming),
    grouping,
    remarks: [...remarks, ...known.remarks],
  };
}

const shasOf = ({ commits: all }: History, { commits }: Deployment) =>
  commits.map((place) => all[place]!.sha);

function systemPathsIn(file: string): SystemPath[] {
  const { paths, wrong } = readSystemPaths(textOf(file));
  if (wrong.length > 0) throw new NothingDone(`${file}: line ${wrong.join(", ")} is no path and system.`);
  if (paths.length === 0) throw new NothingDone(`${file} names no system.`);
  return paths;
}

/** What notes and records say of lines; where they say anything, the lines of those changes are counted. */
async function knownOf(
  flags: Flags,
  of: { folder: string; head: string; history: History; deployments: readonly Deployment[] },
  tell: clones.Tell,
): Promise<Known & { remarks: string[] }> {
  const { folder, head, history, deployments } = of;
  const shas = deployments.map((one) => shasOf(history, one));
  const wanted = new Set(shas.flat());
  const notes = await clones.readNotes(folder, (sha) => wanted.has(sha), tell);
  const given = flags.traces === undefined ? null : textOf(flags.traces);
  const traces = await clones.readTraceRecords(folder, head, given);
  const isSpokenOf = (sha: string) => notes.records.has(sha) || traces.records.has(sha);
  const spoken = shas.filter((its) => its.some(isSpokenOf)).flat();
  const added = await clones.readAddedLines(folder, spoken, tell);
  const remarks = [
    ...(notes.others > 0
      ? [
          `${formatPlural(notes.others, "note")} of git-ai ${notes.others === 1 ? "is" : "are"} of commits that are gone or went out with none of these.`,
        ]
      : []),
    ...(notes.unreadable > 0 ? [`${formatPlural(notes.unreadable, "note")} could not be read.`] : []),
    ...(traces.others > 0
      ? [`${formatPlural(traces.others, "record")} of Agent Trace could not be read.`]
      : []),
  ];
  return {
    history,
    sources: [
      { channel: "line-notes", records: notes.records, saidAt: notes.saidAt },
      { channel: "agent-trace", records: traces.records, saidAt: new Map() },
    ],
    added,
    remarks,
  };
}
