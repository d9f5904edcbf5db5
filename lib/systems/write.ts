import { z } from "zod";
import { type Allocated, allocate, create, type Edit, remove, update } from "#db/edit.ts";
import { blankOf } from "#db/fields/field.ts";
import { systemFields } from "#db/fields/systems.ts";
import { changes, changeVolumes } from "#db/schema/changes.ts";
import { incidentSystems } from "#db/schema/incidents.ts";
import { systemDependencies, systems } from "#db/schema/systems.ts";
import { type CommandContext, command, type Outcome, unchanged } from "#lib/command.ts";
import { AppError, invalid } from "#lib/errors.ts";
import { omitUndefined } from "#lib/parse.ts";
import { requirePlausible } from "#lib/settings/bounds.ts";
import { requireVersion } from "#lib/versions.ts";
import { getSystem, systemsBySlug } from "./read.ts";
import { Slug, System, SystemBody, SystemPatch } from "./schema.ts";

export const registerSystem = command({
  name: "system.register",
  summary: "Add a system",
  requires: "system.write",
  input: SystemBody,
  answer: System,
  async run(context, body) {
    const known = await context.ask(systemsBySlug, { slugs: [body.slug, ...(body.dependsOn ?? [])] });
    if (known.has(body.slug)) {
      const current = await context.ask(getSystem, { slug: body.slug });
      throw new AppError("conflict", `A system ${body.slug} is there already. Change it with PATCH.`, {
        current,
      });
    }
    await requirePlausible(context, { retiredAt: body.retiredAt });
    const { system, number, edits } = newSystem(context, body);
    const links = dependencyEdits({ number, slug: body.slug, dependsOn: body.dependsOn ?? [], known });
    return {
      edits: [...edits, ...links],
      records: [{ subject: system.id, before: null, after: system }],
      answer: () => ({ ...system, number: number.number }),
    };
  },
});

/** Adds several systems that are known by name only, as imports and `?createSystems=true` do. */
export function newSystem(context: Pick<CommandContext, "newId" | "now">, body: SystemBody) {
  const number = allocate("systems");
  const system = {
    ...blankOf(systemFields),
    ...omitUndefined(body),
    id: context.newId("sys"),
    version: 1,
    slug: body.slug,
    name: body.name ?? body.slug,
    createdAt: context.now,
    updatedAt: context.now,
    dependsOn: [...new Set(body.dependsOn ?? [])].sort(),
  };
  const { dependsOn: _, ...row } = system;
  return { number, system, edits: [create(systems, { number, ...row })] as Edit[] };
}

export const updateSystem = command({
  name: "system.update",
  summary: "Change a system",
  requires: "system.write",
  input: SystemPatch.extend({ slug: Slug }),
  answer: System,
  async run(context, { slug, version, ...patch }): Promise<Outcome<System>> {
    const before = await context.ask(getSystem, { slug });
    requireVersion({ version, before, name: `The system ${slug}` });
    await requirePlausible(context, { retiredAt: patch.retiredAt });
    const known = await context.ask(systemsBySlug, { slugs: patch.dependsOn ?? [] });
    const { after, edits } = changedSystem(before, { patch, known });
    if (edits.length === 0) return unchanged(before);
    return {
      edits,
      records: [{ subject: before.id, before, after }],
      answer: () => ({ ...after, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

/** What a patch makes of a system, and the edits for it; none where it says nothing new. */
export function changedSystem(
  before: System,
  { patch, known }: { patch: Omit<z.infer<typeof SystemPatch>, "version">; known: KnownSystems },
): { after: System; edits: Edit[] } {
  const { dependsOn, ...set } = patch;
  const after: System = {
    ...before,
    ...omitUndefined(set),
    dependsOn: [...new Set(dependsOn ?? before.dependsOn)].sort(),
  };
  if (JSON.stringify(after) === JSON.stringify(before)) return { after, edits: [] };
  const { number, slug, version } = before;
  const links =
    dependsOn === undefined
      ? []
      : [
          remove(systemDependencies, { systemNumber: number }),
          ...dependencyEdits({ number, slug, dependsOn: after.dependsOn, known }),
        ];
  return { after, edits: [update(systems, { key: { number }, version }, omitUndefined(set)), ...links] };
}

type KnownSystems = ReadonlyMap<string, { number: number | Allocated }>;

export const registerSystems = command({
  name: "system.register-many",
  summary: "Add many systems at once",
  requires: "system.write",
  input: z.object({ items: z.array(SystemBody).max(20_000) }),
  answer: z.object({ created: z.int() }),
  async run(context, { items }) {
    const slugs = items.flatMap((item) => [item.slug, ...(item.dependsOn ?? [])]);
    const stored = await context.ask(systemsBySlug, { slugs });
    const fresh = items.filter((item) => !stored.has(item.slug)).map((item) => newSystem(context, item));
    const known = new Map<string, { number: number | Allocated }>(stored);
    for (const { number, system } of fresh) known.set(system.slug, { number });
    const links = fresh.flatMap(({ number, system }) =>
      dependencyEdits({ number, slug: system.slug, dependsOn: system.dependsOn, known }),
    );
    return {
      edits: [...fresh.flatMap((one) => one.edits), ...links],
      records: fresh.map(({ system }) => ({
        subject: system.id,
        before: null,
        after: system,
        action: "system.register",
      })),
      answer: () => ({ created: fresh.length }),
      again: true,
    };
  },
});

export function dependencyEdits(of: {
  number: number | Allocated;
  slug: string;
  dependsOn: readonly string[];
  known: KnownSystems;
}): Edit[] {
  return [...new Set(of.dependsOn)].map((slug, i) => {
    const on = of.known.get(slug);
    const path = `dependsOn.${i}`;
    if (slug === of.slug) throw invalid([{ path, message: "a system cannot depend on itself" }]);
    if (on === undefined) throw invalid([{ path, message: `there is no system ${slug}` }]);
    return create(systemDependencies, { systemNumber: of.number, dependsOnNumber: on.number });
  });
}

/** Removes systems with all that names them; changes that were taken out of the figures are left without one. */
export function removedSystems(numbers: readonly number[], leftBehind: ReadonlySet<number>): Edit[] {
  return [
    ...numbers.flatMap((systemNumber) => [
      remove(systemDependencies, { systemNumber }),
      remove(systemDependencies, { dependsOnNumber: systemNumber }),
      remove(incidentSystems, { systemNumber }),
      remove(changeVolumes, { systemNumber }),
      ...(leftBehind.has(systemNumber)
        ? [update(changes, { key: { systemNumber }, version: null }, { systemNumber: null })]
        : []),
    ]),
    ...numbers.map((number) => remove(systems, { number })),
  ];
}
