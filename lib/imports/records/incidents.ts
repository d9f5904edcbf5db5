import { incidents } from "#db/schema/incidents.ts";
import { incidentEditor } from "#lib/incidents/editor.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { IncidentBody, IncidentPatch } from "#lib/incidents/schema.ts";
import { incidentNumbersOf, incidentsIdentified, incidentsWithPapers } from "../read.ts";
import { numberedRecords } from "./numbered.ts";
import { bodyReader } from "./records.ts";

const fieldsOf = bodyReader(IncidentBody);

export const incidentRecords = numberedRecords({
  table: incidents,
  identified: incidentsIdentified,
  numbersOf: incidentNumbersOf,
  byNumber: incidentsByNumber,
  editor: incidentEditor,
  bodyOf: (incident) => ({
    ...fieldsOf(incident),
    systems: incident.systems.map(({ slug, part }) => ({ slug, part })),
    changes: incident.changes.map(({ id, link }) => ({ id, link })),
  }),
  following: ["status"],
  patchOf: (before) => IncidentPatch.parse(before) as Partial<IncidentBody>,
  needed: (context, records) =>
    context.ask(incidentsWithPapers, { numbers: records.map(({ number }) => number) }),
});
