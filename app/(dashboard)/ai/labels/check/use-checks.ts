import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { DealtChange, LabelCheckBody } from "#lib/label-audits/schema.ts";
import { check, type OnRecord, takeBack } from "../actions.ts";

export interface Last {
  change: DealtChange;
  answer: LabelCheckBody["answer"];
  /** Null until the server has kept the answer. */
  recorded: OnRecord | null;
}

/** What is asked next and what was answered, the latest at the end. */
interface Standing {
  queue: readonly DealtChange[];
  given: readonly Last[];
}

/**
 * The changes still to be answered. The next one is there at once, while the answer to the one before is sent; one
 * that is refused comes back with what was typed. Notes stay in this browser until they are stored.
 */
export function useChecks(id: string, changes: readonly DealtChange[]) {
  const [standing, setStanding] = useState<Standing>({ queue: changes, given: [] });
  // Two keys may come before the page is drawn again.
  const now = useRef(standing);
  const [notes, setNotes] = useLocalStorage<Record<string, string>>({
    key: `faultline:labels:${id}`,
    defaultValue: {},
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  // One after the other: an answer and its undo must arrive in this order.
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const touched = useRef(new Set<number>());

  const become = (change: (before: Standing) => Standing) => {
    now.current = change(now.current);
    setStanding(now.current);
  };
  const inTurn = (work: () => Promise<void>) => {
    sending.current = sending.current.then(work, work);
  };
  const without = <T extends { number: number }>(all: readonly T[], number: number) =>
    all.filter((one) => one.number !== number);
  const answered = (last: Last) =>
    become(({ queue, given }) => ({
      queue: without(queue, last.change.number),
      given: [...given.filter(({ change }) => change.number !== last.change.number), last],
    }));
  const putBack = (change: DealtChange) =>
    become(({ queue, given }) => ({
      queue: [change, ...without(queue, change.number)],
      given: given.filter((one) => one.change.number !== change.number),
    }));
  const setLast = (last: Last) =>
    become(({ queue, given }) => ({
      queue,
      given: given.map((one) => (one.change.number === last.change.number ? last : one)),
    }));
  const setNote = (number: number, text: string) => setNotes((all) => ({ ...all, [number]: text }));
  const told = (of: { message: string | null; errors: Record<string, string> }) =>
    setRefusal(of.message ?? Object.values(of.errors).join(" "));

  const give = (answer: LabelCheckBody["answer"]) => {
    const [change] = now.current.queue;
    if (change === undefined) return;
    const note = notes[change.number]?.trim() || null;
    setRefusal(null);
    touched.current.add(change.number);
    answered({ change, answer, recorded: null });
    inTurn(async () => {
      const sent = await check({ id, change: change.number, body: { answer, note } }).catch(unreached);
      if (!("answer" in sent)) {
        putBack(change);
        return told(sent);
      }
      setNotes(({ [change.number]: _, ...others }) => others);
      setLast({ change, answer, recorded: sent.answer.recorded });
      // What others have looked at meanwhile need not be looked at again.
      const looked = new Set(sent.answer.looked.filter((number) => !touched.current.has(number)));
      become((before) => ({ ...before, queue: before.queue.filter(({ number }) => !looked.has(number)) }));
    });
  };

  const undo = () => {
    const last = now.current.given.at(-1);
    if (last === undefined) return;
    const { number } = last.change;
    setRefusal(null);
    putBack(last.change);
    inTurn(async () => {
      const undone = await takeBack({ id, change: number }).catch(unreached);
      if ("answer" in undone) {
        if (undone.answer.note !== null) setNote(number, undone.answer.note);
        return;
      }
      answered(last);
      told(undone);
    });
  };

  const { queue, given } = standing;
  const isSending = given.some(({ recorded }) => recorded === null);
  useEffect(() => {
    if (!isSending) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [isSending]);
  const current = queue[0];
  return {
    current,
    left: queue.length,
    note: current === undefined ? "" : (notes[current.number] ?? ""),
    setNote: (text: string) => current && setNote(current.number, text),
    last: given.at(-1) ?? null,
    setLast,
    refusal,
    give,
    skip: () =>
      become((before) => ({ ...before, queue: [...before.queue.slice(1), ...before.queue.slice(0, 1)] })),
    undo,
  };
}

/** The server could not be reached: nothing was stored that is known of. */
function unreached() {
  return { message: "The server cannot be reached. Your answer is not stored; try again.", errors: {} };
}
