import { z } from "zod";
import { create, update } from "#db/edit.ts";
import { interventions } from "#db/schema/interventions.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, unchanged } from "#lib/command.ts";
import { invalid } from "#lib/errors.ts";
import { omitUndefined } from "#lib/parse.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { getIntervention } from "./read.ts";
import { daysProblem } from "./rules.ts";
import { Intervention, InterventionBody, InterventionPatch } from "./schema.ts";

export const createIntervention = command({
  name: "intervention.create",
  summary: "Tell what was done to change how things go",
  requires: "intervention.write",
  input: InterventionBody,
  answer: Intervention,
  async run(context, body) {
    await requireSense(context, body);
    const intervention: Intervention = {
      id: context.newId("int"),
      version: 1,
      ...body,
      createdAt: context.now,
      updatedAt: context.now,
      deletedAt: null,
    };
    return {
      edits: [create(interventions, intervention)],
      records: [{ subject: intervention.id, before: null, after: body }],
      answer: () => intervention,
    };
  },
});

export const updateIntervention = command({
  name: "intervention.update",
  summary: "Correct an intervention; needs the version you saw",
  requires: "intervention.write",
  input: z.object({ id: z.string().max(100), patch: InterventionPatch }),
  answer: Intervention,
  async run(context, { id, patch: { version, ...patch } }) {
    const before = await context.ask(getIntervention, { id });
    requireVersion({ version, before, name: `“${before.name}”` });
    const after: Intervention = { ...before, ...omitUndefined(patch) };
    if (canonical(after) === canonical(before)) return unchanged(before);
    await requireSense(context, after);
    return {
      edits: [update(interventions, { key: { id }, version: before.version }, omitUndefined(patch))],
      records: [{ subject: id, before, after }],
      answer: () => ({ ...after, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

export const deleteIntervention = command({
  name: "intervention.delete",
  summary: "Take an intervention away; its history stays",
  requires: "intervention.write",
  input: z.object({ id: z.string().max(100), version: z.int().optional() }),
  answer: Intervention,
  async run(context, { id, version }) {
    const before = await context.ask(getIntervention, { id });
    requireUnchanged({ version, before, name: `“${before.name}”` });
    const deletedAt = context.now;
    return {
      edits: [update(interventions, { key: { id }, version: before.version }, { deletedAt })],
      records: [{ subject: id, before: { deletedAt: null }, after: { deletedAt } }],
      answer: () => ({ ...before, deletedAt, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

async function requireSense(context: CommandContext, body: InterventionBody): Promise<void> {
  const problem = daysProblem(body);
  if (problem !== null) throw invalid([problem]);
  if (body.scope.to !== "systems") return;
  const known = await context.ask(systemsBySlug, { slugs: body.scope.systems });
  const missing = body.scope.systems.flatMap((slug, i) =>
    known.has(slug) ? [] : [{ path: `scope.systems.${i}`, message: `there is no system ${slug}` }],
  );
  if (missing.length > 0) throw invalid(missing);
}
