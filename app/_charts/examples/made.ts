/** What examples are made of. */
import type { ReactNode } from "react";

export type Example = { name: string; card: ReactNode };

export const week = (index: number) => new Date(Date.UTC(2026, 0, 5 + 7 * index)).toISOString();

export const time = { bucket: "week", zone: "UTC" } as const;

export const weeks = <T>(values: readonly T[], of: (value: T, index: number) => object) =>
  values.map((value, index) => ({
    start: week(index),
    complete: index < values.length - 1,
    href: `/incidents?week=${index}`,
    ...of(value, index),
  })) as never;

export const bands = [
  { name: "Code freeze", from: week(1), to: week(3) },
  { name: "Review by a second person", from: week(2), to: null },
];

export const longName = "Storefront recommendation ranking of similar items for returning customers";

export const share = (yes: number, known: number, unknown = 0) => ({
  yes,
  known,
  unknown,
  share: known === 0 ? null : yes / known,
  low: known === 0 ? null : Math.max(0, yes / known - 0.15),
  high: known === 0 ? null : Math.min(1, yes / known + 0.2),
});
