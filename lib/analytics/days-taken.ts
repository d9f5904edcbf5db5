import { z } from "zod";
import { quantiles } from "#lib/statistics/quantile.ts";
import { Figure, figure } from "./shapes.ts";

/** How many days something took. */

/** Days that something took, over those of which it is known. */
export function daysTaken(description: string, none: string) {
  const days = (share: string) =>
    Figure.meta({ description: `${share} took at most so long.`, unit: "days", declines: none });
  return z
    .object({
      recorded: z.int().describe("Over how many."),
      medianDays: days("Half of them"),
      p90Days: days("Nine in ten of them"),
    })
    .meta({ description, unit: "days", declines: none, source: "type 7 quantiles, Hyndman and Fan (1996)" });
}

export function daysFigures(days: readonly number[]) {
  const [median, p90] = quantiles(Float64Array.from(days), [0.5, 0.9]).map(figure);
  return { recorded: days.length, medianDays: median!, p90Days: p90! };
}
