"use server";

import { revalidatePath } from "next/cache";
import { ask } from "#app/_server/ask.ts";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { AiProposal } from "#lib/incidents/ai-proposal/schema.ts";
import { acceptAiProposal, undoAiProposal } from "#lib/incidents/ai-proposal/write.ts";
import { type HistoryEntry, incidentHistory } from "#lib/incidents/history.ts";
import type { Incident, IncidentPatch } from "#lib/incidents/schema.ts";
import { updateIncident } from "#lib/incidents/write.ts";

export async function moreHistory(
  key: string,
  cursor: string,
): Promise<{ items: HistoryEntry[]; next: string | null }> {
  return ask(incidentHistory, { key, cursor, limit: 50 });
}

export async function takeOverAi(
  key: string,
  { version, proposal }: { version: number; proposal: AiProposal },
): Promise<Performed<Incident>> {
  const { aiInvolvement, aiTool, aiEvidence } = proposal;
  const seen = { aiInvolvement, aiTool, aiEvidence };
  const performed = await formAction(acceptAiProposal, { key, version, seen });
  revalidatePath("/", "layout");
  return performed;
}

export async function takeBackAi(key: string, version: number): Promise<Performed<Incident>> {
  const performed = await formAction(undoAiProposal, { key, version });
  revalidatePath("/", "layout");
  return performed;
}

export async function nameCulprit(
  key: string,
  patch: Pick<IncidentPatch, "version" | "changes">,
): Promise<Performed<Incident>> {
  const performed = await formAction(updateIncident, { key, patch });
  revalidatePath("/", "layout");
  return performed;
}
