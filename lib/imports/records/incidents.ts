import { inArray } from "drizzle-orm";
import { z } from "zod";
import { momentsOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { incidents } from "#db/schema/incidents.ts";
import { actionItems, postmortems, timelineEntries } from "#db/schema/postmortems.ts";
import { incidentEditor, incidentTakenBack } from "#lib/incidents/editor.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import { query } from "#lib/query.ts";
import { incidentsTarget } from "../targets/incidents.ts";
import { inChunks } from "./chunks.ts";
import { incidentNumbersOf, incidentsOfRows } from "./identified.ts";
import { numberedRecords } from "./numbered.ts";
import { bodyReader } from "./records.ts";

const fieldsOf = bodyReader(IncidentBody);

export const incidentRecords = numberedRecords({
  target: "incident",
  imports: incidentsTarget,
  numbersOf: incidentNumbersOf,
  rowsOf: incidentsOfRows,
  byNumber: incidentsByNumber,
  editor: incidentEditor,
  takenBack: incidentTakenBack,
  bodyOf: (incident) => ({
    ...fieldsOf(incident),
    systems: incident.systems.map(({ slug, part }) => ({ slug, part })),
    changes: incident.changes.map(({ id, link }) => ({ id, link })),
  }),
  following: ["status", ...momentsOf(incidentFields).map(([, precision]) => precision)],
  patchOf: (before) => IncidentPatch.parse(before) as Partial<IncidentBody>,
  needed: (context, records) =>
    context.ask(incidentsWithPapers, { numbers: records.map(({ number }) => number) }),
});

/** Incidents with something hanging on them: a post-mortem, a timeline, actions, or duplicates. */
const incidentsWithPapers = query({
  name: "imports.incidents-with-papers",
  summary: "Which of these incidents have a post-mortem, a timeline, actions or duplicates",
  requires: "import.run",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.set(z.int()),
  async run({ read }, { numbers }) {
    const found = new Set<number>();
    for (const table of [postmortems, timelineEntries, actionItems]) {
      const rows = await inChunks(numbers, (some) =>
        read
          .selectDistinct({ number: table.incidentNumber })
          .from(table)
          .where(inArray(table.incidentNumber, some)),
      );
      for (const { number } of rows) found.add(number);
    }
    const duplicates = await inChunks(numbers, (some) =>
      read
        .selectDistinct({ number: incidents.duplicateOf })
        .from(incidents)
        .where(inArray(incidents.duplicateOf, some)),
    );
    for (const { number } of duplicates) found.add(number!);
    return found;
  },
});
