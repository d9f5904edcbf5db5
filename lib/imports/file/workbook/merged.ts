import type { Workbook } from "./parts.ts";
import { columnOf } from "./sheet.ts";

/** Cells that are merged near the top of a sheet; where they are stands after all of its rows. */

export type Merged = { top: number; bottom: number; left: number; right: number };

const mostMerged = 10_000;

export async function mergedCells(
  { archive }: Workbook,
  { part, above }: { part: string; above: number },
): Promise<Merged[]> {
  const found: Merged[] = [];
  const decoder = new TextDecoder();
  let held = "";
  for await (const bytes of archive.open(part)()) {
    const text = held + decoder.decode(bytes, { stream: true });
    for (const [, reference = ""] of text.matchAll(
      /<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z0-9:$]{1,40})"/gi,
    )) {
      const range = rangeOf(reference);
      if (range !== null && range.top <= above && found.length < mostMerged) found.push(range);
    }
    // What is cut in the middle is found with the next piece, and nothing twice.
    held = text.slice(Math.max(text.lastIndexOf("<"), text.length - 1_000));
  }
  return found;
}

function rangeOf(reference: string): Merged | null {
  const ends = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i.exec(reference);
  if (ends === null) return null;
  const [, left = "", top, right = "", bottom] = ends;
  return { left: columnOf(left), right: columnOf(right), top: Number(top), bottom: Number(bottom) };
}
