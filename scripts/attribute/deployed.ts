import { basename } from "node:path";
import { byList, byMerges, byTags, type Deployment } from "#lib/attribution/git/deployments.ts";
import type { History } from "#lib/attribution/git/history.ts";
import { formatPlural } from "#lib/format.ts";
import type { Flags } from "./flags.ts";
import { NothingDone, textOf } from "./nothing-done.ts";
import * as clones from "./read.ts";

/** What went out together, and when: by tags, by merges, or by a list. */

interface Deployed {
  history: History;
  deployments: Deployment[];
  grouping: string;
  remarks: string[];
}

export type OpenClone = clones.Clone & { main: { name: string; sha: string } };

export async function deployed(flags: Flags, clone: OpenClone, tell: clones.Tell): Promise<Deployed> {
  const { history, deployments, grouping, remarks } = await grouped(flags, clone, tell);
  const isWhole = ({ commits }: Deployment) => !commits.some((place) => history.isCut(place));
  const whole = deployments.filter(isWhole);
  const { since } = flags;
  const chosen = since === null ? whole : whole.filter(({ at }) => at >= since);
  const cut = deployments.length - whole.length;
  if (cut > 0)
    remarks.push(
      `The clone is shallow: ${formatPlural(cut, "change")} whose commits it holds in part ${cut === 1 ? "was" : "were"} left out. git fetch --unshallow brings the rest.`,
    );
  const out = new Set(deployments.flatMap(({ commits }) => commits));
  const waiting = history.commits.length - out.size;
  if (waiting > 0) remarks.push(`${formatPlural(waiting, "commit")} went out with none of them.`);
  return { history, deployments: chosen, grouping, remarks };
}

async function grouped({ deployments: by }: Flags, clone: OpenClone, tell: clones.Tell): Promise<Deployed> {
  const { folder, main } = clone;
  const pattern = /^tags(?::(.+))?$/.exec(by ?? "tags");
  const tags = pattern === null ? [] : await clones.readTags(folder, pattern[1]);
  if (pattern !== null && (tags.length > 0 || by !== undefined)) {
    if (tags.length === 0)
      throw new NothingDone(`There are no such tags${pattern[1] === undefined ? "" : `: ${pattern[1]}`}.`);
    const history = await clones.readHistory(folder, [main.sha, ...tags.map(({ sha }) => sha)], tell);
    return { history, deployments: byTags(history, tags), grouping: "by tags", remarks: [] };
  }
  if (by === undefined || by === "merges") {
    const history = await clones.readHistory(folder, [main.sha], tell);
    return {
      history,
      deployments: byMerges(history, main.sha),
      grouping: `by merges into ${main.name}`,
      remarks: [],
    };
  }
  const { list, remarks } = await listIn(folder, by);
  const history = await clones.readHistory(folder, [main.sha, ...list.map(({ sha }) => sha)], tell);
  const deployments = byList(history, list);
  const idle = list.length - deployments.length;
  if (idle > 0)
    remarks.push(
      `${formatPlural(idle, "deployment")} of the list brought nothing new: deployed again, or rolled back to.`,
    );
  return { history, deployments, grouping: `by ${basename(by)}`, remarks };
}

/** Lines `COMMIT,TIME`; a first line of names is passed over. */
async function listIn(folder: string, file: string) {
  const lines = textOf(file)
    .replace(/^\ufeff/, "")
    .split(/\r?\n/);
  const list: { sha: string; at: Date }[] = [];
  const wrong: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [name = "", time = ""] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const at = instantOf(time);
    if (at === null && i === 0) continue;
    const sha = at === null || name === "" ? null : await clones.commitCalled(folder, name);
    if (at === null) wrong.push(`line ${i + 1}: “${time}” is no moment; write it as 2026-03-05T14:05:00Z`);
    else if (sha === null) wrong.push(`line ${i + 1}: there is no commit ${name}`);
    else list.push({ sha, at });
  }
  if (list.length === 0)
    throw new NothingDone(
      `${file} names no deployment of this repository.${["", ...wrong.slice(0, 10)].join("\n  ")}`,
    );
  const more = wrong.length > 10 ? [`and ${wrong.length - 10} others`] : [];
  const remarks =
    wrong.length === 0
      ? []
      : [
          `Of ${file}, ${formatPlural(wrong.length, "line")} could not be read:${["", ...wrong.slice(0, 10), ...more].join("\n  ")}`,
        ];
  return { list, remarks };
}

const instant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

function instantOf(text: string): Date | null {
  const at = new Date(text.replace(" ", "T"));
  return instant.test(text) && !Number.isNaN(at.getTime()) ? at : null;
}
