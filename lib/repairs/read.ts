import { z } from "zod";
import { repairs as repairsTable } from "#db/schema/repairs.ts";
import { query } from "#lib/query.ts";
import { repairs } from "./all.ts";
import type { Place, Slice } from "./repair.ts";

/** Names of the repairs that this database still needs, in their order. */
export const repairsDue = query({
  name: "repairs.due",
  summary: "Repairs of what is stored that are not carried through yet",
  requires: "settings.write",
  input: z.void(),
  answer: z.array(z.string()),
  async run({ read }) {
    const rows = await read.select({ name: repairsTable.name }).from(repairsTable);
    const done = new Set(rows.map(({ name }) => name));
    return repairs.flatMap(({ name }) => (done.has(name) ? [] : [name]));
  },
});

export const repairSlice = query({
  name: "repairs.slice",
  summary: "What a repair would do next",
  requires: "settings.write",
  input: z.object({ name: z.string(), after: z.custom<Place>() }),
  answer: z.custom<Slice>(),
  async run({ read, now }, { name, after }) {
    const repair = repairs.find((one) => one.name === name);
    if (repair === undefined) throw new Error(`There is no repair ${name}.`);
    return repair.slice({ read, now }, after);
  },
});
