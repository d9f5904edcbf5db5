import { slugOf } from "#lib/systems/schema.ts";

const slugs = new Map<string, string>();

/** Of a repository's address the path counts. A file names the same few systems over and over, so they are kept. */
export function slugFor(name: string): string {
  const known = slugs.get(name);
  if (known !== undefined) return known;
  const slug = slugOf(name.replace(/^https?:\/\/[^/]+\/|\.git$/gi, ""));
  if (slugs.size > 20_000) slugs.clear();
  slugs.set(Buffer.from(name).toString(), slug);
  return slug;
}
