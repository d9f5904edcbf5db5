import type { Facts } from "./store.ts";

/** What is worked out of all facts, kept until they move on. */
export function keptWhile<T>(compute: (facts: Facts) => T): (facts: Facts) => T {
  const kept = new WeakMap<Facts, { revision: number; value: T }>();
  return (facts) => {
    const known = kept.get(facts);
    if (known?.revision === facts.revision) return known.value;
    const value = compute(facts);
    kept.set(facts, { revision: facts.revision, value });
    return value;
  };
}
