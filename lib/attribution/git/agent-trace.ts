import { z } from "zod";
import { type ByContributor, countedLines, type LineRecord, type Maker, type Range } from "./lines.ts";

/**
 * Records of Agent Trace (0.1.0): by file and conversation, who contributed which lines, as of a revision. What is
 * said to be mixed counts with AI, which had a hand in it; what is unknown counts with nobody.
 */
const Contributor = z.object({ type: z.string(), model_id: z.string().nullish() });

const TraceRange = z.object({
  start_line: z.int().min(1),
  end_line: z.int().min(1),
  contributor: Contributor.nullish().catch(null),
});

const TraceRecord = z.object({
  vcs: z.object({ revision: z.string() }),
  tool: z.object({ name: z.string().nullish() }).nullish().catch(null),
  files: z.array(
    z.object({
      path: z.string(),
      conversations: z.array(
        z.object({ contributor: Contributor.nullish().catch(null), ranges: z.array(z.unknown()) }),
      ),
    }),
  ),
});
type TraceRecord = z.infer<typeof TraceRecord>;

/** Where the reference implementation keeps them in a repository. */
export const traceFolder = ".agent-trace";

/** A file of records: one, a list of them, or one a line. `others` is how many pieces of it are none. */
export function readTraces(text: string): { records: TraceRecord[]; others: number } {
  const values =
    wholeOf(text) ??
    text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(jsonOf);
  const records = values.flatMap((value) => {
    const { data } = TraceRecord.safeParse(value);
    return data === undefined ? [] : [data];
  });
  return { records, others: values.length - records.length };
}

function wholeOf(text: string): unknown[] | null {
  const value = jsonOf(text);
  if (value === undefined) return null;
  return Array.isArray(value) ? value : [value];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What all records together say of each revision that they name. */
export function tracedLines(records: readonly TraceRecord[]): Map<string, LineRecord> {
  const byRevision = Map.groupBy(records, ({ vcs }) => vcs.revision.toLowerCase());
  return new Map([...byRevision].map(([revision, its]) => [revision, lineRecordOf(its)]));
}

function lineRecordOf(records: readonly TraceRecord[]): LineRecord {
  const files = new Map<string, ByContributor>();
  const makers = new Map<string, Maker>();
  for (const { tool, files: told } of records) {
    for (const { path, conversations } of told) {
      const file = files.get(path) ?? { ai: [], human: [] };
      files.set(path, file);
      for (const { contributor, ranges } of conversations) {
        for (const value of ranges) {
          const { data: range } = TraceRange.safeParse(value);
          const by = range?.contributor ?? contributor;
          if (range === undefined || by == null) continue;
          const whose = contributions[by.type.toLowerCase()];
          if (whose === undefined) continue;
          file[whose].push(ordered(range.start_line, range.end_line));
          if (whose === "human") continue;
          const maker = { tool: tool?.name ?? null, model: by.model_id ?? null };
          makers.set(JSON.stringify(maker), maker);
        }
      }
    }
  }
  return { ...countedLines(files.values()), makers: [...makers.values()] };
}

const contributions: Readonly<Record<string, "ai" | "human" | undefined>> = {
  ai: "ai",
  mixed: "ai",
  human: "human",
};

const ordered = (a: number, b: number): Range => [Math.min(a, b), Math.max(a, b)];
