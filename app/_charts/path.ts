/** Paths with gaps: where nothing was recorded, nothing is drawn. */

export type Point = { x: number; y: number };
export type Span = { x: number; low: number; high: number };

const at = (value: number) => Number(value.toFixed(2));

/** Splits at the gaps. */
function runs<Item>(items: (Item | null)[]): Item[][] {
  const found: Item[][] = [[]];
  for (const item of items) {
    if (item === null) found.push([]);
    else found.at(-1)?.push(item);
  }
  return found.filter((run) => run.length > 0);
}

/** Lines through the points; a lone one between gaps becomes a stroke of no length, which round ends make a dot. */
export function linePath(points: (Point | null)[], { step = false }: { step?: boolean } = {}): string {
  return runs(points)
    .map((run) => {
      const [first, ...rest] = run as [Point, ...Point[]];
      const start = `M${at(first.x)} ${at(first.y)}`;
      if (rest.length === 0) return `${start}h0`;
      const to = ({ x, y }: Point) => (step ? `H${at(x)}V${at(y)}` : `L${at(x)} ${at(y)}`);
      return start + rest.map(to).join("");
    })
    .join("");
}

/** The band between low and high, closed run by run; a lone span is drawn as a stroke by the caller's outline. */
export function bandPath(spans: (Span | null)[], { step = false }: { step?: boolean } = {}): string {
  return runs(spans)
    .map((run) => {
      const lower = linePath(
        run.map(({ x, low }) => ({ x, y: low })),
        { step },
      );
      const upper = run.toReversed();
      const back = upper.map(({ x, high }, index) => {
        const before = upper[index - 1];
        if (!step || !before) return `L${at(x)} ${at(high)}`;
        return `V${at(high)}H${at(x)}`;
      });
      return `${lower}${back.join("")}Z`;
    })
    .join("");
}
