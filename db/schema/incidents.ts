import { isThere, kit } from "../dialect.ts";
import { columnsOf } from "../fields/columns.ts";
import { incidentFields } from "../fields/incidents.ts";
import { changeLinks, contributingFactors, systemParts } from "../values.ts";
import { changes } from "./changes.ts";
import { systems } from "./systems.ts";

const { table, number, text, integer, instant, oneOf, index, unique, primaryKey } = kit;

export const incidents = table(
  "incidents",
  {
    number: number(),
    id: text().notNull(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    revision: integer().notNull(),
    deletedAt: instant(),
    ...columnsOf(incidentFields),
    duplicateOf: integer(),
  },
  (t) => [
    unique("incidents_id").on(t.id),
    unique("incidents_identity").on(t.source, t.externalId),
    index("incidents_revision").on(t.revision),
    index("incidents_duplicate_of").on(t.duplicateOf).where(isThere(t.duplicateOf)),
  ],
);

const incidentNumber = () =>
  integer()
    .notNull()
    .references(() => incidents.number);

export const incidentSystems = table(
  "incident_systems",
  {
    incidentNumber: incidentNumber(),
    systemNumber: integer()
      .notNull()
      .references(() => systems.number),
    part: oneOf(systemParts).notNull(),
  },
  (t) => [
    primaryKey({ name: "incident_systems_pk", columns: [t.incidentNumber, t.systemNumber] }),
    index("incident_systems_system").on(t.systemNumber),
  ],
);

export const incidentRegions = table(
  "incident_regions",
  { incidentNumber: incidentNumber(), region: text().notNull() },
  (t) => [primaryKey({ name: "incident_regions_pk", columns: [t.incidentNumber, t.region] })],
);

export const incidentFactors = table(
  "incident_factors",
  { incidentNumber: incidentNumber(), factor: oneOf(contributingFactors).notNull(), note: text() },
  (t) => [primaryKey({ name: "incident_factors_pk", columns: [t.incidentNumber, t.factor] })],
);

export const incidentChanges = table(
  "incident_changes",
  {
    incidentNumber: incidentNumber(),
    changeNumber: integer()
      .notNull()
      .references(() => changes.number),
    link: oneOf(changeLinks).notNull(),
  },
  (t) => [
    primaryKey({ name: "incident_changes_pk", columns: [t.incidentNumber, t.changeNumber] }),
    index("incident_changes_change").on(t.changeNumber),
  ],
);
