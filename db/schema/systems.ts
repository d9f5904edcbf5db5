import { kit } from "../dialect.ts";
import { columnsOf } from "../fields/columns.ts";
import { systemFields } from "../fields/systems.ts";

const { table, number, text, integer, instant, index, unique, primaryKey } = kit;

export const systems = table(
  "systems",
  {
    number: number(),
    id: text().notNull(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    revision: integer().notNull(),
    slug: text().notNull(),
    ...columnsOf(systemFields),
  },
  (t) => [
    unique("systems_id").on(t.id),
    unique("systems_slug").on(t.slug),
    index("systems_revision").on(t.revision),
  ],
);

export const systemDependencies = table(
  "system_dependencies",
  {
    systemNumber: integer()
      .notNull()
      .references(() => systems.number),
    dependsOnNumber: integer()
      .notNull()
      .references(() => systems.number),
  },
  (t) => [
    primaryKey({ name: "system_dependencies_pk", columns: [t.systemNumber, t.dependsOnNumber] }),
    index("system_dependencies_depends_on").on(t.dependsOnNumber),
  ],
);
