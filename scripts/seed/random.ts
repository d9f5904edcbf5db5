import { createRandom, type Random as Source } from "#lib/statistics/random.ts";

/** A seeded source of chance for a story: the same seed gives the same draws on every machine. */
export interface Random extends Source {
  /** `count` different values, or all of them when there are fewer. */
  sample<T>(values: readonly T[], count: number): T[];
  /** A source of its own for one part, so that a draw more in one part does not move the others. */
  fork(name: string): Random;
}

export function seededRandom(seed: number): Random {
  const source = createRandom(hash(`seed ${seed}`));
  return {
    ...source,
    sample: (values, count) => source.shuffle(values).slice(0, count),
    fork: (name) => seededRandom(hash(`${seed} ${name}`)),
  };
}

/** FNV-1a: names become seeds. */
function hash(text: string): number {
  let value = 2166136261;
  for (let place = 0; place < text.length; place++) {
    value = Math.imul(value ^ text.charCodeAt(place), 16777619);
  }
  return value >>> 0;
}
