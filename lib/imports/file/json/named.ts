/**
 * Lists of named values say what an object says: `[{"name": "Resolved at", "value": …}]` is `{"Resolved at": …}`. Tools
 * keep custom fields, labels and timestamps so, since each customer has others.
 */

type Item = Record<string, unknown>;

/** The list as the object that it means; null where it is a list of something else, or names one thing twice. */
export function asNamed(list: readonly unknown[]): Item | null {
  const all: Item = {};
  for (const item of list) {
    const one = isItem(item) ? namedValue(item) : null;
    if (one === null || one.name.length > longestName || Object.hasOwn(all, one.name)) return null;
    all[one.name] = one.value;
  }
  return list.length === 0 ? null : all;
}

const longestName = 100;

function namedValue(item: Item): { name: string; value: unknown } | null {
  const { name, key, type, label, occurred_at: occurredAt } = item;
  if ("value" in item || "values" in item) {
    const own = name ?? key ?? namedInside(item) ?? loneNumber(item);
    return typeof own === "string" && own !== ""
      ? { name: own, value: plain(item.value ?? item.values) }
      : null;
  }
  if (typeof key === "string" && typeof label === "string") return { name: key, value: label };
  if (typeof type === "string" && occurredAt !== undefined) return { name: type, value: occurredAt };
  // A timestamp that was not reached has its name alone.
  const inside = namedInside(item);
  return inside !== null && Object.keys(item).length === 1 ? { name: inside, value: null } : null;
}

/** The name of the one member that is an object: what is timed, what is a field. */
function namedInside(item: Item): string | null {
  const inner = Object.entries(item).filter(([member, value]) => !/^values?$/.test(member) && isItem(value));
  const named = inner.length === 1 ? (inner[0]![1] as Item).name : null;
  return typeof named === "string" ? named : null;
}

/** A field that is known by its number alone. */
function loneNumber(item: Item): string | null {
  return typeof item.id === "number" && Object.keys(item).length === 2 ? String(item.id) : null;
}

/** Values are wrapped by what kind they are: `{"value_option": {"value": "Cart"}}`. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isItem(value)) return value;
  const { name, value: inner } = value;
  if (name !== undefined || inner !== undefined) return plain(inner ?? name);
  const [only, ...others] = Object.values(value);
  return others.length === 0 ? plain(only) : value;
}

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);
