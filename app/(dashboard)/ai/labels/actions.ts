"use server";

import { revalidatePath } from "next/cache";
import { ask } from "#app/_server/ask.ts";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import { getChange } from "#lib/changes/read.ts";
import type { Change } from "#lib/changes/schema.ts";
import { updateChange } from "#lib/changes/write.ts";
import { getLabelAudit } from "#lib/label-audits/read.ts";
import type { LabelCheck, LabelCheckBody } from "#lib/label-audits/schema.ts";
import { deleteLabelAudit, recordLabelCheck, withdrawLabelCheck } from "#lib/label-audits/write.ts";
import { drawLabelAudit } from "#lib/label-draws/write.ts";

/** The sentence stands on the page of AI, too. */
function shown<T>(performed: Performed<T>): Performed<T> {
  if ("answer" in performed) revalidatePath("/ai", "layout");
  return performed;
}

export async function draw(words: Record<string, string>): Promise<Performed<string>> {
  const performed = shown(await formAction(drawLabelAudit, words));
  return "answer" in performed ? { answer: performed.answer.id } : performed;
}

export async function remove(of: { id: string; version: number }): Promise<Performed<string>> {
  const performed = shown(await formAction(deleteLabelAudit, of));
  return "answer" in performed ? { answer: performed.answer.id } : performed;
}

export type OnRecord = Pick<Change, "version" | "aiAssistance" | "aiTool" | "aiEvidence">;

/** What is recorded is told to who has answered, and not before; and which changes somebody has looked at by now. */
export async function check(of: {
  id: string;
  change: number;
  body: LabelCheckBody;
}): Promise<Performed<{ recorded: OnRecord; looked: number[] }>> {
  const performed = shown(await formAction(recordLabelCheck, of));
  if (!("answer" in performed)) return performed;
  const [change, { checks }] = await Promise.all([
    ask(getChange, { key: `${of.change}` }),
    ask(getLabelAudit, { id: of.id }),
  ]);
  return { answer: { recorded: onRecordOf(change), looked: checks.map((one) => one.change) } };
}

export async function takeBack(of: { id: string; change: number }): Promise<Performed<LabelCheck>> {
  return shown(await formAction(withdrawLabelCheck, of));
}

/** A deed of its own: a check never changes what is recorded. */
export async function correct(of: {
  change: number;
  version: number;
  aiAssistance: Change["aiAssistance"];
}): Promise<Performed<OnRecord>> {
  const { change, ...rest } = of;
  const patch = {
    ...rest,
    aiEvidence: "engineer-statement",
    ...(rest.aiAssistance === "none" ? { aiTool: null } : {}),
  };
  const performed = shown(await formAction(updateChange, { key: `${change}`, patch }));
  return "answer" in performed ? { answer: onRecordOf(performed.answer) } : performed;
}

function onRecordOf({ version, aiAssistance, aiTool, aiEvidence }: Change): OnRecord {
  return { version, aiAssistance, aiTool, aiEvidence };
}
