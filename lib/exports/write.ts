import { z } from "zod";
import { command } from "#lib/command.ts";

/** Who took what out is part of the audit trail. */
export const noteExport = command({
  name: "export.take",
  summary: "Note that records were taken out as a file",
  requires: "export",
  audited: "use",
  input: z.object({ file: z.string(), rows: z.int().nullable(), filter: z.record(z.string(), z.unknown()) }),
  answer: z.void(),
  run: async (_, { file, rows, filter }) => ({
    edits: [],
    records: [{ subject: file, before: null, after: { rows, ...filter } }],
    answer: () => {},
  }),
});
