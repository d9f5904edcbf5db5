import { z } from "zod";
import { spearmanMatrix } from "#lib/statistics/spearman.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { type Measure, measures, valuesOf } from "./measures.ts";
import { Figure, figure } from "./shapes.ts";

/** Which measures go together, by their ranks. */

export const correlatedMeasures = [
  "detectMinutes",
  "mitigateMinutes",
  "lostOrders",
  "errors",
  "systems",
  "regions",
  "approvals",
] as const satisfies readonly Measure[];

/** With fewer pairs a correlation says nothing. */
const FEWEST_PAIRS = 10;

export const Correlated = z
  .object({
    n: z.int().describe("How many pairs it rests on."),
    rho: Figure.meta({
      description: "Spearman's rank correlation.",
      unit: "−1 to 1",
      declines: "fewer than 10 pairs, or a side that never varies",
      source: "Spearman (1904)",
    }),
    p: Figure.describe("Two-sided p-value of no correlation; null where it is declined."),
    q: Figure.meta({
      description:
        "p corrected for all tests of the answer (factors, measures and lags) together; null where it is declined.",
      source: "Benjamini and Hochberg (1995)",
    }),
    declined: z.string().optional().describe("Why there is none, in words; absent where there is one."),
  })
  .meta({ title: "Rank correlation" });

export const Measures = z
  .object({
    names: z.array(z.enum(measures)).describe("The measures, in the order of the table."),
    cells: z
      .array(
        z.object({
          a: z.enum(measures).describe("One measure."),
          b: z.enum(measures).describe("The other."),
          ...Correlated.shape,
        }),
      )
      .describe("Each pair of them once."),
  })
  .meta({ title: "Correlated measures" });

type Tested = z.infer<typeof Correlated>;

export function tested({ rho, p, n }: { rho: number; p: number; n: number }, what: string): Tested {
  if (n < FEWEST_PAIRS) {
    return { n, rho: null, p: null, q: null, declined: `Only ${n} ${what}; ${FEWEST_PAIRS} are needed.` };
  }
  if (Number.isNaN(rho)) return { n, rho: null, p: null, q: null, declined: "One side never varies." };
  return { n, rho, p: figure(p), q: null };
}

export function measuresOf(facts: Facts, rows: Selection): z.infer<typeof Measures> {
  const matrix = spearmanMatrix(correlatedMeasures.map((measure) => valuesOf(facts, measure, rows)));
  const cells = correlatedMeasures.flatMap((a, i) =>
    correlatedMeasures.slice(i + 1).map((b, j) => ({
      a,
      b,
      ...tested(matrix[i]![i + 1 + j]!, "incidents recorded both"),
    })),
  );
  return { names: [...correlatedMeasures], cells };
}
