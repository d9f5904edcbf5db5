import { notRecorded } from "#lib/format.ts";

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Somebody else saved first. What they stored comes in where nothing was typed here, what was typed stays, and they
 * are told of, so that saving again is a decision.
 */
export function overtaken<V extends object>(of: {
  /** The fields as they are stored now, as the form began, and as they were typed. */
  stored: V;
  from: V;
  typed: V;
  /** As the form calls them. */
  labels: Record<keyof V, string>;
  inWords?: (value: V[keyof V]) => string;
}): { values: V; problem: string } {
  const { stored, from, typed, labels, inWords = plainWords } = of;
  const names = Object.keys(stored) as (keyof V)[];
  const untouched = names.filter((name) => isSame(typed[name], from[name]));
  const changed = names
    .filter((name) => !isSame(stored[name], from[name]))
    .map((name) => `${labels[name]}: ${inWords(stored[name])}`);
  return {
    values: { ...typed, ...Object.fromEntries(untouched.map((name) => [name, stored[name]])) },
    problem: `Somebody else saved in the meantime (${changed.join("; ")}). Theirs stands where you typed nothing; what you typed is still here. Save again to store it.`,
  };
}

export function plainWords(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ") || "none";
  return value === "" ? notRecorded : String(value);
}
