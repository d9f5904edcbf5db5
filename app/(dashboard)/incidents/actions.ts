"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { ask } from "#app/_server/ask.ts";
import type { FormState } from "#app/_server/form.ts";
import { fieldsUnder, formAction, type Performed } from "#app/_server/form-action.ts";
import { heldValues, textsOf } from "#app/_ui/fields/held.tsx";
import { getIncident } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { type SuggestedChange, suggestChanges } from "#lib/incidents/suggested-changes.ts";
import {
  declareIncident,
  deleteIncident,
  mergeIncident,
  restoreIncident,
  unmergeIncident,
  updateIncident,
  updateIncidents,
} from "#lib/incidents/write.ts";
import { getSettings } from "#lib/settings/read.ts";
import { blankValues, bodyOf, valuesOf } from "./incident-values.ts";

// Times that people type are checked for their order; see checkOrder.

export async function logIncident(body: unknown): Promise<Performed<{ number: number }>> {
  const performed = fieldsUnder(
    "body",
    await formAction(declareIncident, { body, createSystems: true, checkOrder: true }),
  );
  if (!("answer" in performed)) return performed;
  revalidatePath("/", "layout");
  return { answer: { number: performed.answer.incident.number } };
}

export async function editIncident(key: string, patch: unknown): Promise<Performed<Incident>> {
  const performed = fieldsUnder(
    "patch",
    await formAction(updateIncident, { key, patch, createSystems: true, checkOrder: true }),
  );
  // A refusal renders nothing anew: the form keeps what was typed.
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
}

/** What the form does where no script runs: what is refused goes back into it as it was typed. */
export async function sendTyped(_: FormState<never>, form: FormData): Promise<FormState<never>> {
  const texts = textsOf(form);
  const [{ zone }, incident] = await Promise.all([
    ask(getSettings, undefined),
    texts.id === undefined ? undefined : ask(getIncident, { key: texts.id }),
  ]);
  const from = incident === undefined ? blankValues : valuesOf(incident, zone);
  const of = { zone, now: new Date(), factors: incident?.factors };
  const read = bodyOf(heldValues(texts, from), from, of);
  if ("errors" in read) return { message: null, errors: read.errors, values: texts };
  const done =
    incident === undefined
      ? await logIncident(read.body)
      : await editIncident(incident.id, { ...read.body, version: Number(texts.version) });
  if ("answer" in done) redirect(`/incidents/${done.answer.number}`);
  return { message: done.message, errors: done.errors, values: texts };
}

export async function removeIncident(key: string): Promise<Performed<Incident>> {
  const performed = await formAction(deleteIncident, { key });
  revalidatePath("/", "layout");
  return performed;
}

export async function bringBackIncident(key: string): Promise<Performed<Incident>> {
  const performed = await formAction(restoreIncident, { key });
  revalidatePath("/", "layout");
  return performed;
}

export async function markDuplicate(key: string, into: string): Promise<Performed<Incident>> {
  const performed = await formAction(mergeIncident, { key, into });
  revalidatePath("/", "layout");
  return performed;
}

export async function unmarkDuplicate(key: string): Promise<Performed<Incident>> {
  const performed = await formAction(unmergeIncident, { key });
  revalidatePath("/", "layout");
  return performed;
}

type BulkAnswer = Awaited<ReturnType<typeof updateIncidents>>;

export async function editIncidents(numbers: number[], set: unknown): Promise<Performed<BulkAnswer>> {
  const performed = await formAction(updateIncidents, { numbers, set });
  revalidatePath("/", "layout");
  return performed;
}

/** Gives each its own value back, those with the same value together. */
export async function undoBulkEdit(
  before: BulkAnswer["before"],
  fields: string[],
): Promise<Performed<{ updated: number }>> {
  let updated = 0;
  const valuesOf = (one: BulkAnswer["before"][number]) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => fields.includes(name)));
  for (const [, group] of Map.groupBy(before, (one) => JSON.stringify(valuesOf(one)))) {
    const performed = await formAction(updateIncidents, {
      numbers: group.map(({ number }) => number),
      set: valuesOf(group[0]!),
    });
    if (!("answer" in performed)) return performed;
    updated += performed.answer.updated;
  }
  revalidatePath("/", "layout");
  return { answer: { updated } };
}

export async function changesBefore(of: {
  systems: string[];
  startedAt: string;
}): Promise<SuggestedChange[]> {
  return (await ask(suggestChanges, of)).items;
}
