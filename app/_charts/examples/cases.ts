import { bars } from "./bars.tsx";
import { grids } from "./grids.tsx";
import { handDrawn } from "./hand-drawn.tsx";
import type { Example } from "./made.ts";
import { overTime } from "./over-time.tsx";
import { planes } from "./planes.tsx";
import { rows } from "./rows.tsx";

/** Every picture with small data made by hand, and with what is awkward: for the page of examples and for tests. */
export const examples: readonly Example[] = [
  ...bars,
  ...overTime,
  ...rows,
  ...grids,
  ...planes,
  ...handDrawn,
];
