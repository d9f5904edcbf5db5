import type { Draft } from "#lib/postmortems/merge.ts";

/** What was typed and has not reached the server, kept in this browser: a lost connection or a closed tab loses none of it. */
export interface KeptDraft {
  /** The version it was typed over, and what stood there. */
  version: number;
  base: Draft;
  mine: Draft;
  at: string;
}

const nameOf = (incidentId: string) => `faultline:postmortem:${incidentId}`;

export function keep(incidentId: string, draft: KeptDraft): boolean {
  try {
    localStorage.setItem(nameOf(incidentId), JSON.stringify(draft));
    return true;
  } catch {
    // Storage may be full or forbidden; the editor then says that only the server keeps the text.
    return false;
  }
}

export function forget(incidentId: string): void {
  try {
    localStorage.removeItem(nameOf(incidentId));
  } catch {
    // Nothing was kept where nothing may be.
  }
}

export function keptFor(incidentId: string): KeptDraft | null {
  try {
    const text = localStorage.getItem(nameOf(incidentId));
    if (text === null) return null;
    const draft = JSON.parse(text) as KeptDraft;
    return typeof draft.version === "number" && draft.base && draft.mine ? draft : null;
  } catch {
    return null;
  }
}
