/** Which of many values are named where they stand, so that no two names run into each other: pure. */

export type Named = { index: number; text: string; x: number };

const characterWidth = 6.6;

export function largestNamed(of: {
  values: readonly (number | null)[];
  write: (value: number) => string;
  /** Left edge and width of the plot, whose stretches are all of one width. */
  plot: { x: number; width: number };
  most?: number;
}): Named[] {
  const { values, write, plot, most = 3 } = of;
  const step = plot.width / values.length;
  const taken: { from: number; to: number }[] = [];
  return values
    .map((value, index) => ({ value: value ?? 0, index }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.index - b.index)
    .slice(0, most)
    .flatMap(({ value, index }) => {
      const text = write(value);
      const half = (text.length * characterWidth) / 2;
      const middle = plot.x + (index + 0.5) * step;
      const x = Math.min(Math.max(middle, plot.x + half), plot.x + plot.width - half);
      if (taken.some(({ from, to }) => x - half < to && from < x + half)) return [];
      taken.push({ from: x - half, to: x + half });
      return [{ index, text, x }];
    });
}
