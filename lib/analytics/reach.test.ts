import fc from "fast-check";
import { expect, test } from "vitest";
import { Facts } from "./facts/store.ts";
import { potentialReachReader } from "./reach.ts";

const size = 14;
const number = fc.integer({ min: 1, max: size });

/** Everything that can be walked to, by widening a set until it stays the same. */
function reachable(links: readonly (readonly [number, number])[], origins: readonly number[]): Set<number> {
  const reached = new Set(origins);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [system, dependsOn] of links) if (reached.has(dependsOn)) reached.add(system);
  }
  for (const origin of origins) reached.delete(origin);
  return reached;
}

test("potential reach counts all that depend on the origins, through cycles and by several ways, once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { maxLength: 40 }),
      fc.array(fc.uniqueArray(number, { maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      (links, incidents) => {
        const facts = new Facts();
        for (let at = 1; at <= size; at += 1)
          facts.systems.byNumber[at] = { number: at, slug: `s${at}`, name: "", tier: 1, org: 0, owner: null };
        for (const [system, dependsOn] of links)
          facts.systems.dependents.set(dependsOn, [
            ...(facts.systems.dependents.get(dependsOn) ?? []),
            system,
          ]);
        for (const [row, origins] of incidents.entries()) {
          facts.incidents.systems.clear(row);
          for (const origin of origins) facts.incidents.systems.add(row, origin);
          facts.incidents.origins.set(row, origins.length);
        }
        const potentialReach = potentialReachReader(facts);
        for (const [row, origins] of incidents.entries())
          expect(potentialReach(row)).toBe(origins.length === 0 ? null : reachable(links, origins).size);
      },
    ),
  );
});
