import { formatDay, formatPeriod } from "#lib/format.ts";
import type { Coverage, Exposure } from "./coverage.ts";

/** What is said of days that nobody recorded. */

/** The answer to every question about incidents of a period in which none began. */
export const noneBegan = "No incident began in this period.";

/** In its place where nobody would have recorded one. */
export function notRecordedWords(coverage: Coverage | null): string {
  if (coverage === null) return "Nothing is recorded yet.";
  return `Nothing is recorded of this period: incidents are recorded from ${formatDay(coverage.from)} to ${formatDay(coverage.to)}.`;
}

/** Recorded 29 May 2025 – 21 Nov 2026. */
export function coverageWords(coverage: Coverage | null): string {
  if (coverage === null) return "nothing recorded yet";
  const { from, to } = coverage;
  return `recorded ${formatPeriod(from, new Date(Date.parse(to) + 1), "UTC")}`;
}

/** Said after a comparison that rests on a part of its periods; nothing where it rests on the whole. */
export function exposureWords({ days, clipped }: Exposure): string {
  return clipped ? `, over the ${days === 1 ? "day" : `${days} days`} that both have recorded` : "";
}
