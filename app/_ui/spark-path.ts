type Size = { width: number; height: number; pad: number };
type Dot = { x: number; y: number };

/** An SVG path from zero or the least value up to the greatest; nulls break the line, and `lone` stand between two. */
export function sparkPath(
  values: (number | null)[],
  { width, height, pad }: Size,
): { lines: string; dots: Dot[]; lone: Dot[] } {
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  const step = values.length > 1 ? (width - 2 * pad) / (values.length - 1) : 0;
  const y = (value: number) => height - pad - ((value - bottom) / (top - bottom || 1)) * (height - 2 * pad);
  const placed = values.map((value, index) =>
    value === null ? null : { x: pad + index * step, y: y(value) },
  );
  const lines = placed
    .map((dot, index) => {
      if (!dot) return "";
      const command = placed[index - 1] ? "L" : "M";
      return `${command}${dot.x.toFixed(1)} ${dot.y.toFixed(1)}`;
    })
    .join("");
  const lone = placed.filter((_, index) => !placed[index - 1] && !placed[index + 1]);
  return {
    lines,
    dots: placed.filter((dot) => dot !== null),
    lone: lone.filter((dot) => dot !== null),
  };
}
