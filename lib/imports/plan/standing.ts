import { isSaid, togetherWith } from "#db/fields/together.ts";
import type { Status } from "#db/values.ts";
import { type Authors, customField, type Party } from "#lib/audit/rules.ts";
import { onward, statusFrom } from "#lib/incidents/rules.ts";
import type { Body } from "../mapping/row.ts";
import type { Difference, FieldChange } from "./differences.ts";

/**
 * A tool's file is its history, and has the lowest rank: what people or the tool's own messages said of a record stands
 * above it. What nobody said yet it may still fill in.
 */

type Above = Exclude<Party, "file">;
type Kept = { field: string; party: Above };

const ends = ["mitigatedAt", "resolvedAt", "mitigatedPrecision", "resolvedPrecision"];
const state: readonly string[] = ["status", ...ends];

export function belowOthers(
  { changes, patch }: Difference,
  { stored, authors }: { stored: Body; authors: Authors },
): Difference & { kept: Kept[] } {
  const kept: Kept[] = [];
  const left: FieldChange[] = [];
  const goesOn = movesOn(stored, patch);
  for (const change of changes) {
    const { field } = change;
    if (field === "customFields") {
      const filled = filledIn(change, authors);
      if (filled !== null) left.push(filled);
      continue;
    }
    const party = holderOf(field, { stored, authors, goesOn });
    if (party === null) left.push(change);
    else kept.push({ field, party });
  }
  return { changes: left, patch: Object.fromEntries(left.map(({ field, to }) => [field, to])), kept };
}

function holderOf(field: string, of: { stored: Body; authors: Authors; goesOn: boolean }): Above | null {
  const { stored, authors, goesOn } = of;
  const fields = field === "systems" ? systemsIn(authors) : togetherWith(field, stored);
  const group = state.includes(field) ? [...state, ...fields] : fields;
  const parties = group.map((one) => authors.get(one)?.party);
  if (parties.includes("person")) return "person";
  if (!parties.includes("hook")) return null;
  // A message may have been missed: what goes on from there is taken over.
  if (state.includes(field))
    return goesOn && (field === "status" || !isSaid(field, stored[field])) ? null : "hook";
  return isSaid(fields[0]!, stored[fields[0]!]) || field === "systems" ? "hook" : null;
}

const systemsIn = (authors: Authors) => [...authors.keys()].filter((key) => key.startsWith("systems."));

/** What has no state does not move on. */
function movesOn(stored: Body, patch: Body): boolean {
  if (stored.status === undefined) return false;
  const { mitigatedAt, resolvedAt } = { ...stored, ...patch } as Record<string, Date | null>;
  const startedAt = stored.startedAt as Date;
  const ends = { mitigatedAt: mitigatedAt ?? null, resolvedAt: resolvedAt ?? null };
  const reached = statusFrom({ startedAt, ...ends }, startedAt);
  const now = (patch.status as Status | undefined) ?? reached;
  return onward.indexOf(now) >= onward.indexOf(stored.status as Status);
}

/** The file's own columns among the custom fields that others wrote. */
function filledIn(change: FieldChange, authors: Authors): FieldChange | null {
  const from = (change.from ?? {}) as Record<string, string>;
  const to = Object.fromEntries(
    Object.entries(change.to as Record<string, string>).map(([name, value]) => {
      const party = authors.get(customField(name))?.party;
      const isHeld = party === "person" || (party === "hook" && from[name] !== undefined);
      return isHeld ? [name, from[name]] : [name, value];
    }),
  );
  const said = Object.fromEntries(Object.entries(to).filter(([, value]) => value !== undefined));
  return JSON.stringify(said) === JSON.stringify(from) ? null : { ...change, to: said };
}
