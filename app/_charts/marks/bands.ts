/** Where named stretches and their names stand above a plot: pure. */

export type Stretch = { name: string; x: readonly [number, number] };

/** A band in pixels from the left edge of the plot, with the lane of its label above it; null where none is free. */
export type PlacedBand = { name: string; x: number; width: number; textX: number; lane: number | null };

const letterWidth = 5.9;
const mostLanes = 5;

export const laneHeight = 16;

/** From stretches of an axis, of which each unit is `each` pixels wide. */
export function placeBands(stretches: readonly Stretch[], each: number, width: number): PlacedBand[] {
  const seen = stretches.map(({ name, x: [from, to] }) => {
    const x = from * each;
    const textWidth = name.length * letterWidth + 2;
    const textX = Math.max(0, Math.min(x + 4, width - textWidth));
    return { name, x, width: Math.max(1, to * each - x), textX, textWidth };
  });
  const lanes = labelLanes(
    seen.map(({ x, textX, textWidth }) => ({ x: textX, width: textWidth, line: x })),
    mostLanes,
  );
  return seen.map(({ textWidth: _, ...band }, index) => ({ ...band, lane: lanes[index] ?? null }));
}

type Span = {
  x: number;
  width: number;
  /** Where the line of its band rises up to the label, and so crosses the lanes below. */
  line?: number;
};

/**
 * Lanes for labels, so that none lies on another and no band's line runs through a name: the later one stays below.
 * Null for one that fits in none, which is better left out.
 */
export function labelLanes(spans: Span[], most: number): (number | null)[] {
  const lanes: (number | null | undefined)[] = spans.map(() => undefined);
  const covers = ({ x, width }: Span, line: number | undefined) =>
    line !== undefined && line > x && line < x + width;
  const overlap = (a: Span, b: Span) => a.x < b.x + b.width && b.x < a.x + a.width;
  const place = (index: number) => {
    const span = spans[index]!;
    const others = spans.flatMap((other, at) => {
      const lane = at === index ? null : (lanes[at] ?? null);
      return lane === null ? [] : [{ other, lane }];
    });
    const least = Math.max(0, ...others.map(({ other, lane }) => (covers(span, other.line) ? lane + 1 : 0)));
    const free = Array.from({ length: Math.max(0, most - least) }, (_, i) => least + i);
    const clear = (lane: number) => !others.some((one) => one.lane === lane && overlap(span, one.other));
    lanes[index] = free.find(clear) ?? null;
  };
  for (let left = spans.length; left > 0; left -= 1) {
    const open = Array.from(spans.keys())
      .reverse()
      .filter((index) => lanes[index] === undefined);
    const isBase = (index: number) =>
      !open.some((other) => other !== index && covers(spans[index]!, spans[other]!.line));
    place(open.find(isBase) ?? open[0]!);
  }
  return lanes.map((lane) => lane ?? null);
}
