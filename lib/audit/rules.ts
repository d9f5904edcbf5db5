import type { ActorKind } from "#db/values.ts";

/**
 * Who said what a record holds, told by the trail of what was done to it: people and programs in their name, a tool's
 * hook, or a file. What nobody changed since its import was said by the file.
 */

export type Party = "person" | "hook" | "file";

/** By field: who changed it last, and when. A custom field and a system have each a name of their own. */
export type Authors = ReadonlyMap<string, Word>;

interface Word {
  party: Party;
  at: Date;
}

export const customField = (name: string) => `customFields.${name}`;
export const namedSystem = (slug: string) => `systems.${slug}`;

/** A word was read as its source's words are read here, which is nobody's word on how bad it was. */
export const wordRead = "incident.read-word";

/** An incident took over from its culprits what it says of AI, and gave that back. */
export const [proposalTaken, proposalUndone] = [
  "incident.accept-ai-proposal",
  "incident.undo-ai-proposal",
] as const;

export interface Told {
  at: Date;
  action: string;
  actorKind: ActorKind;
  /** What was carried out; null in entries that are older than this note. */
  command: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** From the entries about one record, the earliest first. */
export function authorsOf(entries: readonly Told[]): Authors {
  const words = new Map<string, Word[]>();
  for (const entry of entries) {
    if (entry.action === wordRead) words.delete("severity");
    const party = partyOf(entry);
    if (party === null) continue;
    for (const field of changedIn(entry)) {
      const said = words.get(field) ?? [];
      words.set(field, said);
      // What is taken back leaves what was said before it.
      if (entry.command === "import.undo-rows" || entry.action === proposalUndone) said.pop();
      else said.push({ party, at: entry.at });
    }
  }
  return new Map([...words].flatMap(([field, said]) => (said.length === 0 ? [] : [[field, said.at(-1)!]])));
}

/** Null for what the program did by itself, which is nobody's word. */
export function partyOf({
  actorKind,
  command,
  action,
}: Pick<Told, "actorKind" | "command" | "action">): Party | null {
  if (action === wordRead || actorKind === "system") return null;
  if (command?.startsWith("hook") || actorKind === "webhook") return "hook";
  return actorKind === "import" ? "file" : "person";
}

function changedIn({ before, after }: Told): string[] {
  const fields = Object.keys(after ?? {});
  return fields.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after?.[field] ?? null];
    // A new record says only what stands in it.
    if (before === null && !says(is)) return [];
    if (field === "customFields") return differing(was, is).map(customField);
    if (field === "systems") return differing(bySlug(was), bySlug(is)).map(namedSystem);
    return [field];
  });
}

const silent: readonly unknown[] = [null, "unknown", "none", "incident"];

function says(value: unknown): boolean {
  return !silent.includes(value) && !(Array.isArray(value) && value.length === 0);
}

function differing(was: unknown, is: unknown): string[] {
  const [old, fresh] = [(was ?? {}) as Record<string, unknown>, (is ?? {}) as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter((key) => old[key] !== fresh[key]);
}

function bySlug(systems: unknown): Record<string, string> {
  const listed = (systems ?? []) as { slug: string; part: string }[];
  return Object.fromEntries(listed.map(({ slug, part }) => [slug, part]));
}

export function isPersons(authors: Authors, field: string): boolean {
  return authors.get(field)?.party === "person";
}
