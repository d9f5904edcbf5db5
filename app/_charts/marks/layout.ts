/** What every drawing tells of where its stops are, in pixels of its box: all that pointer, finger and keys need. */

export type Size = { width: number; height: number };
export type Box = { x: number; y: number; width: number; height: number };

export type Focus = {
  /** What is shaded or, where colours already say something, outlined. */
  box?: Box & { outlined?: true };
  /** A line across the plot at this x, with a dot on each line it meets. */
  x?: { at: number; top: number; bottom: number };
  dots?: readonly { x: number; y: number; colour: string }[];
};

export type Layout = {
  /** The stop at a place; null where there is none. */
  find: (x: number, y: number) => number | null;
  /** Where the tip of a stop stands when no pointer says so. */
  place: (index: number) => { x: number; y: number };
  /** How a stop is shown to be the one that is read. */
  focus: (index: number) => Focus;
};

export function contains({ x, y, width, height }: Box, at: { x: number; y: number }): boolean {
  return at.x >= x && at.x < x + width && at.y >= y && at.y < y + height;
}

export const middleOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
