import type { Allocated, Edit } from "#db/edit.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import { systemsBySlug } from "./read.ts";
import type { SystemBody } from "./schema.ts";
import { newSystem } from "./write.ts";

interface KnownSystem {
  number: number | Allocated;
  slug: string;
  name: string;
  tier: number | null;
  org: string | null;
}

export function noSystem(slug: string): string {
  return `there is no system ${slug}; add it first, or send ?createSystems=true`;
}

/** Systems by slug; asked to, it makes those that are not there. */
export async function systemFinder(
  context: CommandContext,
  { slugs, createSystems = false }: { slugs: readonly string[]; createSystems?: boolean },
) {
  const known: Map<string, KnownSystem> = new Map(
    slugs.length === 0 ? [] : await context.ask(systemsBySlug, { slugs }),
  );
  const edits: Edit[] = [];
  const records: RecordChange[] = [];
  function find(slug: string): KnownSystem | null {
    return known.get(slug) ?? (createSystems ? add({ slug, name: slug }) : null);
  }
  function add(body: SystemBody): KnownSystem {
    const fresh = newSystem(context, body);
    edits.push(...fresh.edits);
    records.push({ subject: fresh.system.id, before: null, after: fresh.system, action: "system.register" });
    const { slug, name, tier, org } = fresh.system;
    const system = { number: fresh.number, slug, name, tier, org };
    known.set(slug, system);
    return system;
  }
  return { find, add, edits, records };
}
