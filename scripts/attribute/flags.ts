import { parseArgs } from "node:util";

/** What the command line of a repository says of itself, and the flags that it takes. */

export const usage = `Reads a clone of a repository: which changes went out, and what its commits, notes and records say of AI in them.
It says what it found, and stores it only with --apply. Nothing is checked out, and nothing in the clone is changed.

  npm run attribute -- PATH [flags]

What went out
  --deployments WHAT     tags (as it is where there are any), tags:PATTERN, merges, or a FILE of lines COMMIT,TIME
  --branch NAME          the main branch, where the clone does not say it
  --since DAY            changes that went out from then on, such as 2026-01-01

What it is called
  --repository NAME      such as acme/checkout; without it, what its origin calls it, or its folder
  --system SLUG          the system that it changes
  --system by-path FILE  by the files that commits change: lines such as services/checkout checkout-api
  --create-systems       add the systems that are not there

What else tells of lines
  --traces FILE          records of Agent Trace that stand outside of the repository

What points back
  --blame                with --apply: whose lines the fixes change that went out during incidents

What is done
  --apply                store the changes and their evidence
  --database URL         instead of DATABASE_URL

Exit: 0 done, 1 some were refused, 2 nothing was done.`;

/** A flag that cannot be used; the message says which and what it takes. */
export class FlagError extends Error {}

export type Flags = ReturnType<typeof readFlags>;

export function readFlags(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const { system, since, deployments } = values;
  const isByPath = system === "by-path";
  // The file stands where a second word would: before or behind the folder, as it was typed.
  const [folder, pathFile, ...more] = isByPath
    ? inOrder(args, positionals)
    : [positionals[0], undefined, ...positionals.slice(1)];
  if (values.help !== true) {
    if (folder === undefined) throw new FlagError("Name the folder of a clone.");
    if (more.length > 0) throw new FlagError(`Name one folder; ${more[0]} is one too many.`);
    if (values.blame === true && values.apply !== true)
      throw new FlagError("--blame: what it finds is stored, so it needs --apply.");
    if (isByPath && pathFile === undefined)
      throw new FlagError("--system by-path: name the file that tells systems by path.");
  }
  return {
    help: values.help ?? false,
    folder: folder ?? ".",
    deployments,
    branch: values.branch,
    since: since === undefined ? null : dayOf(since),
    repository: values.repository,
    system: isByPath ? undefined : system,
    pathFile,
    createSystems: values["create-systems"] ?? false,
    traces: values.traces,
    blame: values.blame ?? false,
    apply: values.apply ?? false,
    database: values.database,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        deployments: { type: "string" },
        branch: { type: "string" },
        since: { type: "string" },
        repository: { type: "string" },
        system: { type: "string" },
        "create-systems": { type: "boolean" },
        traces: { type: "string" },
        blame: { type: "boolean" },
        apply: { type: "boolean" },
        database: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new FlagError((error as Error).message);
  }
}

/** The folder, and the word behind `by-path`. */
function inOrder(args: readonly string[], positionals: readonly string[]): (string | undefined)[] {
  const at = args.findIndex((word) => word === "by-path" || word === "--system=by-path");
  const file = args[at + 1];
  if (file === undefined || !positionals.includes(file))
    return [positionals[0], undefined, ...positionals.slice(1)];
  const others = positionals.toSpliced(positionals.indexOf(file), 1);
  return [others[0], file, ...others.slice(1)];
}

function dayOf(text: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const at = new Date(isDay ? `${text}T00:00:00Z` : text);
  const isInstant = isDay || /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text);
  if (!isInstant || Number.isNaN(at.getTime()))
    throw new FlagError(`--since: ${text} is no day; write it as 2026-01-01`);
  return at;
}
