import { z } from "zod";
import { state } from "#db/schema/settings.ts";
import { query } from "./query.ts";

export const revision = query({
  name: "health.revision",
  summary: "The number of the last write",
  requires: "read",
  input: z.void(),
  answer: z.object({ revision: z.int() }),
  async run({ read }) {
    const [row] = await read.select({ revision: state.revision }).from(state);
    return row!;
  },
});

export const warmFacts = query({
  name: "health.warm",
  summary: "Load the facts",
  requires: "read",
  input: z.void(),
  answer: z.object({ incidents: z.int(), changes: z.int() }),
  async run({ facts }) {
    const { incidents, changes } = await facts();
    return { incidents: incidents.count, changes: changes.count };
  },
});
