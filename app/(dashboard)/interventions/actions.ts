"use server";

import { revalidatePath } from "next/cache";
import { ask, pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState } from "#app/_server/form.ts";
import type { Filter } from "#lib/analytics/filter.ts";
import { getTimeToTell } from "#lib/analytics/time-to-tell.ts";
import { createIntervention, deleteIntervention, updateIntervention } from "#lib/interventions/write.ts";

const listOf = (text = "") =>
  text
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");

function scopeOf({ to = "all", orgs, tiers, systems }: Record<string, string>): unknown {
  if (to === "org") return { to, orgs: listOf(orgs) };
  if (to === "tier") return { to, tiers: listOf(tiers).map(Number) };
  return to === "systems" ? { to, systems: listOf(systems) } : { to };
}

function bodyOf(texts: Record<string, string>) {
  const { name, kind, startsOn, endsOn = "", note = "" } = texts;
  return {
    name,
    kind,
    startsOn,
    endsOn: endsOn === "" ? null : endsOn,
    scope: scopeOf(texts),
    note: note.trim() === "" ? null : note,
  };
}

/** Bands stand on every page with a time axis. */
function shown(state: FormState): FormState {
  if (state.answer !== undefined) revalidatePath("/", "layout");
  return state;
}

/** Before it is made: how long until a change of those it reaches could be told. */
export async function timeToTell(texts: Record<string, string>): Promise<string> {
  const { to, orgs, tiers, systems } = texts;
  const filter =
    to === "org"
      ? { org: listOf(orgs) }
      : to === "tier"
        ? { tier: listOf(tiers).map(Number) }
        : to === "systems"
          ? { system: listOf(systems) }
          : {};
  const { text } = await ask(getTimeToTell, filter as Filter);
  return text;
}

export async function save(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async (texts) => {
    const scope = await pageScope();
    const { id = "", version } = texts;
    if (id === "") return (await createIntervention(scope, bodyOf(texts))).id;
    const patch = { ...bodyOf(texts), version: Number(version) };
    return (await updateIntervention(scope, { id, patch })).id;
  });
  return shown(state);
}

export async function remove(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ id, version }) => {
    return (await deleteIntervention(await pageScope(), { id, version: Number(version) })).id;
  });
  return shown(state);
}
