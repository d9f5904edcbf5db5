import { type Dispatch, type SetStateAction, useEffect, useState } from "react";

/**
 * State that this tab keeps until something else than `of` is stored, so that a reload takes nothing away. What is
 * chosen here would make the server read the whole file again, so it is sent when the step is left.
 */
export function useKept<T>(
  name: string,
  { of, initial }: { of: string; initial: () => T },
): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState(initial);
  const [found, setFound] = useState(false);
  useEffect(() => {
    const kept = read<T>(name);
    if (kept?.of === of) setValue(kept.value);
    setFound(true);
  }, [name, of]);
  useEffect(() => {
    if (found) write(name, { of, value });
  }, [found, name, of, value]);
  return [value, setValue];
}

interface Kept<T> {
  of: string;
  value: T;
}

function read<T>(name: string): Kept<T> | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept<T> | null;
  } catch {
    return null;
  }
}

function write<T>(name: string, kept: Kept<T>): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Where nothing may be kept, a reload begins with what is stored.
  }
}
