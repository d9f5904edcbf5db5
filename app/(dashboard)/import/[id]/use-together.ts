import { useCallback, useEffect, useRef, useState } from "react";
import type { Import } from "#lib/imports/schema.ts";
import { togetherWith } from "../together.ts";

/** Of a file that came in together with others, what its list shows. */
export type Beside = Pick<
  Import,
  "id" | "fileName" | "state" | "total" | "created" | "updated" | "refused" | "plan" | "undo"
>;

const everyMs = 1_000;
const atWork: readonly Import["state"][] = ["running", "undoing", "uploading"];

/** The files that came in together with one, asked again while any of them is at work. */
export function useTogether(id: string, onChange: () => void) {
  const [files, setFiles] = useState<Beside[]>([]);
  const changed = useRef(onChange);
  changed.current = onChange;
  const own = useRef<Import["state"] | null>(null);

  const ask = useCallback(async () => {
    const ids = togetherWith(id);
    if (ids.length === 0) return;
    const found = (await Promise.all(ids.map(importOrNone))).filter((one) => one !== null);
    setFiles(found);
    const state = found.find((one) => one.id === id)?.state ?? null;
    if (own.current !== null && own.current !== state) changed.current();
    own.current = state;
  }, [id]);

  useEffect(() => {
    void ask();
  }, [ask]);
  const isBusy = files.some(({ state }) => atWork.includes(state));
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => void ask(), everyMs);
    return () => clearInterval(timer);
  }, [ask, isBusy]);
  return { files, ask };
}

/** One that was removed meanwhile, or that cannot be asked for now, is left out. */
async function importOrNone(id: string): Promise<Beside | null> {
  const response = await fetch(`/api/v1/imports/${id}`).catch(() => null);
  return response?.ok ? ((await response.json()) as Beside) : null;
}
