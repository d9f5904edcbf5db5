import { z } from "zod";
import { create } from "#db/edit.ts";
import { repairs } from "#db/schema/repairs.ts";
import { command, unchanged } from "#lib/command.ts";
import { repairSlice, repairsDue } from "./read.ts";
import type { Place } from "./repair.ts";

/** Instances that start together do it together: one that comes second finds nothing left, or is told to look again. */
export const repairNext = command({
  name: "repair.next",
  summary: "Carry a repair of what is stored a slice further",
  requires: "settings.write",
  audited: "rows",
  input: z.object({ name: z.string(), after: z.custom<Place>() }),
  answer: z.object({ next: z.custom<Place>(), mended: z.int(), left: z.array(z.string()) }),
  async run(context, { name, after }) {
    const due = await context.ask(repairsDue, undefined);
    if (!due.includes(name)) return unchanged({ next: null, mended: 0, left: [] });
    const { edits, records, left, next } = await context.ask(repairSlice, { name, after });
    const done = next === null ? [create(repairs, { name, at: context.now })] : [];
    return {
      edits: [...edits, ...done],
      records,
      answer: () => ({ next, mended: records.length, left }),
      again: true,
    };
  },
});
