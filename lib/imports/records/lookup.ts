import type { ImportTarget } from "#db/values.ts";
import { systemsNamed } from "#lib/systems/read.ts";
import type { NamedSystem } from "../plan/draft.ts";
import type { Lookup } from "../plan/plan.ts";
import { recordsOf } from "./index.ts";
import type { Ask } from "./records.ts";
import { changesReferred, incidentsReferred } from "./references.ts";

/** What a plan has to know of what is stored, asked through queries. */
export function lookupFor(target: ImportTarget, ask: Ask): Lookup {
  return {
    records: (identities) => recordsOf[target].find(ask, identities),
    systems: rememberedSystems(ask),
    changes: (references) => ask(changesReferred, { references }),
    incidents: (references) => ask(incidentsReferred, { references }),
  };
}

/** A file names the same few systems over and over, and systems do not go while it is read. */
function rememberedSystems(ask: Ask): Lookup["systems"] {
  const known = new Map<string, string>();
  return async (names: readonly NamedSystem[]) => {
    const open = names.filter(({ slug }) => !known.has(slug));
    if (open.length > 0) {
      for (const [slug, found] of await ask(systemsNamed, { names: open })) known.set(slug, found);
    }
    return known;
  };
}
