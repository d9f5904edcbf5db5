import { and, eq, inArray, isNotNull, not } from "drizzle-orm";
import { z } from "zod";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { importRows, imports } from "#db/schema/imports.ts";
import { incidentSystems, incidents } from "#db/schema/incidents.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import type { ImportTarget } from "#db/values.ts";
import { query } from "#lib/query.ts";
import { System } from "#lib/systems/schema.ts";
import { inChunks } from "./chunks.ts";

/** Systems with these slugs or numbers, by slug, with what they depend on. */
export const systemsWith = query({
  name: "imports.systems-with",
  summary: "Whole systems, by slug or number",
  requires: "read",
  input: z.object({ slugs: z.array(z.string()).default([]), numbers: z.array(z.int()).default([]) }),
  answer: z.map(z.string(), System),
  async run({ read }, { slugs, numbers }) {
    const rows = [
      ...(await inChunks(slugs, (some) => read.select().from(systems).where(inArray(systems.slug, some)))),
      ...(await inChunks(numbers, (some) =>
        read.select().from(systems).where(inArray(systems.number, some)),
      )),
    ];
    const links = await inChunks(
      rows.map(({ number }) => number),
      (some) =>
        read
          .select({ from: systemDependencies.systemNumber, slug: systems.slug })
          .from(systemDependencies)
          .innerJoin(systems, eq(systems.number, systemDependencies.dependsOnNumber))
          .where(inArray(systemDependencies.systemNumber, some)),
    );
    const dependsOn = Map.groupBy(links, ({ from }) => from);
    return new Map(
      rows.map(({ revision: _, ...row }) => {
        const on = (dependsOn.get(row.number) ?? []).map(({ slug }) => slug).sort();
        return [row.slug, { ...row, dependsOn: on }] as const;
      }),
    );
  },
});

/**
 * Which systems incidents or changes name, and which others depend on them. Records that an import made and undo took
 * back name nothing any more; `leftBehind` are systems that such changes still point to.
 */
export const systemsInUse = query({
  name: "imports.systems-in-use",
  summary: "What names these systems",
  requires: "import.run",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.object({
    used: z.set(z.int()),
    leftBehind: z.set(z.int()),
    dependents: z.array(z.object({ on: z.int(), from: z.int() })),
  }),
  async run({ read }, { numbers }) {
    const takenBack = (
      target: ImportTarget,
      column: typeof importRows.recordNumber | typeof importRows.recordId,
    ) =>
      read
        .select({ record: column })
        .from(importRows)
        .innerJoin(imports, eq(imports.id, importRows.importId))
        .where(and(eq(imports.target, target), eq(importRows.state, "removed"), isNotNull(column)));
    const incidentGone = and(
      isNotNull(incidents.deletedAt),
      inArray(incidents.number, takenBack("incidents", importRows.recordNumber)),
    )!;
    const changeGone = and(
      isNotNull(changes.deletedAt),
      inArray(changes.number, takenBack("changes", importRows.recordNumber)),
    )!;
    const volumeGone = and(
      eq(changeVolumes.count, 0),
      inArray(changeVolumes.id, takenBack("change-volumes", importRows.recordId)),
    )!;
    const named = await inChunks(numbers, async (some) => [
      ...(await read
        .selectDistinct({ number: incidentSystems.systemNumber })
        .from(incidentSystems)
        .innerJoin(incidents, eq(incidents.number, incidentSystems.incidentNumber))
        .where(and(inArray(incidentSystems.systemNumber, some), not(incidentGone)))),
      ...(await read
        .selectDistinct({ number: changes.systemNumber })
        .from(changes)
        .where(and(inArray(changes.systemNumber, some), not(changeGone)))),
      ...(await read
        .selectDistinct({ number: changeVolumes.systemNumber })
        .from(changeVolumes)
        .where(and(inArray(changeVolumes.systemNumber, some), not(volumeGone)))),
    ]);
    const left = await inChunks(numbers, (some) =>
      read
        .selectDistinct({ number: changes.systemNumber })
        .from(changes)
        .where(and(inArray(changes.systemNumber, some), changeGone)),
    );
    const dependents = await inChunks(numbers, (some) =>
      read
        .select({ on: systemDependencies.dependsOnNumber, from: systemDependencies.systemNumber })
        .from(systemDependencies)
        .where(inArray(systemDependencies.dependsOnNumber, some)),
    );
    const numbersOf = (rows: { number: number | null }[]) =>
      new Set(rows.flatMap(({ number }) => number ?? []));
    return { used: numbersOf(named), leftBehind: numbersOf(left), dependents };
  },
});
