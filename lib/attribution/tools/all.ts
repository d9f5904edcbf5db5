import { agents } from "./agents.ts";
import { assistants } from "./assistants.ts";
import { reviewers } from "./reviewers.ts";
import type { Tool } from "./tool.ts";

export const tools: readonly Tool[] = [...agents, ...assistants, ...reviewers];

/** Each kind of what tools are known by, as a table. */
function table<K extends string | number>(of: (tool: Tool) => readonly K[] | undefined): Map<K, Tool> {
  return new Map(tools.flatMap((tool) => (of(tool) ?? []).map((key) => [key, tool] as const)));
}

export const byNumber = table((tool) => tool.numbers);
export const byLogin = table((tool) => tool.logins);
export const byEmail = table((tool) => tool.emails);
export const bySession = table((tool) => Object.keys(tool.sessions ?? {}));
export const ownLines = tools.flatMap((tool) => (tool.lines ?? []).map((line) => ({ line, tool })));

/** How much a name says: of itself, where tools are spoken of, or only with a model behind it. */
export type Weight = "name" | "word" | "person";

interface Called {
  tool: Tool;
  weight: Weight;
}

/** Whatever tools are called by, parted by single spaces. */
export const byName: ReadonlyMap<string, Called> = new Map(
  tools.flatMap((tool) => [
    ...called(tool, "person", tool.people),
    ...called(tool, "word", tool.words),
    ...called(tool, "name", tool.names),
  ]),
);

function called(tool: Tool, weight: Weight, names: readonly string[] = []): [string, Called][] {
  return names.map((name) => [name, { tool, weight }]);
}

/** Of how many words the longest name is made. */
export const longestName = Math.max(...[...byName.keys()].map((name) => name.split(" ").length));

/** With which words names begin, so that others need not be looked up. */
export const firstWords: ReadonlySet<string> = new Set([...byName.keys()].map((name) => name.split(" ")[0]!));
