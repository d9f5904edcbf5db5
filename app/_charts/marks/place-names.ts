/** Names beside points, where they hide no other and do not run into each other: pure. */
import type { Box } from "./layout.ts";

type At = { x: number; y: number };
type Placed = At & { text: string; width: number };

const letterWidth = 6.4;

/** The first come first; one for which there is no place is left out. */
export function placeNames(
  names: readonly (At & { text: string })[],
  points: readonly At[],
  plot: Box,
): Placed[] {
  const taken: Placed[] = [];
  for (const { x, y, text } of names) {
    const width = text.length * letterWidth;
    const isFree = (place: Placed) =>
      place.x >= plot.x &&
      place.x + width <= plot.x + plot.width &&
      place.y - 6 >= plot.y &&
      !taken.some((other) => touches(other, place)) &&
      !points.some((point) => hides(place, point));
    const place = [0, -11, 11]
      .flatMap((rise) => [x + 9, x - 9 - width].map((left) => ({ x: left, y: y + rise, text, width })))
      .find(isFree);
    if (place !== undefined) taken.push(place);
  }
  return taken;
}

function hides({ x, y, width }: Placed, point: At): boolean {
  return Math.abs(point.y - y) < 9 && point.x > x - 5 && point.x < x + width + 5;
}

function touches(a: Placed, b: Placed): boolean {
  return Math.abs(a.y - b.y) < 14 && a.x < b.x + b.width && b.x < a.x + a.width;
}
