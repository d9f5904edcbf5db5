import { distinctRegions } from "#lib/incidents/rules.ts";
import type { Reference } from "../mapping/readers/lists.ts";
import { changeKey } from "./plan.ts";

/** Lists of several events as one: each item once, as a row that named all of them would have it. */

type System = string | { slug: string; part: string };
type Link = Reference & { link: string };
type Factor = { factor: string; note: string | null };

export function unitedList(field: string, before: readonly unknown[], more: readonly unknown[]): unknown[] {
  const all = [...before, ...more];
  switch (field) {
    case "systems":
      return once(all as System[], slugOf, (one) => typeof one === "object" && one.part === "origin");
    case "changes":
      return once(all as Link[], changeKey, ({ link }) => link === "culprit");
    case "factors":
      return once(
        all as Factor[],
        ({ factor }) => factor,
        ({ note }) => note !== null,
      );
    case "regions":
      return distinctRegions(all as string[]);
    default:
      return once(
        all,
        (item) => JSON.stringify(item),
        () => false,
      );
  }
}

const slugOf = (system: System) => (typeof system === "string" ? system : system.slug);

/** Of several with one name the first counts, unless a later one says more. */
function once<T>(items: readonly T[], nameOf: (item: T) => string, saysMore: (item: T) => boolean): T[] {
  const byName = new Map<string, T>();
  for (const item of items) {
    const name = nameOf(item);
    if (!byName.has(name) || saysMore(item)) byName.set(name, item);
  }
  return [...byName.values()];
}
