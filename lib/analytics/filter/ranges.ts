/** Amounts from one value up to another, as words of the filter. */

/** From `low`, included, to `high`, not included; null stands for what is not recorded. */
export type Range = { low: number; high: number } | null;

/** Reads `100..1000`, `..15`, `60..` and `unknown`. */
export function readRange(text: string): Range | undefined {
  if (text === "unknown") return null;
  const at = text.indexOf("..");
  if (at < 0 || text === "..") return undefined;
  const bound = (part: string, open: number) => {
    if (part === "") return open;
    return /^\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(part) ? Number(part) : Number.NaN;
  };
  const [low, high] = [bound(text.slice(0, at), 0), bound(text.slice(at + 2), Number.POSITIVE_INFINITY)];
  return low < high ? { low, high } : undefined;
}

/** Whether what is read of a row lies in one of the ranges; null among them asks for what is not recorded. */
export function inRanges(read: (row: number) => number, ranges: readonly Range[]): (row: number) => boolean {
  return (row) => {
    const value = read(row);
    return ranges.some((range) =>
      range === null ? Number.isNaN(value) : value >= range.low && value < range.high,
    );
  };
}
