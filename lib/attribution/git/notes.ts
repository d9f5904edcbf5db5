import { type ByContributor, countedLines, type LineRecord, type Maker, type Range } from "./lines.ts";

/**
 * Notes of git-ai (`refs/notes/ai`, authorship/3.0.0): below each path the keys of those who made its lines, with
 * ranges; after `---` who they are.
 */
export const notesRef = "refs/notes/ai";

/** Null where a note is none of these. An entry counts as well where its session is not described. */
export function readNote(text: string): LineRecord | null {
  const divider = /^---\r?$/m.exec(text);
  if (divider === null) return null;
  const about = metadataOf(text.slice(divider.index + divider[0].length));
  const files = new Map<string, ByContributor>();
  const makers = new Map<string, Maker>();
  let file: ByContributor | null = null;
  for (const line of text.slice(0, divider.index).split("\n")) {
    if (line.trim() === "") continue;
    const entry = /^ {2}(\S+) (.+)$/.exec(line);
    if (entry === null) {
      if (!line.startsWith(" ")) file = fileOf(files, line.trimEnd());
      continue;
    }
    const [, key, ranges] = entry as unknown as [string, string, string];
    if (isHuman(key)) file?.human.push(...rangesOf(ranges));
    else {
      file?.ai.push(...rangesOf(ranges));
      const session = key.split("::")[0]!;
      makers.set(session, about(session));
    }
  }
  return { ...countedLines(files.values()), makers: [...makers.values()] };
}

const isHuman = (key: string) => key.startsWith("h_") || key === "human";

function fileOf(files: Map<string, ByContributor>, path: string): ByContributor {
  const found = files.get(path) ?? { ai: [], human: [] };
  files.set(path, found);
  return found;
}

function rangesOf(text: string): Range[] {
  return text.split(",").flatMap((piece): Range[] => {
    const match = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(piece);
    if (match === null) return [];
    const [a, b] = [Number(match[1]), Number(match[2] ?? match[1])];
    return Math.min(a, b) < 1 ? [] : [[Math.min(a, b), Math.max(a, b)]];
  });
}

const nobody: Maker = { tool: null, model: null };

function metadataOf(text: string): (session: string) => Maker {
  const metadata = objectIn(text);
  const sessions = { ...recordIn(metadata, "prompts"), ...recordIn(metadata, "sessions") };
  return (session) => {
    const agent = recordIn(recordIn(sessions, session), "agent_id");
    return agent === null ? nobody : { tool: wordIn(agent, "tool"), model: wordIn(agent, "model") };
  };
}

type Json = Readonly<Record<string, unknown>>;

function objectIn(text: string): Json | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function recordIn(of: Json | null, key: string): Json | null {
  return of !== null && Object.hasOwn(of, key) ? asObject(of[key]) : null;
}

/** Names that say that nothing is known are none. */
function wordIn(of: Json, key: string): string | null {
  const word = Object.hasOwn(of, key) ? of[key] : null;
  if (typeof word !== "string") return null;
  return /^(unknown|default|auto|none|<.*>|)$/i.test(word.trim()) ? null : word.trim();
}
