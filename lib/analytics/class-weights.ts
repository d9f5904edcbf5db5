import { z } from "zod";
import type { Facts } from "./facts/store.ts";
import { measureReader } from "./measures.ts";
import { MeasuredCount } from "./shapes.ts";

export const Weight = z
  .object({
    incidents: z.int().describe("Incidents of this class."),
    lostOrders: MeasuredCount.meta({
      description: "The sum of lost orders over those of them that recorded it.",
      unit: "orders",
    }),
    hours: MeasuredCount.meta({
      description:
        "Hours from start to mitigation, added up incident by incident over those that recorded it: overlaps count twice.",
      unit: "hours",
    }),
  })
  .meta({ title: "Weight of a class" });

export type Weight = z.infer<typeof Weight>;

/** Adds incidents up, class by class. */
export class Weights {
  readonly counts: Int32Array;
  private readonly sums: { lostOrders: Float64Array; hours: Float64Array };
  private readonly recorded: { lostOrders: Int32Array; hours: Int32Array };
  private readonly lost: Float64Array;
  private readonly minutes: (row: number) => number;

  constructor(facts: Facts, classes: number) {
    this.counts = new Int32Array(classes);
    this.sums = { lostOrders: new Float64Array(classes), hours: new Float64Array(classes) };
    this.recorded = { lostOrders: new Int32Array(classes), hours: new Int32Array(classes) };
    this.lost = facts.incidents.lostOrders.values;
    this.minutes = measureReader(facts, "mitigateMinutes");
  }

  add(which: number, row: number): void {
    this.counts[which]! += 1;
    this.addTo("lostOrders", which, this.lost[row]!);
    this.addTo("hours", which, this.minutes(row) / 60);
  }

  private addTo(measure: "lostOrders" | "hours", which: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.sums[measure][which]! += value;
    this.recorded[measure][which]! += 1;
  }

  of(which: number): Weight {
    const measured = (measure: "lostOrders" | "hours"): MeasuredCount => ({
      sum: this.recorded[measure][which] === 0 ? null : this.sums[measure][which]!,
      recorded: this.recorded[measure][which]!,
      of: this.counts[which]!,
    });
    return { incidents: this.counts[which]!, lostOrders: measured("lostOrders"), hours: measured("hours") };
  }
}
