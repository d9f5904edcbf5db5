import type { z } from "zod";

/**
 * Answers are what their shapes say. In tests and in development one that is more, less or else is a fault; in
 * production nothing is parsed, and what a shape does not declare is cut off at the edge.
 */
const held = process.env.NODE_ENV === "test" || process.env.NODE_ENV === "development";

export function hold<T>(name: string, shape: z.ZodType, answer: T): T {
  if (!held) return answer;
  const { error } = shape.safeParse(answer);
  const faults = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  const undeclared = beyond(answer, cut(shape, answer), "");
  if (undeclared !== null) faults.push(`${undeclared}: is not declared`);
  if (faults.length > 0) throw new Error(`${name} answers what its shape does not say. ${faults[0]}`);
  return answer;
}

/** Where a value says more than what is left of it. */
function beyond(value: unknown, left: unknown, at: string): string | null {
  if (value === left || typeof value !== "object" || value === null) return null;
  for (const [key, one] of Object.entries(value)) {
    const path = at === "" ? key : `${at}.${key}`;
    if (one !== undefined && !Object.hasOwn(left as object, key)) return path;
    const found = beyond(one, (left as Record<string, unknown>)[key], path);
    if (found !== null) return found;
  }
  return null;
}

type Cut = (value: unknown) => unknown;

/** An answer without what its shape does not declare. */
export function cut(shape: z.ZodType, answer: unknown): unknown {
  return cutterOf(shape)?.(answer) ?? answer;
}

const cutters = new WeakMap<z.core.$ZodType, Cut | null>();

/** Null where nothing can be cut, so that long lists of numbers are not even walked. */
function cutterOf(shape: z.core.$ZodType): Cut | null {
  let cutter = cutters.get(shape);
  if (cutter === undefined) {
    cutters.set(shape, null);
    cutter = makeCutter(shape);
    cutters.set(shape, cutter);
  }
  return cutter;
}

function makeCutter(shape: z.core.$ZodType): Cut | null {
  const { def } = (shape as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return def.catchall === undefined || def.catchall._zod.def.type === "never"
        ? membersOf(Object.entries(def.shape).map(([name, one]) => [name, cutterOf(one)] as const))
        : null;
    case "array": {
      const each = cutterOf(def.element);
      return each === null ? null : (value) => (Array.isArray(value) ? value.map(each) : value);
    }
    case "record": {
      const each = cutterOf(def.valueType);
      return each === null
        ? null
        : (value) =>
            isObject(value)
              ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, each(one)]))
              : value;
    }
    case "union":
      return oneOf(def.options);
    case "nullable":
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
      return cutterOf(def.innerType);
    default:
      return null;
  }
}

function membersOf(members: readonly (readonly [string, Cut | null])[]): Cut {
  return (value) => {
    if (!isObject(value)) return value;
    const left: Record<string, unknown> = {};
    for (const [name, cutter] of members) {
      const one = value[name];
      if (one !== undefined) left[name] = cutter === null ? one : cutter(one);
    }
    return left;
  };
}

/** The first that fits says what is declared. */
function oneOf(options: readonly z.core.$ZodType[]): Cut | null {
  const cutters = options.map((option) => [option as z.ZodType, cutterOf(option)] as const);
  const those = cutters.filter(([, cutter]) => cutter !== null);
  if (those.length === 0) return null;
  if (those.length === 1) return (value) => (isObject(value) ? those[0]![1]!(value) : value);
  return (value) =>
    isObject(value) || Array.isArray(value)
      ? (cutters.find(([option]) => option.safeParse(value).success)?.[1]?.(value) ?? value)
      : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
