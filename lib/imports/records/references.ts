import { inArray, or } from "drizzle-orm";
import { z } from "zod";
import { incidents } from "#db/schema/incidents.ts";
import { changesByKey } from "#lib/changes/read.ts";
import { AskedName } from "#lib/parse.ts";
import { type QueryContext, query } from "#lib/query.ts";
import type { Reference } from "../mapping/readers/lists.ts";
import { ownSource } from "../plan/identity.ts";
import { changeKey } from "../plan/plan.ts";
import { inChunks } from "./chunks.ts";

/** Records that rows refer to, by what they are called there. */

/** By `changeKey`: the change's id. */
export const changesReferred = query({
  name: "imports.changes-referred",
  summary: "Changes that rows refer to",
  requires: "import.run",
  input: z.object({ references: z.custom<readonly Reference[]>() }),
  answer: z.map(z.string(), z.string()),
  async run({ ask }, { references }) {
    const keys = references.map((one) =>
      "id" in one ? { id: one.id } : { source: one.source, externalId: one.externalId },
    );
    // A change that came from another installation of ours keeps its id there as the id in its source.
    const carried = keys.flatMap(({ id }) =>
      id === undefined ? [] : [{ source: ownSource, externalId: id }],
    );
    const found = await ask(changesByKey, { keys: [...keys, ...carried] });
    const named = (id?: string, source?: string, externalId?: string) =>
      found.get(JSON.stringify([id ?? null, source ?? null, externalId ?? null]))?.id;
    return new Map(
      references.flatMap((one, i) => {
        const { id, source, externalId } = keys[i] as { id?: string; source?: string; externalId?: string };
        const change = named(id, source, externalId) ?? (id && named(undefined, ownSource, id));
        return change ? [[changeKey(one), change] as const] : [];
      }),
    );
  },
});

/** `INC-118`, `118`, an id, an id in the source that no other incident shares, or source and id as our exports say. */
export const incidentsReferred = query({
  name: "imports.incidents-referred",
  summary: "Incidents that rows refer to",
  requires: "import.run",
  input: z.object({ references: z.custom<readonly string[]>() }),
  answer: z.map(z.string(), z.string()),
  async run({ read }: QueryContext, { references }) {
    const numberOf = (text: string) => Number(/^(?:inc-)?(\d{1,12})$/i.exec(text.trim())?.[1] ?? -1);
    const { id, number, source, externalId } = incidents;
    const columns = { id, number, source, externalId };
    const rows = await inChunks(references, (some) =>
      read
        .select(columns)
        .from(incidents)
        .where(
          or(
            inArray(incidents.id, some),
            inArray(
              incidents.externalId,
              some.map((text) => inSource(text)?.externalId ?? text),
            ),
            inArray(incidents.number, some.map(numberOf)),
          ),
        ),
    );
    const byNumber = new Map(rows.map((row) => [row.number, row.id]));
    const ids = new Set(rows.map((row) => row.id));
    const byExternalId = Map.groupBy(rows, (row) => row.externalId);
    return new Map(
      references.flatMap((text) => {
        const told = inSource(text);
        if (told !== null) {
          const one = byExternalId.get(told.externalId)?.find((row) => row.source === told.source);
          return one === undefined ? [] : [[text, one.id] as const];
        }
        const meant = new Set(byExternalId.get(text)?.map((row) => row.id));
        if (ids.has(text)) meant.add(text);
        const numbered = byNumber.get(numberOf(text));
        if (numbered !== undefined) meant.add(numbered);
        // A number that is ours and another tool's as well names neither for sure.
        const [only] = meant;
        return meant.size === 1 ? [[text, only as string] as const] : [];
      }),
    );
  },
});

const InSource = z.strictObject({ source: AskedName, externalId: AskedName });

function inSource(text: string): z.infer<typeof InSource> | null {
  if (!text.startsWith("{")) return null;
  try {
    return InSource.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
