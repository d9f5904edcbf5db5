"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  changedFields,
  type Draft,
  draftOf,
  type Field,
  mergeDrafts,
  patchOf,
} from "#lib/postmortems/merge.ts";
import type { Postmortem } from "#lib/postmortems/schema.ts";
import { saveDraft } from "../actions.ts";
import { forget, keep, keptFor } from "./kept-draft.ts";

export type SaveState =
  | { kind: "saved"; at: Date | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "offline"; kept: boolean }
  | { kind: "refused"; words: string };

/** Somebody else wrote in the same fields: theirs as stored now, and what was typed here. */
export interface Clash {
  fields: Field[];
  mine: Draft;
  theirs: Postmortem;
  merged: Draft;
}

interface Saved {
  version: number;
  draft: Draft;
}

const quietMs = 1200;
const retryMs = 5000;

export type Editing = ReturnType<typeof useDraft>;

/**
 * A draft that saves itself once typing pauses, keeps what is not yet saved in the browser, merges what others wrote
 * meanwhile, and asks only about sections that both changed.
 */
export function useDraft(of: { incidentId: string; stored: Postmortem | null; initial: Draft }) {
  const { incidentId } = of;
  const [draft, setDraft] = useState(of.initial);
  const [state, setState] = useState<SaveState>({ kind: "saved", at: of.stored?.updatedAt ?? null });
  const [clash, setClash] = useState<Clash | null>(null);
  const [restored, setRestored] = useState<Date | null>(null);
  const [postmortem, setPostmortem] = useState(of.stored);
  const saved = useRef<Saved>({
    version: of.stored?.version ?? 0,
    draft: of.stored === null ? of.initial : draftOf(of.stored),
  });
  const mine = useRef(draft);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stopped = useRef(false);

  const settle = useCallback((next: Postmortem) => {
    saved.current = { version: next.version, draft: draftOf(next) };
    setPostmortem(next);
  }, []);

  /** Takes in what stands on the server under what was typed here; what both changed is asked about. */
  const meet = useCallback(
    (theirs: Postmortem, base: Draft) => {
      const { merged, clashes } = mergeDrafts({ base, mine: mine.current, theirs: draftOf(theirs) });
      settle(theirs);
      if (clashes.length > 0) {
        stopped.current = true;
        setClash({ fields: clashes, mine: mine.current, theirs, merged });
        return;
      }
      mine.current = merged;
      setDraft(merged);
    },
    [settle],
  );

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    if (busy.current || stopped.current) return;
    const { version, draft: base } = saved.current;
    const patch = patchOf(base, mine.current);
    if (Object.keys(patch).length === 0) return setState({ kind: "saved", at: new Date() });
    busy.current = true;
    setState({ kind: "saving" });
    let again = 0;
    try {
      const performed = await saveDraft(incidentId, { ...patch, version });
      if ("answer" in performed) {
        settle(performed.answer);
        const left = changedFields(saved.current.draft, mine.current).length > 0;
        if (!left) forget(incidentId);
        setState(left ? { kind: "unsaved" } : { kind: "saved", at: new Date() });
        again = left ? quietMs : 0;
      } else if (performed.conflict && performed.current !== null) {
        meet(performed.current as Postmortem, base);
        setState({ kind: "unsaved" });
        again = 10;
      } else {
        const words = performed.message ?? Object.values(performed.errors).join(" ");
        setState({ kind: "refused", words });
      }
    } catch {
      // No answer: the network or the server is away. What was typed stays here and is sent again.
      const kept = keep(incidentId, { version, base, mine: mine.current, at: new Date().toISOString() });
      setState({ kind: "offline", kept });
      again = retryMs;
    } finally {
      busy.current = false;
    }
    if (again > 0) timer.current = setTimeout(() => void save(), again);
  }, [incidentId, meet, settle]);

  const change = useCallback(
    (part: Partial<Draft>) => {
      mine.current = { ...mine.current, ...part };
      setDraft(mine.current);
      const { version, draft: base } = saved.current;
      keep(incidentId, { version, base, mine: mine.current, at: new Date().toISOString() });
      setState((before) => (before.kind === "saving" ? before : { kind: "unsaved" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), quietMs);
    },
    [incidentId, save],
  );

  // Once, when the editor opens: what an earlier visit could not save comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is kept at the start counts
  useEffect(() => {
    const kept = keptFor(incidentId);
    if (kept === null) return;
    if (changedFields(kept.base, kept.mine).length === 0) return forget(incidentId);
    mine.current = kept.mine;
    setDraft(kept.mine);
    setRestored(new Date(kept.at));
    setState({ kind: "unsaved" });
    if (of.stored !== null && kept.version !== of.stored.version) meet(of.stored, kept.base);
    timer.current = setTimeout(() => void save(), quietMs);
  }, []);

  useEffect(() => {
    const online = () => void save();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      clearTimeout(timer.current);
    };
  }, [save]);

  const decide = useCallback(
    (chosen: Partial<Draft>) => {
      stopped.current = false;
      const next = { ...clash!.merged, ...chosen };
      setClash(null);
      change(next);
    },
    [change, clash],
  );

  const discard = useCallback(() => {
    mine.current = saved.current.draft;
    setDraft(saved.current.draft);
    setRestored(null);
    clearTimeout(timer.current);
    forget(incidentId);
    setState({ kind: "saved", at: null });
  }, [incidentId]);

  return {
    draft,
    change,
    state,
    save,
    clash,
    decide,
    restored,
    discard,
    keepRestored: () => setRestored(null),
    postmortem,
    settle,
    version: () => saved.current.version,
  };
}
