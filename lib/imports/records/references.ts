import { and, eq, inArray, or } from "drizzle-orm";
import { z } from "zod";
import { incidents } from "#db/schema/incidents.ts";
import { recordNames } from "#db/schema/record-names.ts";
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
    const { id, number } = incidents;
    const rows = await inChunks(references, (some) =>
      read
        .select({ id, number })
        .from(incidents)
        .where(or(inArray(id, some), inArray(number, some.map(numberOf)))),
    );
    const { source, name, isNumber } = recordNames;
    const named = await inChunks(references, (some) => {
      const names = some.map((text) => inSource(text)?.externalId ?? text);
      return read
        .select({ id, source, name, isNumber })
        .from(recordNames)
        .innerJoin(incidents, eq(number, recordNames.record))
        .where(and(eq(recordNames.target, "incident"), inArray(name, names)));
    });
    const byNumber = new Map(rows.map((row) => [row.number, row.id]));
    const ids = new Set(rows.map((row) => row.id));
    const byName = Map.groupBy(named, (row) => row.name);
    const idsOf = (rows: typeof named, isNumber: boolean) =>
      rows.filter((row) => row.isNumber === isNumber).map((row) => row.id);
    return new Map(
      references.flatMap((text) => {
        const told = inSource(text);
        if (told !== null) {
          const its = (byName.get(told.externalId) ?? []).filter((row) => row.source === told.source);
          const [one] = [...idsOf(its, false), ...idsOf(its, true)];
          return one === undefined ? [] : [[text, one] as const];
        }
        const its = byName.get(text) ?? [];
        const meant = new Set(idsOf(its, false));
        if (ids.has(text)) meant.add(text);
        const numbered = byNumber.get(numberOf(text));
        if (numbered !== undefined) meant.add(numbered);
        if (meant.size === 0) for (const one of idsOf(its, true)) meant.add(one);
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
