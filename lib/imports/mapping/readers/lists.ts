import { distinctRegions } from "#lib/incidents/rules.ts";
import { oneName } from "#lib/names.ts";
import { listOf, openJson } from "../../file/cells.ts";
import type { Field } from "../../targets/target.ts";
import type { FieldRules, Reader } from "./index.ts";
import { Unreadable } from "./outcome.ts";
import { cut } from "./text.ts";

/** Tools list services and places as objects too: `{ "id": 7, "title": "Cloud Run" }`. */
export function nameOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const { attributes, title, name, summary, value, label, slug, id } = item as Record<string, unknown>;
  // JSON:API keeps what a thing is called inside its attributes.
  if (typeof attributes === "object" && attributes !== null) return nameOf(attributes);
  return String(title ?? name ?? summary ?? value ?? label ?? slug ?? id ?? "");
}

/** Each place once, as it is stored: a list that says one twice must not look like a change. */
export function placesIn(items: readonly unknown[]): string[] {
  const places = items.map((item) => cut(oneName(nameOf(item)), 120)).filter((place) => place !== "");
  return distinctRegions(places).slice(0, 500);
}

/** Each name once, in one order. */
export function labelsIn(items: readonly unknown[]): string[] {
  const labels = items.map((item) => cut(oneName(nameOf(item)), 200)).filter((label) => label !== "");
  return [...new Set(labels)].sort();
}

export function factorsReader(field: Field, rules: FieldRules): Reader {
  const known = new Set((field.choices ?? []).map(String));
  return (text) => {
    const factors = new Map<string, { factor: string; note: string | null }>();
    const add = (factor: string, note: string | null) => {
      const before = factors.get(factor)?.note ?? null;
      const notes = before === null || before === note ? note : note === null ? before : `${before}; ${note}`;
      factors.set(factor, { factor, note: notes && cut(notes, 2_000) });
    };
    for (const item of listOf(text, rules)) {
      const { factor, note } =
        typeof item === "object"
          ? (item as { factor?: unknown; note?: unknown })
          : { factor: item, note: null };
      const answered = rules.values[String(factor)];
      if (answered === null) continue;
      const name =
        typeof answered === "string"
          ? answered
          : String(factor)
              .trim()
              .toLowerCase()
              .replace(/[\s_]+/g, "-");
      // A factor outside the list is kept in its own words.
      if (known.has(name)) add(name, note ? String(note) : null);
      else add("other", String(factor));
    }
    return [...factors.values()];
  };
}

export type Reference = { id: string } | { source?: string; externalId: string };

export function reference(item: unknown): Reference {
  if (typeof item === "object" && item !== null) {
    const { id, source, externalId } = item as Record<string, unknown>;
    if (typeof id === "string") return { id };
    return {
      ...(typeof source === "string" ? { source: oneName(source) } : {}),
      externalId: oneName(String(externalId)),
    };
  }
  const text = oneName(String(item));
  return /^chg_\w+$/.test(text) ? { id: text } : { externalId: text };
}

export function jsonReader(text: string): unknown {
  const opened = openJson(text);
  if (typeof opened !== "object" || opened === null || Array.isArray(opened)) {
    return new Unreadable("This is not a JSON object.");
  }
  return Object.fromEntries(
    Object.entries(opened).map(([key, value]) => [cut(oneName(key), 200), cut(String(value), 10_000)]),
  );
}
