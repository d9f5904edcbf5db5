/**
 * Forms whose values are kept by scripts, where no script runs: what stands in fields with names is posted, over what
 * one hidden field holds of the others, and what was refused comes back into the fields as it was typed.
 */

/** What stands in no field with a name. */
export function Held({ values, version, id }: { values: object; version: number; id?: string }) {
  return (
    <>
      <input type="hidden" name="held" value={JSON.stringify(values)} />
      <input type="hidden" name="version" value={version} />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
    </>
  );
}

/** The texts that a form posted; a name that stands many times has them all, between commas. */
export function textsOf(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$"));
  const texts = (name: string) => form.getAll(name).filter((text) => typeof text === "string" && text !== "");
  return Object.fromEntries(names.map((name) => [name, texts(name).join(",")]));
}

/** The values of a form out of its texts, each of the kind that it has from the start. */
export function heldValues<V extends object>(texts: Readonly<Record<string, string>>, from: V): V {
  if (texts.held === undefined) return from;
  const held = parsed(texts.held);
  const values = Object.entries(from).map(([name, before]) => {
    const [typed, kept] = [texts[name], held[name]];
    if (typeof before === "string") return [name, typed ?? (typeof kept === "string" ? kept : before)];
    if (Array.isArray(before)) return [name, typed === undefined ? listOf(kept, before) : listOfTyped(typed)];
    return [name, typeof kept === "object" ? kept : before];
  });
  return Object.fromEntries(values) as V;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const listOf = (kept: unknown, before: unknown[]) => (Array.isArray(kept) ? kept.map(String) : before);
const listOfTyped = (typed: string) => (typed === "" ? [] : typed.split(","));
