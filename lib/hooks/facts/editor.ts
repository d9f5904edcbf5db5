import { create, type Edit } from "#db/edit.ts";
import { hookFacts } from "#db/schema/hooks.ts";
import type { CommandContext } from "#lib/command.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { storableWithin } from "#lib/names.ts";
import { factsAbout } from "../read.ts";
import type { About, Fact, Links, Others, Placed, Sender } from "../schema.ts";

/** What a message tells that was not told before, and whose records follow from it. */
export interface News<D> {
  /** Subjects whose records may be others now. */
  concerned: readonly string[];
  was: Others<D>;
  is: Others<D>;
  /** Whether any of it is new. */
  isFresh: boolean;
  edits: Edit[];
}

type Heard<D> = Fact<D> & { heardAt: Date };

/** So far links are followed: a chain of pushes to one branch may be long, and what lies beyond adds little. */
const farthest = 60;

/** The first is what the message is about, the others are kept aside. */
export async function newsIn<D>(
  context: CommandContext,
  {
    sender,
    told: [main, ...asides],
    bounds,
  }: { sender: Sender<D>; told: readonly [About<D>, ...About<D>[]]; bounds: Bounds },
): Promise<News<D>> {
  const known = new Map<string, Heard<D>[]>();
  const fresh = new Map<string, Heard<D>[]>();
  async function load(subjects: readonly string[]) {
    const missing = [...new Set(subjects)].filter((subject) => !known.has(subject));
    if (missing.length === 0) return;
    const found = await context.ask(factsAbout, { sender: sender.name, subjects: missing });
    for (const subject of missing) known.set(subject, (found.get(subject) ?? []) as Heard<D>[]);
  }
  function hear({ subject, facts }: About<D>) {
    const its = fresh.get(subject) ?? [];
    const news = unheard(facts, [...known.get(subject)!, ...its]);
    if (news.length > 0)
      fresh.set(subject, [...its, ...news.map((fact) => ({ ...fact, heardAt: context.now }))]);
  }
  const now = (subject: string) => [...(known.get(subject) ?? []), ...(fresh.get(subject) ?? [])];
  async function follow(from: readonly string[], way: keyof Links) {
    const found = new Set(from);
    let reached = from;
    for (let far = 0; reached.length > 0 && far < farthest; far += 1) {
      await load(reached);
      const next = reached.flatMap((subject) => sender.links?.(subject, now(subject))[way] ?? []);
      reached = [...new Set(next)].filter((subject) => !found.has(subject));
      for (const subject of reached) found.add(subject);
    }
    await load(reached);
    return [...found];
  }

  await load([main.subject]);
  hear(main);
  const isFresh = fresh.size > 0;
  if (isFresh) {
    await load(asides.map(({ subject }) => subject));
    for (const aside of asides) hear(aside);
  }
  const told = sender.links === undefined ? [main.subject] : [...new Set([main.subject, ...fresh.keys()])];
  const concerned = await follow(told, "readBy");
  await follow(concerned, "reads");
  const placed = (facts: readonly Heard<D>[]) => facts.map((fact) => placedIn(fact, bounds));
  return {
    concerned,
    was: (subject) => placed(known.get(subject) ?? []),
    is: (subject) => placed(now(subject)),
    isFresh,
    edits: [...fresh].flatMap(([subject, facts]) =>
      facts.map((fact, i) => {
        const position = known.get(subject)!.length + i;
        return create(hookFacts, { sender: sender.name, subject, position, ...fact });
      }),
    ),
  };
}

/** What cannot have happened when its sender says takes its place by when it was heard. */
export function placedIn<D>(fact: Heard<D>, bounds: Bounds): Placed<D> {
  const isPossible = momentProblem(fact.at, { ...bounds, now: fact.heardAt }) === null;
  return { ...fact, order: isPossible ? fact.at : fact.heardAt };
}

function unheard<D>(facts: readonly Fact<D>[], known: readonly Fact<D>[]): Fact<D>[] {
  const keys = new Set(known.map(({ key }) => key));
  const fresh = facts.filter(({ key }) => {
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
  return fresh.map((fact) => ({ ...fact, data: storableWithin(JSON.parse(JSON.stringify(fact.data))) as D }));
}
