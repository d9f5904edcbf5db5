import type { Instance, Seen } from "./instance.ts";

/**
 * What clients of several instances saw, in the order in which they saw it. One count numbers every beginning and
 * every end, so "before" has one meaning for all of them.
 */
export interface History {
  writes: Write[];
  reads: Read[];
}

interface Write {
  number: number;
  /** Each write of a record adds one. */
  value: number;
  /** Null for a declaration, whose number nobody knew before its end. */
  begun: number | null;
  acknowledged: number;
}

interface Read {
  asked: number;
  answered: number;
  values: ReadonlyMap<number, number>;
}

/** Answers that lack a write acknowledged before they were asked for, or hold one that nobody had begun. */
export function staleAnswers({ writes, reads }: History): string[] {
  const found: string[] = [];
  const byRecord = Map.groupBy(writes, ({ number }) => number);
  for (const { asked, answered, values } of reads) {
    for (const [number, own] of byRecord) {
      const least = Math.max(
        -1,
        ...own.filter(({ acknowledged }) => acknowledged < asked).map(({ value }) => value),
      );
      const most = Math.max(
        -1,
        ...own.filter(({ begun }) => (begun ?? 0) < answered).map(({ value }) => value),
      );
      const value = values.get(number) ?? -1;
      if (value < least) found.push(`INC-${number}: ${least} was acknowledged before, ${value} was answered`);
      if (value > most) found.push(`INC-${number}: ${value} was answered before it was written`);
    }
  }
  return found;
}

export async function record(of: {
  instances: readonly Instance[];
  writers: number;
  ms: number;
}): Promise<History> {
  const { instances, writers, ms } = of;
  const history: History = { writes: [], reads: [] };
  let moment = 0;
  const tick = () => {
    moment += 1;
    return moment;
  };
  const until = performance.now() + ms;
  const on = () => performance.now() < until;
  const at = (i: number) => instances[i % instances.length]!;

  const write = async (i: number) => {
    let seen: Seen | null = null;
    for (let turn = i; on(); turn += 1) {
      const begun = tick();
      const next: Seen | null = seen === null ? await at(turn).declare() : await at(turn).update(seen);
      if (next === null) throw new Error("A record with one writer was changed by another.");
      const { number, value } = next;
      history.writes.push({ number, value, begun: seen === null ? null : begun, acknowledged: tick() });
      seen = turn % 20 === 19 ? null : next;
    }
  };
  const read = async (i: number) => {
    while (on()) {
      const asked = tick();
      const values = new Map(await at(i).values());
      history.reads.push({ asked, answered: tick(), values });
      // As between two requests: SQLite's answers come without one turn of the event loop.
      await new Promise(setImmediate);
    }
  };
  await Promise.all([
    ...Array.from({ length: writers }, (_, i) => write(i)),
    ...instances.flatMap((_, i) => [read(i), read(i)]),
  ]);
  return history;
}
