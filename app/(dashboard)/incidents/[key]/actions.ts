"use server";

import { ask } from "#app/_server/ask.ts";
import { type HistoryEntry, incidentHistory } from "#lib/incidents/history.ts";

export async function moreHistory(
  key: string,
  cursor: string,
): Promise<{ items: HistoryEntry[]; next: string | null }> {
  return ask(incidentHistory, { key, cursor, limit: 50 });
}
